const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function skipSpace(bytes: Uint8Array, at: number): number {
  let next = at;
  while (isSpace(bytes[next])) next++;
  return next;
}

/** First byte that is no JSON white space, or undefined when there is none. */
export function firstByte(bytes: Uint8Array): number | undefined {
  return bytes[skipSpace(bytes, 0)];
}

/**
 * Elements of a JSON array as views on its bytes, without parsing them: so each keeps its own bytes, and one
 * that is broken does not spoil the others. Null when the array itself is broken: not closed, an element
 * missing, or something behind it. Stops after `limit` + 1 elements, which says that there are more.
 */
export function splitJsonArray(bytes: Uint8Array, limit: number): Uint8Array[] | null {
  let at = skipSpace(bytes, 0);
  if (bytes[at] !== OPEN_ARRAY) return null;
  at++;
  const elements: Uint8Array[] = [];
  let start = at;
  let depth = 0;
  for (; at < bytes.length; at++) {
    switch (bytes[at]) {
      case QUOTE:
        at = endOfString(bytes, at);
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        depth++;
        break;
      case CLOSE_OBJECT:
        depth--;
        break;
      case COMMA:
        if (depth > 0) break;
        if (!takeElement(bytes, start, at, elements)) return null;
        if (elements.length > limit) return elements;
        start = at + 1;
        break;
      case CLOSE_ARRAY:
        if (depth > 0) {
          depth--;
          break;
        }
        if (depth < 0) return null;
        if (!takeElement(bytes, start, at, elements) && elements.length > 0) return null;
        return skipSpace(bytes, at + 1) === bytes.length ? elements : null;
    }
  }
  return null;
}

/** Index of the closing quote of the string that opens at `at`; past the end when it is not closed. */
function endOfString(bytes: Uint8Array, at: number): number {
  let next = at + 1;
  while (next < bytes.length && bytes[next] !== QUOTE) next += bytes[next] === BACKSLASH ? 2 : 1;
  return next;
}

/** False when there is nothing but white space between the two. */
function takeElement(bytes: Uint8Array, from: number, to: number, elements: Uint8Array[]): boolean {
  const start = skipSpace(bytes, from);
  if (start >= to) return false;
  let end = to;
  while (isSpace(bytes[end - 1])) end--;
  elements.push(bytes.subarray(start, end));
  return true;
}
