import { openTokens, spoolAudit, type TokenFacts, type TokenKind } from "@toancanh/api";
import { worldClock } from "../clock/world-clock.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { commandLineFact } from "./command-line-fact.ts";
import { readAccess } from "./open-access.ts";

export interface TokenOptions {
  access: string;
}
export interface NewTokenOptions extends TokenOptions {
  name: string;
  days?: string;
  scene?: string[];
  reusable?: true;
  source?: string[];
  perMinute?: string;
  url?: string;
}

const DAY_MS = 86_400_000;

function parseCount(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 10_000_000) return value;
  throw new CommandError(`--${option} must be a whole number from 1, not "${text}"`, 2);
}

/** Makes a token and tells its secret, this one time. */
export async function createToken(
  kind: TokenKind,
  options: NewTokenOptions,
  terminal: Terminal,
): Promise<void> {
  const { stateFolder } = readAccess(options.access);
  const days = parseCount(options.days, "days");
  const perMinute = parseCount(options.perMinute, "per-minute");
  const { name, scene, source = [], url = "" } = options;
  if (kind === "source" && source.length === 0) {
    throw new CommandError("--source is missing: name the CloudEvents source under which it sends", 2);
  }
  const tokens = openTokens(stateFolder, worldClock.now);
  if (tokens.isNameTaken(kind, name)) {
    throw new CommandError(
      `there is a ${kind} token "${name}" already: revoke it first, or choose another name`,
      1,
    );
  }
  const { token, secret } = await tokens.create({
    kind,
    name,
    expires_at: days === undefined ? null : worldClock.now() + days * DAY_MS,
    ...(scene === undefined ? {} : { scenes: scene }),
    ...(options.reusable === undefined ? {} : { reusable: true }),
    sources: source,
    ...(perMinute === undefined ? {} : { events_per_minute: perMinute }),
  });
  spoolAudit(stateFolder, commandLineFact("token", `${kind} ${name}`, { change: "created" }));
  const shown =
    kind === "wall" ? { address: `${url.replace(/\/$/, "")}/wall?token=${secret}` } : { token: secret };
  terminal.out(`${JSON.stringify({ ...tellToken(token), ...shown })}\n`);
  terminal.err("The secret is shown this one time and kept nowhere.\n");
}

export function listTokens(kind: TokenKind, options: TokenOptions, terminal: Terminal): void {
  const { stateFolder } = readAccess(options.access);
  for (const token of openTokens(stateFolder, worldClock.now).list(kind)) {
    terminal.out(`${JSON.stringify(tellToken(token))}\n`);
  }
}

/** @throws CommandError (exit code 1) when no token of that name or id holds */
export async function revokeToken(
  kind: TokenKind,
  name: string,
  options: TokenOptions,
  terminal: Terminal,
): Promise<void> {
  const { stateFolder } = readAccess(options.access);
  const revoked = await openTokens(stateFolder, worldClock.now).revoke(kind, { idOrName: name });
  if (revoked.length === 0) {
    throw new CommandError(`no ${kind} token "${name}" holds: ${kind}-token list names those there are`, 1);
  }
  for (const token of revoked) {
    spoolAudit(stateFolder, commandLineFact("token", `${kind} ${token.name}`, { change: "revoked" }));
    terminal.out(`${JSON.stringify(tellToken(token))}\n`);
  }
}

/** What concerns its kind, with times as people write them. */
function tellToken(token: TokenFacts): object {
  const { id, kind, name, scenes, reusable, screens, sources, events_per_minute } = token;
  const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    id,
    kind,
    name,
    created: moment(token.created_at),
    expires: moment(token.expires_at),
    revoked: moment(token.revoked_at),
    ...(kind === "wall" ? { scenes, reusable, screens } : {}),
    ...(kind === "source" ? { sources, events_per_minute } : {}),
  };
}
