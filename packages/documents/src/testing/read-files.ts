import { strFromU8, unzipSync } from "fflate";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** The texts of a PDF in the order in which they are read, without spaces. */
export async function readPdf(bytes: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let page = 1; page <= document.numPages; page++) {
    const { items } = await (await document.getPage(page)).getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(""));
  }
  await document.destroy();
  return pages.join("");
}

/** The texts of the body and the feet of a DOCX. */
export function readDocx(bytes: Buffer): string {
  const files = unzipSync(new Uint8Array(bytes));
  return Object.entries(files)
    .filter(([name]) => /^word\/(document|footer\d+)\.xml$/.test(name))
    .map(([, xml]) =>
      [...strFromU8(xml).matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join("\n"),
    )
    .join("\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

/** What two texts have in common when they are set in lines: everything but spaces and the marks of breaks. */
export function bare(text: string): string {
  return text.normalize("NFC").replaceAll(/[\s\u00a0\u00ad\u200b]/g, "");
}
