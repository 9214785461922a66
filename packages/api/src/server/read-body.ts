import type { Readable } from "node:stream";
import { ApiProblem } from "../problems/api-problem.ts";

/**
 * Bytes taken and thrown away beyond the limit before the connection is given up. A sender that
 * is cut off in the middle of its upload sees a reset and never reads why; this much is a second.
 */
const DRAIN_LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * Reads a request body whole.
 *
 * @param stream the request
 * @param limitBytes longest body taken
 * @throws ApiProblem 413 `body-too-large` once the rest was drained (or the drain limit reached);
 *   400 `body-aborted` when the connection ended first
 */
export async function readBody(stream: Readable, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError("The request stream must give bytes");
      received += chunk.length;
      if (received <= limitBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (received > limitBytes + DRAIN_LIMIT_BYTES) break;
    }
  } catch (cause) {
    throw new ApiProblem({
      status: 400,
      code: "body-aborted",
      title: "Body not complete",
      detail: "The connection ended before the whole body had arrived; nothing was stored. Send it again.",
      cause,
    });
  }
  if (received > limitBytes) {
    throw new ApiProblem({
      status: 413,
      code: "body-too-large",
      title: "Body too large",
      detail:
        `The body is larger than the ${limitBytes} bytes taken at once; nothing of it was stored. ` +
        "Send the events in several smaller batches.",
    });
  }
  return Buffer.concat(chunks, received);
}
