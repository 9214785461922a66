import { resolve } from "node:path";
import {
  type AccessFile,
  AccessFileError,
  type Door,
  openConfiguredDoor,
  openTrialDoor,
  readAccessFile,
  type Transport,
} from "@toancanh/api";
import type { AuditFact } from "@toancanh/contracts";
import { createAuditLog, type Store } from "@toancanh/store";
import type { Logger } from "pino";
import type { City } from "../city/open-city.ts";
import { worldClock } from "../clock/world-clock.ts";
import { DEFAULT_ACCESS_FILE } from "../program/options.ts";
import { CommandError } from "../terminal/output.ts";

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return ["127.0.0.1", "::1", "localhost"].includes(host);
}

/** @throws CommandError (exit code 2) naming the place and what is allowed there */
export function readAccess(path: string): AccessFile {
  try {
    return readAccessFile(resolve(path));
  } catch (error) {
    if (error instanceof AccessFileError) throw new CommandError(error.message, 2, { cause: error });
    throw error;
  }
}

/**
 * The access file of a server that is to listen at an address; null where none is named and none is needed.
 * @throws CommandError (exit code 2) for an address that others can reach without one
 */
export function requireAccess(host: string, path: string | undefined): AccessFile | null {
  if (path !== undefined) return readAccess(path);
  if (isLoopback(host)) return null;
  throw new CommandError(
    `--host ${host} can be reached from other machines, and nothing says who may come in: copy docs/access.example.jsonc to ` +
      `${DEFAULT_ACCESS_FILE}, add a person with "user add NAME --role department --access ${DEFAULT_ACCESS_FILE}", ` +
      `and start with --access ${DEFAULT_ACCESS_FILE}`,
    2,
  );
}

/** The way into a server, how its connections are made, and what writes down who did what. */
interface OpenedAccess {
  door: Door;
  transport: Transport;
}

/** @param file null for a server that only this machine can reach: any role may be tried */
export function openAccess(file: AccessFile | null, city: City, store: Store, log: Logger): OpenedAccess {
  const auditLog = createAuditLog(store, worldClock.now);
  const audit = (fact: AuditFact) => auditLog.append(fact);
  const { profile } = city;
  if (file === null) return { door: openTrialDoor(profile, audit), transport: {} };
  return {
    door: openConfiguredDoor({ file, profile, now: worldClock.now, log, audit }),
    transport: {
      ...(file.tls === null ? {} : { tls: file.tls }),
      ...(file.config.proxies === undefined ? {} : { proxies: file.config.proxies }),
    },
  };
}
