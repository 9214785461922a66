import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { productRoot } from "../city/paths.ts";
import { makeFolder, runCommand } from "../testing/run-command.ts";

const REQUESTS = join(productRoot, "fixtures", "open311", "requests.json");
const FORMAT = ["--format", "open311", "--feed", "test"];

describe("import --format open311", () => {
  it("takes a file, and the same file again changes nothing", async () => {
    const base = ["import", "--profile", "boston", "--data", join(await makeFolder(), "data")];
    for (const [events, duplicates] of [
      [6, 0],
      [0, 6],
    ]) {
      const imported = await runCommand([...base, ...FORMAT, "--local-times", REQUESTS]);
      expect(imported.code, imported.stderr).toBe(0);
      expect(JSON.parse(imported.stdout)).toMatchObject({ requests: 5, events, duplicates, rejected: 2 });
    }
  }, 120_000);

  it("refuses a time without an offset, unless told that it is the city's", async () => {
    const base = ["import", "--profile", "boston", "--data", join(await makeFolder(), "data")];
    const imported = await runCommand([...base, ...FORMAT, REQUESTS]);
    expect(imported.code, imported.stderr).toBe(0);
    expect(JSON.parse(imported.stdout)).toMatchObject({ requests: 5, events: 4, rejected: 3 });
  }, 120_000);

  it("takes what an endpoint has since a moment", async () => {
    const server = createServer((_request, response) => {
      response.setHeader("content-type", "application/json");
      response.end("[]");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.close();
    });
    const address = server.address();
    const endpoint = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/open311/v2`;
    const base = ["import", "--profile", "boston", "--data", join(await makeFolder(), "data")];
    const since = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const pulled = await runCommand([...base, "--format", "open311", "--since", since, endpoint]);
    expect(pulled.code, pulled.stderr).toBe(0);
    expect(JSON.parse(pulled.stdout)).toMatchObject({ requests: 0, events: 0 });
  }, 120_000);

  it("says what an address needs", async () => {
    const endless = await runCommand(["import", "--format", "open311", "http://127.0.0.1:1/"]);
    expect([endless.code, endless.stderr]).toEqual([2, expect.stringContaining("--since")]);
    const csv = await runCommand(["import", "--format", "cloudevents", "http://127.0.0.1:1/"]);
    expect([csv.code, csv.stderr]).toEqual([2, expect.stringContaining("open311")]);
  }, 60_000);
});
