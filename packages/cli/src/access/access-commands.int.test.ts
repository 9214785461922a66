import { copyFile, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { productRoot } from "../city/paths.ts";
import { makeFolder, runCommand, spawnCommand, waitFor } from "../testing/run-command.ts";

/** A folder with the example as its access file, as it stands. */
async function makeAccess(): Promise<string> {
  const access = join(await makeFolder(), "access.jsonc");
  await copyFile(join(productRoot, "docs", "access.example.jsonc"), access);
  return access;
}

it("refuses an address that others can reach, and says what to write where", async () => {
  const { code, stderr } = await runCommand(["start", "--host", "0.0.0.0", "--data", await makeFolder()]);
  expect(code).toBe(2);
  for (const word of ["--host 0.0.0.0", "docs/access.example.jsonc", "user add", "--access"]) {
    expect(stderr).toContain(word);
  }
});

it("makes accounts and tokens of which the files hold no secret", async () => {
  const access = await makeAccess();
  const folder = join(access, "..", "access-state");
  const added = await runCommand(
    ["user", "add", "lan", "--role", "office", "--unit", "ward:26740", "--access", access],
    "bốn con mèo mướp\n",
  );
  expect([added.code, JSON.parse(added.stdout)]).toEqual([
    0,
    { name: "lan", added: true, role: "office", units: ["ward:26740"] },
  ]);
  const accounts = await readFile(join(folder, "accounts.json"), "utf8");
  expect(accounts).toContain("$argon2id$");
  expect(accounts).not.toContain("mèo");
  expect((await stat(join(folder, "accounts.json"))).mode & 0o077).toBe(0);

  const wall = await runCommand([
    "wall-token",
    "create",
    "--name",
    "Phòng trực",
    "--scene",
    "overview",
    "--url",
    "https://t.example/",
    "--access",
    access,
  ]);
  const { address, scenes } = JSON.parse(wall.stdout);
  expect(scenes).toEqual(["overview"]);
  expect(address).toMatch(/^https:\/\/t\.example\/wall\?token=/);
  const secret = address.split("token=")[1];
  expect(await readFile(join(folder, "tokens.json"), "utf8")).not.toContain(secret.split(".")[1]);
  const listed = await runCommand(["wall-token", "list", "--access", access]);
  expect(listed.stdout).not.toContain(secret);
  expect(JSON.parse(listed.stdout)).toMatchObject({ name: "Phòng trực", revoked: null, screens: 0 });
  const revoked = await runCommand(["wall-token", "revoke", "Phòng trực", "--access", access]);
  expect(JSON.parse(revoked.stdout).revoked).not.toBeNull();
  expect((await runCommand(["wall-token", "revoke", "Phòng trực", "--access", access])).code).toBe(1);
}, 240_000);

it.each([
  [["user", "add", "x", "--role", "mayor"], 2, "--role"],
  [["user", "add", "x", "--role", "office"], 2, "--unit"],
  [["user", "add", "x", "--role", "office", "--unit", "ward:none"], 2, 'no unit "ward:none"'],
  [["user", "add", "x", "--role", "leader", "--unit", "ward:26740"], 2, "--unit"],
  [["user", "add", "x", "--role", "leader"], 1, "12 to 200"],
  [["user", "remove", "x"], 1, "no account"],
  [["source-token", "create", "--name", "crm"], 2, "--source"],
])("refuses %j", async (args, code, told) => {
  const finished = await runCommand([...args, "--access", await makeAccess()], "short\n");
  expect([finished.code, finished.stderr]).toEqual([code, expect.stringContaining(told)]);
});

it("serves who may come in, and writes into the audit log what the command line did", async () => {
  const access = await makeAccess();
  const data = await makeFolder();
  const password = "bốn con mèo mướp";
  await runCommand(["user", "add", "lan", "--role", "department", "--access", access], `${password}\n`);
  const options = ["--data", data, "--no-simulate", "--port", "0"];
  const { child, output, finished } = spawnCommand(["start", "--access", access, ...options]);
  const url = await waitFor(() => /Desk +(http:\S+)\/desk/.exec(output.stdout)?.[1] ?? null, 60_000);
  expect((await fetch(`${url}/api/v1/summary`)).status).toBe(401);
  expect((await fetch(`${url}/metrics`)).status).toBe(401);
  const signedIn = await fetch(`${url}/access/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "lan", password }),
  });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  expect((await fetch(`${url}/api/v1/summary`, { headers: { cookie } })).status).toBe(200);
  const actions = await waitFor(async () => {
    const answer = await fetch(`${url}/api/v1/audit`, { headers: { cookie } });
    const { rows }: { rows: { action: string; who: string }[] } = JSON.parse(await answer.text());
    const seen = rows.map(({ action }) => action);
    return seen.includes("account") && seen.includes("sign_in") ? seen : null;
  }, 20_000);
  expect(actions).toContain("refused");
  child.kill("SIGTERM");
  await finished;
  const verified = await runCommand(["audit", "verify", "--data", data]);
  expect([verified.code, JSON.parse(verified.stdout).faults]).toEqual([0, []]);
  const exported = await runCommand(["audit", "export", "--data", data]);
  expect(exported.stdout.trim().split("\n").at(-1)).toContain('"action":"export"');
  expect(exported.stdout).not.toContain("mèo");
}, 300_000);
