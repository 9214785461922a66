const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MAY_BE_ROUNDED = /\d{16}|\d[eE][+-]?\d/;

/**
 * JSON whose whole numbers beyond 2^53, and those with an exponent, stay the digits they are written with, as texts: read
 * as numbers two long ids can become one.
 * @throws SyntaxError
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!MAY_BE_ROUNDED.test(text)) return value;
  return JSON.parse(text.replace(TOKEN, (token) => (isRounded(token) ? `"${token}"` : token)));
}

function isRounded(token: string): boolean {
  if (token.startsWith('"')) return false;
  if (/e/i.test(token)) return true;
  return !token.includes(".") && !Number.isSafeInteger(Number(token));
}
