import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { ImportError } from "./import-error.ts";

const ZIP_MAGIC = Buffer.from("PK\x03\x04", "latin1");

export interface OpenedFile {
  /** The content, unpacked when the file is gzip. */
  content: Readable;
  /** Size of the file as it lies there, bytes. */
  totalBytes: number;
  /** Bytes of the file read so far. */
  bytesRead: () => number;
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
  if (magic.equals(ZIP_MAGIC)) {
    throw new ImportError(
      "file_not_readable",
      `${path} is a zip archive (a spreadsheet in .xlsx is one too): unpack it, or save the sheet as CSV`,
    );
  }
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
    ? pipeline(file, counter, createGunzip(), () => undefined)
    : pipeline(file, counter, () => undefined);
  return { content, totalBytes, bytesRead: () => read };
}
