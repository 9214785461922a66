import { Readable } from "node:stream";
import type { CSV_ENCODINGS } from "@toancanh/contracts";

/** A line of its own before the header, as spreadsheets write it where commas are decimal. */
const SEPARATOR_LINE = /^\uFEFF?"?sep=([,;\t|])"?\r?\n/i;
const PEEK_BYTES = 64;

export interface DecodedStream {
  /** UTF-8 bytes or text, without the line that names the separator. */
  text: Readable;
  /** What that line names; null without one. */
  separator: string | null;
}

/** The text of a file of that encoding; broken bytes become U+FFFD. Errors of `content` are thrown where it is read. */
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
    for await (const chunk of content) yield Buffer.from(chunk);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of content) yield decoder.decode(Buffer.from(chunk), { stream: true });
  yield decoder.decode();
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
