import { resolve } from "node:path";
import type { AccessFile } from "@toancanh/api";
import { requireAccess } from "../access/open-access.ts";
import type { BackupSchedule } from "../backup/schedule-backups.ts";
import { defaultDataDir } from "../city/paths.ts";
import type { KafkaFeedOptions } from "../kafka/kafka-feed.ts";
import { parseKafkaFeed, type RawKafkaFeedOptions } from "../kafka/kafka-options.ts";
import type { DiskLimits } from "../observe/watch-disk.ts";
import { CommandError } from "../terminal/output.ts";
import { parseAllowedHosts } from "../terminal/parse-allowed-hosts.ts";
import { parsePublicDelay } from "../terminal/parse-public-delay.ts";

/** What `toancanh start` was told, checked. */
export interface StartOptions {
  profile: string;
  data: string;
  port: number;
  host: string;
  /** Simulated events per second; null = the profile's own volume. */
  rate: number | null;
  simulate: boolean;
  /** Months of simulated history at the first start. */
  months: number;
  seed: number;
  /** Kafka as a source beside HTTP and simulation. */
  kafka: KafkaFeedOptions | null;
  /**
   * `--clock` as typed: a local time is read in the city's time zone once its profile is known. Null for the world's
   * clock.
   */
  clock: string | null;
  /** File of events or data directory whose events arrive again; null for none. */
  replay: string | null;
  /** City seconds in a second of the simulated clock. */
  speed: number;
  /** Null: none is made by itself. */
  backup: BackupSchedule | null;
  diskLimits: DiskLimits;
  /** Host names beside this machine's own under which it may be asked. */
  allowedHosts: readonly string[];
  /** How long what happens stays untold to the public, ms; null where nothing is public. */
  publicDelayMs: number | null;
  /** Who may come in; null: only this machine, in any role. */
  access: AccessFile | null;
}

/** As the command line gives them. */
export interface RawStartOptions extends RawKafkaFeedOptions {
  profile: string;
  data?: string;
  port: string;
  host: string;
  rate?: string;
  simulate: boolean;
  months: string;
  seed: string;
  clock?: string;
  replay?: string;
  speed?: string;
  backupTo?: string;
  backupEvery?: string;
  allowHost?: string;
  publicDelay?: string;
  access?: string;
  diskWarn?: string;
  diskAlarm?: string;
}

const MAX_RATE = 100;
const MAX_MONTHS = 36;
/** An hour in a second: faster, and the hours of a day could not be told apart on a wall. */
const MAX_SPEED = 3600;

function parseNumber(text: string, option: string, min: number, max: number, integer: boolean): number {
  const value = Number(text);
  if (
    text.trim() === "" ||
    !Number.isFinite(value) ||
    value < min ||
    value > max ||
    (integer && !Number.isInteger(value))
  ) {
    const kind = integer ? "a whole number" : "a number";
    throw new CommandError(`--${option} must be ${kind} from ${min} to ${max}, not "${text}"`, 2);
  }
  return value;
}

/** @throws CommandError (exit code 2) naming the option and what it takes. */
export function parseStartOptions(raw: RawStartOptions): StartOptions {
  const access = requireAccess(raw.host, raw.access);
  const rate = raw.rate === undefined ? null : parseNumber(raw.rate, "rate", 0.001, MAX_RATE, false);
  const speed = parseSpeed(raw, rate);
  if (raw.replay === "") throw new CommandError("--replay takes a file of events or a data directory", 2);
  if (raw.replay !== undefined && rate !== null) {
    throw new CommandError(
      "--rate is the simulation's, which --replay switches off: leave one of them out",
      2,
    );
  }
  return {
    profile: raw.profile,
    data: raw.data ?? defaultDataDir(raw.profile),
    port: parseNumber(raw.port, "port", 0, 65_535, true),
    host: raw.host,
    rate,
    simulate: raw.simulate && raw.replay === undefined,
    months: parseNumber(raw.months, "months", 1, MAX_MONTHS, true),
    seed: parseNumber(raw.seed, "seed", 0, 2 ** 31 - 1, true),
    kafka: parseKafkaFeed(raw),
    clock: raw.clock ?? null,
    replay: raw.replay ?? null,
    speed,
    backup: parseBackup(raw),
    diskLimits: parseDiskLimits(raw),
    allowedHosts: parseAllowedHosts(raw.allowHost),
    publicDelayMs: parsePublicDelay(raw.publicDelay),
    access,
  };
}

function parseDiskLimits({ diskWarn = "10", diskAlarm = "3" }: RawStartOptions): DiskLimits {
  const warn = parseNumber(diskWarn, "disk-warn", 0, 100, false);
  const alarm = parseNumber(diskAlarm, "disk-alarm", 0, 100, false);
  if (alarm > warn) {
    throw new CommandError(`--disk-alarm ${alarm} must not be above --disk-warn ${warn}: lower it`, 2);
  }
  return { warn: warn / 100, alarm: alarm / 100 };
}

function parseBackup({ backupTo, backupEvery }: RawStartOptions): BackupSchedule | null {
  const hours = parseNumber(backupEvery ?? "24", "backup-every", 0.01, 24 * 31, false);
  if (backupTo === undefined) return null;
  if (backupTo === "" || backupTo.endsWith(".tar")) {
    throw new CommandError("--backup-to takes a folder, which will hold many backups", 2);
  }
  return { to: resolve(backupTo), everyMs: hours * 3_600_000 };
}

function parseSpeed({ speed: text, clock, replay }: RawStartOptions, rate: number | null): number {
  if (text === undefined) return 1;
  if (clock === undefined && replay === undefined)
    throw new CommandError(
      "--speed is a simulated clock's: name its moment with --clock, or replay with --replay",
      2,
    );
  const speed = parseNumber(text, "speed", 0.01, MAX_SPEED, false);
  if (rate !== null && rate * speed > MAX_RATE) {
    throw new CommandError(
      `--rate ${rate} at --speed ${speed} would be ${rate * speed} events a second, more than ${MAX_RATE}: lower one of them`,
      2,
    );
  }
  return speed;
}
