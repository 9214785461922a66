import { Readable } from "node:stream";
import type { CSV_ENCODINGS } from "@toancanh/contracts";
import { ImportError } from "./import-error.ts";

/** A line of its own before the header, as spreadsheets write it where commas are decimal. */
const SEPARATOR_LINE = /^\uFEFF?"?sep=([,;\t|])"?\r?\n/i;
const PEEK_BYTES = 64;

export interface DecodedStream {
  /** UTF-8 bytes or text, without the line that names the separator. */
  text: Readable;
  /** What that line names; null without one. */
  separator: string | null;
}

/**
 * The text of a file of that encoding; broken bytes become U+FFFD. Errors of `content` are thrown where it is read.
 * @throws ImportError for a file in UTF-16 that should be in another encoding
 */
export async function decodeStream(
  content: Readable,
  encoding: (typeof CSV_ENCODINGS)[number],
): Promise<DecodedStream> {
  const chunks = decodedChunks(content, encoding);
  const held: (string | Buffer)[] = [];
  let begin = "";
  let ended = false;
  while (begin.length < PEEK_BYTES && !ended) {
    const next = await chunks.next();
    if (next.done) ended = true;
    else {
      held.push(next.value);
      begin += next.value.toString();
    }
  }
  const match = SEPARATOR_LINE.exec(begin);
  const first = match === null ? held : [cutBefore(held, match[0])];
  return { text: Readable.from(chain(first, chunks), { objectMode: false }), separator: match?.[1] ?? null };
}

/** UTF-8 stays as it is: decoding it twice would cost a tenth of an import. */
async function* decodedChunks(content: Readable, encoding: string): AsyncGenerator<string | Buffer> {
  if (encoding === "utf-8") {
    let isFirst = true;
    for await (const chunk of content) {
      const bytes = Buffer.from(chunk);
      if (isFirst) refuseUtf16(bytes);
      isFirst = false;
      yield bytes;
    }
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of content) yield decoder.decode(Buffer.from(chunk), { stream: true });
  yield decoder.decode();
}

/** Read as UTF-8 its header would have none of the columns. */
function refuseUtf16(bytes: Buffer): void {
  const mark = bytes.subarray(0, 2).toString("latin1");
  if (mark === "\xff\xfe") {
    throw new ImportError("not_csv", "the file is in UTF-16: set the format's encoding to utf-16le");
  }
  if (mark === "\xfe\xff") {
    throw new ImportError("not_csv", "the file is in UTF-16: set the format's encoding to utf-16be");
  }
  // Without a mark, the letters of a header in UTF-16 are every second byte.
  const isZero = (at: number): boolean => bytes[at] === 0 && bytes[at + 2] === 0 && bytes[at + 4] === 0;
  if (isZero(0) || isZero(1)) {
    const encoding = isZero(1) ? "utf-16le" : "utf-16be";
    throw new ImportError(
      "not_csv",
      `the file seems to be in UTF-16: set the format's encoding to ${encoding}`,
    );
  }
}

function cutBefore(held: readonly (string | Buffer)[], line: string): string | Buffer {
  const isText = held.every((chunk) => typeof chunk === "string");
  if (isText) return held.join("").slice(line.length);
  return Buffer.concat(held.map((chunk) => Buffer.from(chunk))).subarray(Buffer.byteLength(line));
}

async function* chain(
  first: readonly (string | Buffer)[],
  rest: AsyncGenerator<string | Buffer>,
): AsyncGenerator<string | Buffer> {
  for (const chunk of first) if (chunk.length > 0) yield chunk;
  yield* rest;
}
