import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

/** The fonts of the package and no others: a name that none of them has is an error. */
const FONTS = [
  "400Regular/Tinos_400Regular",
  "400Regular_Italic/Tinos_400Regular_Italic",
  "700Bold/Tinos_700Bold",
  "700Bold_Italic/Tinos_700Bold_Italic",
];
const TEMPLATES = fileURLToPath(new URL("../../templates/", import.meta.url));
const STANDARD = "a-2a";

/** Sets documents in this process. Memory grows with every document: many are for a process that ends. */
interface Typst {
  /**
   * @param data JSON of a printed document
   * @param createdAt epoch seconds
   * @throws Error naming what Typst found, warnings among them
   */
  print(data: string, createdAt: number): Buffer;
}

export function openTypst(): Typst {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@expo-google-fonts/tinos/package.json"));
  const fonts = FONTS.map((name) => readFileSync(join(folder, `${name}.ttf`)));
  const compiler = NodeCompiler.create({ workspace: TEMPLATES, fontArgs: [{ fontBlobs: fonts }] });
  return {
    print(data, createdAt) {
      compiler.mapShadow(`${TEMPLATES}data.json`, Buffer.from(data, "utf8"));
      const compiled = compiler.compile({ mainFilePath: `${TEMPLATES}document.typ`, resetRead: true });
      const found = compiled.takeDiagnostics();
      const document = compiled.result;
      if (found !== null || document === null) {
        const told = found === null ? "no document" : JSON.stringify(found.shortDiagnostics);
        throw new Error(`the document could not be set: ${told}`);
      }
      const pdf = compiler.pdf(document, {
        pdfStandard: STANDARD,
        pdfTags: true,
        creationTimestamp: createdAt,
      });
      compiler.evictCache(2);
      return pdf;
    },
  };
}
