import { appendFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { REJECTION_CODES, type Rejection } from "@toancanh/ingest";
import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";
import { renderEvent } from "../city/render-event.ts";
import { CommandError } from "../terminal/output.ts";
import type { ReplayItem } from "./replay-source.ts";

/** What a replay holds: the events of its source by day, beside the data. Times are epoch ms. */
const SpoolListSchema = Type.Object({
  /** Absolute path of the source. */
  source: Type.String(),
  first: Type.Number(),
  last: Type.Number(),
  events: Type.Integer(),
  /** Lines of the source that are no events. */
  refused: Type.Integer(),
  /** Ascending: the day's beginning (UTC) and its number of events. */
  days: Type.Array(Type.Object({ day: Type.Number(), events: Type.Integer() })),
});
export type SpoolList = Static<typeof SpoolListSchema>;
const spoolList = Compile(SpoolListSchema);

export const DAY_MS = 86_400_000;
const LIST_FILE = "list.json";
const REFUSED_FILE = "refused.ndjson";
/** Characters gathered before they are written to the files of their days. */
const FLUSH_CHARS = 16 * 1024 * 1024;

/** One event of a day. */
export interface SpooledEvent {
  time: number;
  /** When its source recorded it; null when that is not known. */
  recordedAt: number | null;
  line: number | null;
  id: string;
  /** As CloudEvents JSON. */
  raw: Buffer;
}

/** A line that is no event, on its way to the dead letters. */
export interface RefusedLine {
  line: number;
  raw: Buffer;
  rejection: Rejection;
}

const RefusedSchema = Type.Object({
  line: Type.Integer(),
  raw: Type.String(),
  rejection: Type.Object({
    code: Type.Enum(REJECTION_CODES),
    pointer: Type.String(),
    message: Type.String(),
    schema_version: Type.String(),
  }),
});
const refusedLine = Compile(RefusedSchema);

/** The list of a complete spool; null when there is none. */
export async function readSpoolList(dir: string): Promise<SpoolList | null> {
  const text = await readFile(join(dir, LIST_FILE), "utf8").catch(() => null);
  return text === null ? null : spoolList.Parse(JSON.parse(text));
}

/**
 * Sorts the events of a source into a file for each day, so that a replay of any length needs one day in memory.
 * A spool is complete or it is not there: what an interrupted run left is made anew.
 * @throws CommandError (exit code 1) when nothing in the source is an event
 */
export async function writeSpool(
  dir: string,
  source: string,
  items: AsyncIterable<ReplayItem>,
): Promise<SpoolList> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const counts = new Map<number, number>();
  const files = new FileBuffers(dir);
  let [first, last, events, refused] = [Number.POSITIVE_INFINITY, 0, 0, 0];
  let reason: string | null = null;
  for await (const item of items) {
    if ("rejection" in item) {
      refused += 1;
      reason ??= `line ${item.line}: ${item.rejection.message}`;
      const raw = Buffer.from(item.raw).toString("base64");
      await files.add(REFUSED_FILE, JSON.stringify({ line: item.line, raw, rejection: item.rejection }));
      continue;
    }
    const { event, recordedAt, line } = item;
    const day = Math.floor(event.time / DAY_MS) * DAY_MS;
    counts.set(day, (counts.get(day) ?? 0) + 1);
    events += 1;
    first = Math.min(first, event.time);
    last = Math.max(last, event.time);
    const fields = [event.time, recordedAt ?? "", line ?? "", JSON.stringify(event.id), renderEvent(event)];
    await files.add(fileOf(day), fields.join("\t"));
  }
  if (events === 0) {
    await rm(dir, { recursive: true, force: true });
    throw new CommandError(
      reason === null
        ? `--replay ${source} is empty: it holds no event`
        : `--replay ${source} holds no event in ${refused} lines (${reason}): it takes CloudEvents JSON, one a line`,
      1,
    );
  }
  await files.flush();
  const days = [...counts].sort(([a], [b]) => a - b).map(([day, count]) => ({ day, events: count }));
  const list = { source, first, last, events, refused, days };
  await writeFile(join(dir, `${LIST_FILE}.part`), JSON.stringify(list));
  await rename(join(dir, `${LIST_FILE}.part`), join(dir, LIST_FILE));
  return list;
}

/** The events of a day in order of time. */
export async function readSpoolDay(dir: string, day: number): Promise<SpooledEvent[]> {
  const text = await readFile(join(dir, fileOf(day)), "utf8");
  const events = text.split("\n").flatMap((row): SpooledEvent[] => {
    const [time, recordedAt, line, id, json] = row.split("\t");
    if (json === undefined) return [];
    return [
      {
        time: Number(time),
        recordedAt: recordedAt === "" ? null : Number(recordedAt),
        line: line === "" ? null : Number(line),
        id: String(JSON.parse(id ?? '""')),
        raw: Buffer.from(json),
      },
    ];
  });
  return events.sort((a, b) => a.time - b.time);
}

/** The lines that are no events; they may hold what a citizen wrote, so {@link dropRefused} follows soon. */
export async function readRefused(dir: string): Promise<RefusedLine[]> {
  const text = await readFile(join(dir, REFUSED_FILE), "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((row) => row !== "")
    .map((row) => {
      const { line, raw, rejection } = refusedLine.Parse(JSON.parse(row));
      return { line, raw: Buffer.from(raw, "base64"), rejection };
    });
}

export async function dropRefused(dir: string): Promise<void> {
  await rm(join(dir, REFUSED_FILE), { force: true });
}

function fileOf(day: number): string {
  return `${new Date(day).toISOString().slice(0, 10)}.tsv`;
}

/** Lines gathered for many files and written now and then. */
class FileBuffers {
  readonly #dir: string;
  #chars = 0;
  #lines = new Map<string, string[]>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  async add(file: string, line: string): Promise<void> {
    const lines = this.#lines.get(file);
    if (lines === undefined) this.#lines.set(file, [line]);
    else lines.push(line);
    this.#chars += line.length;
    if (this.#chars > FLUSH_CHARS) await this.flush();
  }

  async flush(): Promise<void> {
    for (const [file, lines] of this.#lines) await appendFile(join(this.#dir, file), `${lines.join("\n")}\n`);
    this.#lines = new Map();
    this.#chars = 0;
  }
}
