/** The .cpg file beside a .dbf names an encoding that is not known. */
export class UnknownEncodingError extends Error {
  readonly code = "unknown_encoding";
  constructor(label: string) {
    super(
      `its .cpg names the encoding "${label}", which is not known: write UTF-8, WINDOWS-1258 or the like into it`,
    );
    this.name = "UnknownEncodingError";
  }
}

/** How the attributes of a Shapefile are to be read. */
interface AttributeEncoding {
  /** As TextDecoder knows it. */
  label: string;
  /** Puts letters together that the encoding writes in parts. */
  compose: (attributes: Record<string, unknown>) => Record<string, unknown>;
}

/**
 * The encoding that a .cpg file names, in the spellings of the programs that write them ("1258", "ANSI 1258",
 * "CP1258", "65001", "88591"); UTF-8 without one. Windows-1258 has tones as characters of their own, so its texts are
 * composed to Unicode form NFC. Throws UnknownEncodingError.
 */
export function encodingOfCpg(cpg: string | undefined): AttributeEncoding {
  const written = (cpg ?? "").replaceAll(/[^\x21-\x7e]+/g, " ").trim();
  const label = written === "" ? "utf-8" : labelOf(written);
  return { label, compose: label === "windows-1258" ? composeTexts : (attributes) => attributes };
}

function labelOf(written: string): string {
  const page = /(?:^|[^\d])(125\d|874)$/.exec(written)?.[1];
  if (page !== undefined) return `windows-${page}`;
  if (written === "65001") return "utf-8";
  const part = /^(?:ISO[ -]?)?8859[-_ ]?(\d{1,2})$/i.exec(written)?.[1];
  try {
    return new TextDecoder(part === undefined ? written : `iso-8859-${part}`).encoding;
  } catch {
    throw new UnknownEncodingError(written);
  }
}

function composeTexts(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === "string" ? value.normalize("NFC") : value,
    ]),
  );
}
