import type { Readable } from "node:stream";
import { ImportError } from "./import-error.ts";

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** A line is held in memory until it ends. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

export interface FileLine {
  /** From 1. */
  line: number;
  /** Its bytes without the line break, never empty. */
  raw: Buffer;
}

/**
 * Lines of a stream as bytes, so that a broken one reaches the dead letters unchanged; empty ones are skipped.
 * @throws ImportError `line_too_long`
 */
export async function* readLines(content: Readable): AsyncGenerator<FileLine> {
  let line = 0;
  let parts: Buffer[] = [];
  let held = 0;
  const endLine = (): FileLine | null => {
    line++;
    let raw = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    parts = [];
    held = 0;
    if (line === 1 && raw.subarray(0, 3).equals(BYTE_ORDER_MARK)) raw = raw.subarray(3);
    if (raw.at(-1) === RETURN) raw = raw.subarray(0, -1);
    return raw.length === 0 ? null : { line, raw };
  };
  for await (const chunk of content) {
    const bytes: Buffer = Buffer.from(chunk);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      parts.push(bytes.subarray(start, end));
      const ended = endLine();
      if (ended !== null) yield ended;
      start = end + 1;
    }
    if (start < bytes.length) {
      parts.push(bytes.subarray(start));
      held += bytes.length - start;
    }
    if (held > MAX_LINE_BYTES) {
      throw new ImportError("line_too_long", `line ${line + 1} is longer than ${MAX_LINE_BYTES} bytes`);
    }
  }
  if (held > 0) {
    const ended = endLine();
    if (ended !== null) yield ended;
  }
}
