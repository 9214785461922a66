import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigFileSchema } from "@toancanh/contracts";
import { Command } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { productRoot } from "../city/paths.ts";
import { addConfigOption } from "../program/config-option.ts";
import { CommandError } from "../terminal/output.ts";
import { readConfig, requireConfig } from "./read-config.ts";

const folder = mkdtempSync(join(tmpdir(), "toancanh-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const EXAMPLE = readFileSync(join(productRoot, "docs", "config.example.jsonc"), "utf8");

let files = 0;
function write(text: string): string {
  const path = join(folder, `${files++}.jsonc`);
  writeFileSync(path, text);
  return path;
}
const faultsOf = (value: unknown) => readConfig(write(JSON.stringify(value))).faults;

/** Every setting of the schema, as a path of names, with its description. */
function listSettings(schema: object, path: string[] = []): { path: string[]; description: string }[] {
  const properties: Record<string, object> = "properties" in schema ? Object(schema.properties) : {};
  return Object.entries(properties).flatMap(([name, part]) => {
    const inner = listSettings(part, [...path, name]);
    const description = "description" in part ? String(part.description) : "";
    return inner.length > 0 ? inner : [{ path: [...path, name], description }];
  });
}
const SETTINGS = listSettings(ConfigFileSchema);

describe("a config file", () => {
  it("is the example as it stands, and with every comment that holds settings taken in", () => {
    expect(readConfig(write(EXAMPLE))).toMatchObject({ faults: [], config: { profile: "hcmc" } });
    const whole = EXAMPLE.replaceAll(/^ {2}\/\/ {3}/gm, "  ").replace("127.0.0.1", "0.0.0.0");
    const { config, faults } = readConfig(write(whole));
    expect(faults).toEqual([]);
    expect(config).toMatchObject({
      backup: { to: "/backup/toancanh" },
      access: join(folder, "access.jsonc"),
    });
  });

  it.each(SETTINGS.map(({ path, description }) => [path.join("."), path, description] as const))(
    "%s is in the example and says what it takes",
    (_name, path, description) => {
      expect(EXAMPLE).toContain(path.at(-1));
      expect(description.length).toBeGreaterThan(10);
    },
  );

  it.each<[string, object, string, RegExp]>([
    ["another type", { listen: { port: "80" } }, "/listen/port", /0 to 65535/],
    ["out of range", { backup: { to: "/b", every_hours: 0 } }, "/backup/every_hours", /0.01 to 744/],
    ["a misspelt field", { diks: {} }, "/diks", /write disk/],
    ["a misspelt inner field", { disk: { warn: 5 } }, "/disk/warn", /warn_percent/],
    ["an unknown field", { colour: "red" }, "/colour", /there are profile, data/],
    ["a missing field", { kafka: {} }, "/kafka/brokers", /host:port/],
    ["a pattern missed", { kafka: { brokers: "broker" } }, "/kafka/brokers", /host:port/],
    ["no choice", { log_level: "loud" }, "/log_level", /warn, info/],
    ["the whole of another type", [], "/", /it takes: profile, data/],
    ["an open door", { listen: { host: "0.0.0.0" } }, "/listen/host", /access/],
    [
      "no host name",
      { listen: { allowed_hosts: ["a", "https://b"] } },
      "/listen/allowed_hosts/1",
      /without scheme/,
    ],
    ["an alarm before its warning", { disk: { alarm_percent: 20 } }, "/disk/alarm_percent", /lower/],
    ["an archive", { backup: { to: "all.tar" } }, "/backup/to", /folder/],
    ["a backup in the data", { data: "d", backup: { to: "d/b" } }, "/backup/to", /outside/],
  ])("with %s is refused where it is, with the cure", (_what, value, path, cure) => {
    expect(faultsOf(value)).toEqual([
      { path, cause: expect.stringMatching(/\w{3}/), cure: expect.stringMatching(cure) },
    ]);
  });

  it.each(["toancanh.jsonc", "container/toancanh.jsonc", "container/toancanh.kafka.jsonc"])(
    "is deploy/%s, also with every comment that holds settings taken in",
    (name) => {
      const text = readFileSync(join(productRoot, "deploy", name), "utf8");
      expect(readConfig(write(text)).faults).toEqual([]);
      expect(readConfig(write(text.replaceAll(/^ {2}\/\/ {3}/gm, "  "))).faults).toEqual([]);
    },
  );

  it("says all faults at once", () => {
    const faults = faultsOf({ listen: { port: -1, hots: "a" }, kafka: {}, profil: "x" });
    expect(faults.map(({ path }) => path).sort()).toEqual([
      "/kafka/brokers",
      "/listen/hots",
      "/listen/port",
      "/profil",
    ]);
  });

  it("is no JSON: says where, as the file stands", () => {
    const [fault] = readConfig(write('{ // a comment\n  "profile" "hcmc" }')).faults;
    expect(fault?.cause).toMatch(/position 27/);
  });

  it("that is not there is wrong usage", () => {
    expect(() => readConfig(join(folder, "none.jsonc"))).toThrow(CommandError);
  });
});

describe("--config", () => {
  const file = write(
    JSON.stringify({ profile: "boston", data: "d", listen: { port: 7 }, simulation: { enabled: false } }),
  );
  const parse = (...args: string[]) => {
    const command = addConfigOption(new Command("start").exitOverride(), { readConfig: requireConfig })
      .option("--profile <id>", "", "hcmc")
      .requiredOption("--data <dir>")
      .option("--port <number>", "", "10220")
      .option("--simulate", "", true)
      .option("--no-simulate");
    return command.parse(args, { from: "user" }).opts();
  };

  it("gives what the command line leaves open, paths beside the file", () => {
    expect(parse("--config", file)).toMatchObject({
      profile: "boston",
      data: join(folder, "d"),
      port: "7",
      simulate: false,
    });
  });

  it.each([
    ["before", ["--port", "9", "--simulate", "--config", file]],
    ["behind", ["--config", file, "--port", "9", "--simulate"]],
  ])("gives way to an option %s it", (_where, args) => {
    expect(parse(...args)).toMatchObject({ profile: "boston", port: "9", simulate: true });
  });
});
