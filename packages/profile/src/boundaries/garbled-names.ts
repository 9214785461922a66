/** An encoding that Vietnamese attribute tables come in. */
type Encoding = "UTF-8" | "Windows-1258" | "TCVN3 (ABC)" | "Windows-1252";

/** How a name was garbled: written in one encoding and read as another. */
export interface Garbling {
  written: Encoding;
  read: Encoding;
}

/** Bytes of TCVN3 (the ABC fonts, TCVN 5712:1993 VN3) from 0xB5 and from 0xA1; capitals with tones are those of a font. */
const TCVN3_LETTERS = new Map<string, number>([
  ...tableFrom(0xa1, "ĂÂÊÔƠƯĐăâêôơưđ"),
  ...tableFrom(0xb5, "àảãáạ"),
  ...tableFrom(0xbb, "ằẳẵắ"),
  ...tableFrom(0xc6, "ặầẩẫấậè"),
  ...tableFrom(0xce, "ẻẽ"),
  ...tableFrom(0xd0, "éẹềểễếệìỉ"),
  ...tableFrom(0xdc, "ĩíịò"),
  ...tableFrom(0xe1, "ỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"),
]);

function tableFrom(first: number, letters: string): [string, number][] {
  return [...letters].map((letter, i) => [letter, first + i]);
}

const DECODERS: readonly { read: Encoding; decode: (bytes: Uint8Array) => string }[] = [
  { read: "UTF-8", decode: decoderOf("utf-8") },
  { read: "Windows-1252", decode: decoderOf("windows-1252") },
  // ISO 8859-1 proper: other than browsers have it, its bytes 0x80 to 0x9F are control characters.
  { read: "Windows-1252", decode: (bytes) => Buffer.from(bytes).toString("latin1") },
  { read: "Windows-1258", decode: (bytes) => decoderOf("windows-1258")(bytes).normalize("NFC") },
];

const ENCODERS: readonly { written: Encoding; encode: (text: string) => Uint8Array }[] = [
  { written: "UTF-8", encode: (text) => new TextEncoder().encode(text) },
  { written: "TCVN3 (ABC)", encode: encodeTcvn3 },
  { written: "Windows-1258", encode: encodeWindows1258 },
];

function decoderOf(label: string): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder(label);
  return (bytes) => decoder.decode(bytes);
}

function encodeTcvn3(text: string): Uint8Array {
  const codes = [...text.normalize("NFC")].map(
    (letter) => TCVN3_LETTERS.get(letter) ?? TCVN3_LETTERS.get(letter.toLowerCase()) ?? letter.codePointAt(0),
  );
  return Uint8Array.from(codes, (code) => ((code ?? 0) < 256 ? (code ?? 0) : 0x3f));
}

/** Characters of Windows-1258 by their byte: letters with their shape, and the five tones as combining marks. */
const BYTES_1258 = new Map(
  Array.from({ length: 256 }, (_, byte): [string, number] => [
    decoderOf("windows-1258")(Uint8Array.of(byte)),
    byte,
  ]),
);

/** Bytes of Windows-1258, in which a letter with a tone is the letter and then its tone. */
export function encodeWindows1258(text: string): Uint8Array {
  const bytes = [...text.normalize("NFC")].flatMap((letter) => {
    const [base = "", ...marks] = letter.normalize("NFD");
    const tones = marks.filter((mark) => BYTES_1258.has(mark));
    const shaped = [base, ...marks.filter((mark) => !tones.includes(mark))].join("").normalize("NFC");
    return [shaped, ...tones].map((part) => BYTES_1258.get(part) ?? 0x3f);
  });
  return Uint8Array.from(bytes);
}

/** How one of the names that a unit may have became the name found; null where no known way leads there. */
export function findGarbling(found: string, names: readonly string[]): Garbling | null {
  for (const { written, encode } of ENCODERS) {
    for (const { read, decode } of DECODERS) {
      if (read === written) continue;
      if (names.some((name) => decode(encode(name)).trim().normalize("NFC") === found.normalize("NFC"))) {
        return { written, read };
      }
    }
  }
  return null;
}
