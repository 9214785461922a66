import type { StoredEvent } from "@toancanh/contracts";
import { decodeBytes } from "../../decode/decode.ts";
import { TIME_CEILING } from "../../decode/decode-data.ts";
import type { Decoded } from "../../decode/rejection.ts";
import { readLines } from "./ndjson-lines.ts";
import { openFile } from "./open-file.ts";

/** A line of a file of events: CloudEvents JSON, one a line. */
export interface EventLine {
  /** From 1. */
  line: number;
  raw: Buffer;
  decoded: Decoded<StoredEvent>;
}

/**
 * Reads a file of events, plain or gzip, in its order and without storing any of them. Events of any time are read:
 * what lies in the future of whom is for the reader to say. `onProgress` gets the share 0..1 of the file.
 * @throws ImportError when the file cannot be read
 */
export async function* readEventFile(
  path: string,
  onProgress: (share: number) => void = () => {},
): AsyncGenerator<EventLine> {
  const { content, totalBytes, bytesRead } = await openFile(path);
  try {
    for await (const { line, raw } of readLines(content)) {
      yield { line, raw, decoded: decodeBytes(raw, TIME_CEILING) };
      onProgress(totalBytes === 0 ? 1 : bytesRead() / totalBytes);
    }
  } finally {
    content.destroy();
  }
}
