const PLAIN_ASCII = /^[\x20-\x7e]*$/;
/** Control characters and lone surrogates: neither survives a database and a screen unchanged. */
const UNSAFE = /[\p{Cc}\p{Cs}]/u;

/** NFC form of a text, or null when it holds control characters or broken Unicode. */
export function cleanText(text: string): string | null {
  if (PLAIN_ASCII.test(text)) return text;
  return UNSAFE.test(text) ? null : text.normalize("NFC");
}
