const PLAIN_ASCII = /^[\x20-\x7e]*$/;
/** Control characters and lone surrogates: databases and browsers change or refuse them. */
const UNSAFE = /[\p{Cc}\p{Cs}]/u;

/** NFC form of a text, or null when it holds control characters or broken Unicode. */
export function cleanText(text: string): string | null {
  if (PLAIN_ASCII.test(text)) return text;
  return UNSAFE.test(text) ? null : text.normalize("NFC");
}
