/** An encoding that Vietnamese attribute tables come in. */
type Encoding = "UTF-8" | "Windows-1258" | "TCVN3 (ABC)" | "VNI" | "Windows-1252";

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

/** Letters of the VNI fonts that are one character of Latin-1 each. */
const VNI_LETTERS = new Map(
  Object.entries({ ơ: "ô", ư: "ö", đ: "ñ", í: "í", ì: "ì", ỉ: "æ", ĩ: "ó", ị: "ò", ỵ: "î" }),
);
/** Marks of the VNI fonts, which stand behind their letter: of plain ones, of those with a roof, of those with a breve. */
const VNI_MARKS = [
  { shape: "", tones: { "": "", "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï" } },
  {
    shape: "\u0302",
    tones: { "": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä" },
  },
  {
    shape: "\u0306",
    tones: { "": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë" },
  },
].map(({ shape, tones }) => ({ shape, tones: new Map(Object.entries(tones)) }));
const TONES = new Set(["\u0301", "\u0300", "\u0309", "\u0303", "\u0323"]);
const HORN = "\u031b";

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
  // Last: where all letters were lost, its marks cannot be told from those of Windows-1258.
  { written: "VNI", encode: encodeVni },
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

function encodeVni(text: string): Uint8Array {
  const written = [...text.normalize("NFC")].map((letter) => {
    const small = letter.toLowerCase();
    const vni = encodeVniLetter(small);
    return letter === small ? vni : vni.toUpperCase();
  });
  return Buffer.from(written.join(""), "latin1");
}

/** One small letter as VNI fonts show it. */
function encodeVniLetter(letter: string): string {
  const single = VNI_LETTERS.get(letter);
  if (single !== undefined) return single;
  const [base = "", ...marks] = letter.normalize("NFD");
  const tone = marks.find((mark) => TONES.has(mark)) ?? "";
  const shapes = marks.filter((mark) => !TONES.has(mark));
  const carrier = shapes.includes(HORN) ? (VNI_LETTERS.get(`${base}${HORN}`.normalize("NFC")) ?? base) : base;
  const shape = shapes.find((mark) => mark !== HORN) ?? "";
  return carrier + (VNI_MARKS.find((row) => row.shape === shape)?.tones.get(tone) ?? "");
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
