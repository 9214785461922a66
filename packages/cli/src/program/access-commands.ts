import type { TokenKind } from "@toancanh/api";
import type { Command } from "commander";
import type { AuditOptions } from "../access/audit.ts";
import type { NewTokenOptions, TokenOptions } from "../access/tokens.ts";
import type { UserOptions } from "../access/users.ts";
import { CommandError } from "../terminal/output.ts";
import type { CommandHost } from "./command-host.ts";
import { addStoreOptions, DEFAULT_ACCESS_FILE, PROFILE_OPTION } from "./options.ts";

const ACCESS: [string, string, string] = ["--access <file>", "the access file", DEFAULT_ACCESS_FILE];
const ROLE: [string, string] = ["--role <role>", "department, office, leader or operator"];

/** An option that may be given several times. */
const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** Adds the commands that say who may come in, and show who came. */
export function addAccessCommands(program: Command, host: CommandHost): void {
  const { terminal, done } = host;
  program
    .command("config")
    .description("files of settings")
    .command("check")
    .description("whether a config file, or an access file by itself, can be used, and what is wrong with it")
    .argument("[file]", "config file, like docs/config.example.jsonc; without it the access file")
    .option(...ACCESS)
    .action(async (file: string | undefined, { access }: TokenOptions) => {
      if (file !== undefined) {
        const { checkConfig } = await import("../config/check-config.ts");
        return done(await checkConfig(file, terminal));
      }
      const { readAccess } = await import("../access/open-access.ts");
      const { config, stateFolder } = readAccess(access);
      const { provider, tls, proxies = [] } = config;
      const summary = {
        state: stateFolder,
        provider: provider?.issuer ?? null,
        tls: tls !== undefined,
        proxies,
      };
      terminal.out(`${JSON.stringify(summary)}\n`);
      done(0);
    });
  addUserCommands(program, host);
  addTokenCommands(program, host, "wall", "a screen in a control room");
  addTokenCommands(program, host, "source", "a system that sends events");
  addTokenCommands(program, host, "operator", "a system that reads /metrics and /health");
  addAuditCommands(program, host);
}

function addUserCommands(program: Command, { terminal, done }: CommandHost): void {
  const users = program
    .command("user")
    .description("accounts of people, for a city without an identity provider");
  const named = (name: string, description: string): Command =>
    users
      .command(name)
      .description(description)
      .argument("<name>")
      .option(...ACCESS);
  const unit: [string, string, typeof collect] = [
    "--unit <unit>",
    "of an office, again for each: ward:<code>, agency:<id>, district:<code>@<day>",
    collect,
  ];
  const password = "; the password comes from TOANCANH_PASSWORD[_FILE] or standard input";
  named("add", `a new account${password}`)
    .option(...PROFILE_OPTION)
    .requiredOption(...ROLE)
    .option(...unit)
    .action(async (name: string, options: UserOptions) => {
      const { addUser } = await import("../access/users.ts");
      await addUser(name, options, terminal);
      done(0);
    });
  users
    .command("list")
    .description("accounts, one JSON a line")
    .option(...ACCESS)
    .action(async (options: UserOptions) => {
      const { listUsers } = await import("../access/users.ts");
      listUsers(options, terminal);
      done(0);
    });
  named("remove", "take an account away; its sessions end").action(
    async (name: string, options: UserOptions) => {
      const { removeUser } = await import("../access/users.ts");
      await removeUser(name, options, terminal);
      done(0);
    },
  );
  named("password", `another password; sessions end${password}`).action(
    async (name: string, options: UserOptions) => {
      const { changePassword } = await import("../access/users.ts");
      await changePassword(name, options, terminal);
      done(0);
    },
  );
  named("role", "another role or other units; sessions end")
    .option(...PROFILE_OPTION)
    .requiredOption(...ROLE)
    .option(...unit)
    .action(async (name: string, options: UserOptions) => {
      const { changeRole } = await import("../access/users.ts");
      await changeRole(name, options, terminal);
      done(0);
    });
}

function addTokenCommands(
  program: Command,
  { terminal, done }: CommandHost,
  kind: TokenKind,
  what: string,
): void {
  const tokens = program.command(`${kind}-token`).description(`tokens of ${what}`);
  const create = tokens
    .command("create")
    .description("a new one; its secret is shown once")
    .option(...ACCESS)
    .requiredOption("--name <name>", "what it is for, as the audit log names it")
    .option("--days <number>", "days it holds (default: until it is revoked)");
  if (kind === "wall") {
    create
      .option("--scene <id>", "again for each scene it may show (default: all)", collect)
      .option("--reusable", "its address opens again and again, for a screen that forgets its cookies")
      .option("--url <address>", "where the screen reaches this server, for the address that is shown", "");
  }
  if (kind === "source") {
    create
      .requiredOption("--source <uri>", "CloudEvents source it sends under, again for each", collect)
      .option("--per-minute <events>", "most events a minute (default: 6000)");
  }
  create.action(async (options: NewTokenOptions) => {
    const { createToken } = await import("../access/tokens.ts");
    await createToken(kind, options, terminal);
    done(0);
  });
  tokens
    .command("list")
    .description("all of them, one JSON a line, without secrets")
    .option(...ACCESS)
    .action(async (options: TokenOptions) => {
      const { listTokens } = await import("../access/tokens.ts");
      listTokens(kind, options, terminal);
      done(0);
    });
  tokens
    .command("revoke")
    .description("it opens nothing any more; open streams end within a minute")
    .argument("<name>", "its name or id")
    .option(...ACCESS)
    .action(async (name: string, options: TokenOptions) => {
      const { revokeToken } = await import("../access/tokens.ts");
      await revokeToken(kind, name, options, terminal);
      done(0);
    });
}

function addAuditCommands(program: Command, { terminal, done, createLog }: CommandHost): void {
  const audit = program.command("audit").description("who came in, was refused, saw or changed what");
  const onStore = (name: string, description: string): Command =>
    addStoreOptions(audit.command(name).description(description));
  onStore("list", "newest first, one JSON a line")
    .option("--limit <number>", "at most so many", "100")
    .action(async (options: AuditOptions & { limit: string }) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1) {
        throw new CommandError(`--limit must be a whole number from 1, not "${options.limit}"`, 2);
      }
      const { listAudit } = await import("../access/audit.ts");
      await listAudit({ ...options, limit }, terminal, createLog("warn"));
      done(0);
    });
  onStore("export", "everything, oldest first, one JSON a line").action(async (options: AuditOptions) => {
    const { exportAudit } = await import("../access/audit.ts");
    await exportAudit(options, terminal, createLog("warn"));
    done(0);
  });
  onStore("verify", "whether an entry was changed or taken out; exit code 1 if so").action(
    async (options: AuditOptions) => {
      const { checkAudit } = await import("../access/audit.ts");
      done(await checkAudit(options, terminal, createLog("warn")));
    },
  );
}
