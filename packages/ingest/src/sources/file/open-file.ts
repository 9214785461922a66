import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline, type Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { ImportError } from "./import-error.ts";

/** Files that are no text, by their first bytes (Latin-1), and what to do with them. */
const FOREIGN_FILES = [
  ["PK\x03\x04", "is a zip archive (a spreadsheet in .xlsx is one too): unpack it, or save the sheet as CSV"],
  ["PK\x05\x06", "is an empty zip archive"],
  ["\xd0\xcf\x11\xe0", "is a spreadsheet or another document of Office (.xls): save the sheet as CSV"],
  ["7z\xbc\xaf", "is a 7z archive: unpack it"],
  ["Rar!", "is a rar archive: unpack it"],
  ["BZh", "is packed with bzip2: unpack it, or pack it with gzip"],
  ["\xfd7zX", "is packed with xz: unpack it, or pack it with gzip"],
  ["\x28\xb5\x2f\xfd", "is packed with Zstandard: unpack it, or pack it with gzip"],
  ["%PDF", "is a PDF: export the data as CSV"],
  ["PAR1", "is a Parquet file: export the data as CSV"],
] as const;

export interface OpenedFile {
  /** The content, unpacked when the file is gzip. */
  content: Readable;
  /** Size of the file as it lies there, bytes. */
  totalBytes: number;
  /** Bytes of the file read so far. */
  bytesRead: () => number;
}

/**
 * When a file was written, epoch ms, in whole seconds: finer ones say in which order files were copied, not made.
 * @throws ImportError `file_not_readable`
 */
export async function writtenAt(path: string): Promise<number> {
  try {
    return Math.floor((await stat(path)).mtimeMs / 1000) * 1000;
  } catch (error) {
    throw new ImportError("file_not_readable", `cannot read ${path}`, { cause: error });
  }
}

/**
 * Opens a file for streaming; gzip is known by its first bytes, not by the file's name.
 * @throws ImportError `file_not_readable`
 */
export async function openFile(path: string): Promise<OpenedFile> {
  const magic = Buffer.alloc(4);
  let totalBytes = 0;
  try {
    const handle = await open(path, "r");
    try {
      totalBytes = (await handle.stat()).size;
      await handle.read(magic, 0, 4, 0);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new ImportError("file_not_readable", `cannot read ${path}`, { cause: error });
  }
  refuseForeignFile(path, magic);
  let read = 0;
  const counter = new Transform({
    transform(chunk, _encoding, done) {
      read += Buffer.byteLength(chunk);
      done(null, chunk);
    },
  });
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
  // An error of any part destroys the last one, whose reader then throws it.
  const content = isGzip
    ? pipeline(file, counter, createGunzip(), createInnerCheck(path), () => undefined)
    : pipeline(file, counter, () => undefined);
  return { content, totalBytes, bytesRead: () => read };
}

/** @throws ImportError for the first bytes of a file that is no text */
function refuseForeignFile(path: string, magic: Buffer): void {
  const begin = magic.toString("latin1");
  const foreign = FOREIGN_FILES.find(([bytes]) => begin.startsWith(bytes));
  if (foreign !== undefined) throw new ImportError("file_not_readable", `${path} ${foreign[1]}`);
}

/** What is packed in a gzip file may be no text either. */
function createInnerCheck(path: string): Transform {
  let isFirst = true;
  return new Transform({
    transform(chunk, _encoding, done) {
      if (isFirst) {
        isFirst = false;
        try {
          refuseForeignFile(path, Buffer.from(chunk).subarray(0, 4));
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)));
          return;
        }
      }
      done(null, chunk);
    },
  });
}
