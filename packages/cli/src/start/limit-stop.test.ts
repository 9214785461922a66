import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";

const MODULE = join(import.meta.dirname, "..", "..", "dist", "start", "limit-stop.js");

async function run(program: string) {
  const from = Date.now();
  const child = spawn(process.execPath, [
    "--input-type=module",
    "-e",
    `import { limitStop } from ${JSON.stringify(MODULE)}; ${program}`,
  ]);
  const [code, signal] = await once(child, "close");
  return { code, signal, ms: Date.now() - from };
}

it("ends a process whose event loop hangs in native code", async () => {
  const hang = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);";
  const { signal, ms } = await run(`limitStop(700); ${hang}`);
  expect(signal).toBe("SIGKILL");
  expect(ms).toBeLessThan(6000);
});

it("does not hold up a process that ends by itself, nor change its exit code", async () => {
  expect(await run("limitStop(60_000); process.exitCode = 3;")).toMatchObject({ code: 3, signal: null });
  expect(await run("limitStop(60_000); process.exit(0);")).toMatchObject({ code: 0, signal: null });
});
