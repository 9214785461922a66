import { parseDateTime } from "../../decode/date-time.ts";
import { firstByte, splitJsonArray } from "../http/split-json-array.ts";
import type { SourcePiece } from "../snapshots/snapshot-taker.ts";
import { ImportError } from "./import-error.ts";
import type { FileLine } from "./ndjson-lines.ts";

const OPEN_ARRAY = 0x5b;
/** An array over several lines is held in memory until it ends. */
const MAX_ARRAY_BYTES = 256 * 1024 * 1024;
const LINE_BREAK = Buffer.from("\n");

/**
 * Events of a file of CloudEvents: one a line, arrays of them a line, or one array over all lines, as a batch over HTTP
 * has it. `count` is called for each.
 * @throws ImportError `not_events` for an array that is broken or cut off
 */
export async function* eventPieces(
  lines: AsyncIterable<FileLine>,
  name: string,
  now: () => number,
  count: () => void,
): AsyncGenerator<SourcePiece> {
  let elements = 0;
  const pieceOf = (raw: Buffer, line: number | null): SourcePiece => {
    count();
    const origin =
      line === null
        ? ({ kind: "file_element", name, index: elements++ } as const)
        : ({ kind: "file_line", name, line } as const);
    return { item: { raw }, origin, recordedAt: readRecordedTime(raw, now()) };
  };
  let isFirst = true;
  const rest: Buffer[] = [];
  let held = 0;
  for await (const { line, raw } of lines) {
    if (held > 0) {
      rest.push(LINE_BREAK, raw);
      held += raw.length;
      if (held > MAX_ARRAY_BYTES) {
        throw new ImportError(
          "not_events",
          `${name} is an array larger than 256 MiB: write one event a line`,
        );
      }
      continue;
    }
    const isArray = firstByte(raw) === OPEN_ARRAY;
    const batch = isArray ? splitBatch(raw) : null;
    if (batch !== null) for (const element of batch) yield pieceOf(element, null);
    else if (isFirst && isArray) {
      rest.push(raw);
      held = raw.length;
    } else yield pieceOf(raw, line);
    isFirst = false;
  }
  if (held === 0) return;
  const batch = splitBatch(Buffer.concat(rest));
  if (batch === null) {
    throw new ImportError("not_events", `${name} begins like an array of events and is broken or cut off`);
  }
  for (const element of batch) yield pieceOf(element, null);
}

function splitBatch(bytes: Buffer): Buffer[] | null {
  const elements = splitJsonArray(bytes, Number.POSITIVE_INFINITY);
  return elements === null ? null : elements.map((element) => Buffer.from(element));
}

const RECORDED_TIME = /"recordedtime":"([^"]{1,40})"/;

/** The attribute that `toancanh export events` writes: when the event was recorded where it comes from. */
function readRecordedTime(raw: Buffer, now: number): number | null {
  if (!raw.includes('"recordedtime"')) return null;
  const text = RECORDED_TIME.exec(raw.toString("utf8"))?.[1];
  const at = text === undefined ? null : parseDateTime(text);
  return at === null ? null : Math.min(at, now);
}
