import { isUtf8 } from "node:buffer";
import { basename } from "node:path";
import type { Clock } from "@toancanh/contracts";
import type { Origin } from "../../origin.ts";
import { ImportError } from "../file/import-error.ts";
import { openFile, writtenAt } from "../file/open-file.ts";
import { createSnapshotTaker, type SnapshotIngester } from "../snapshots/snapshot-taker.ts";
import { acceptRequests, emptyRequestsSummary, type RequestsSummary } from "./accept-requests.ts";
import { createOpen311Reader, type Open311Mapping } from "./open311.ts";
import { readRequestsText } from "./read-requests.ts";

/** The file is parsed in memory; a larger one has to be split. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;
const CHUNK_REQUESTS = 2000;

/**
 * Imports a file with service requests of Open311 GeoReport v2, in JSON or XML, plain or gzip. Doing it again changes
 * nothing; what a later file says of a request counts from then on.
 * @throws ImportError when it cannot be read as what it should be
 * @throws IngestStoppedError
 */
export async function importOpen311File(options: {
  path: string;
  mapping: Open311Mapping;
  ingester: SnapshotIngester;
  clock: Clock;
  /** When the requests were as the file has them, epoch ms; left out: when it was written. */
  snapshotAt?: number;
}): Promise<RequestsSummary> {
  const { path, mapping, ingester, clock } = options;
  const found = readRequestsText(await readText(path));
  if (!found.ok) throw new ImportError("not_requests", `${path} comes ${found.problem}`);
  const { requests } = found;
  const read = createOpen311Reader(mapping);
  const takenAt = options.snapshotAt ?? (await writtenAt(path));
  const taker = createSnapshotTaker(ingester, () => clock.now());
  const summary = emptyRequestsSummary();
  const name = basename(path);
  for (let at = 0; at < requests.length; at += CHUNK_REQUESTS) {
    const batch = {
      requests: requests.slice(at, at + CHUNK_REQUESTS),
      originOf: (_request: unknown, index: number): Origin => ({
        kind: "file_element",
        name,
        index: at + index,
      }),
      takenAt,
    };
    await acceptRequests(batch, { taker, read, now: clock.now() }, summary);
  }
  return summary;
}

async function readText(path: string): Promise<string> {
  const { content } = await openFile(path);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of content) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > MAX_FILE_BYTES) {
        throw new ImportError("not_requests", `${path} is larger than 256 MiB: split it`);
      }
      chunks.push(bytes);
    }
    const bytes = Buffer.concat(chunks);
    if (isUtf8(bytes)) return bytes.toString("utf8");
    throw new ImportError("not_requests", `${path} is not UTF-8: save it as UTF-8`);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError("file_not_readable", `cannot read ${path}`, { cause: error });
  }
}
