import { randomBytes } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { brotliCompressSync, constants, createBrotliCompress, createGzip, gzipSync } from "node:zlib";
import type { StatementResult } from "./embedded-engine.ts";
import type { FrontError } from "./front-error.ts";
import type { FrontRequest } from "./front-request.ts";
import { readOutputFormat } from "./statements.ts";

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

type Encoding = "gzip" | "br" | null;

function encodingFor(message: IncomingMessage, compressible: boolean): Encoding {
  if (!compressible) return null;
  const accepted = String(message.headers["accept-encoding"] ?? "").split(/[\s,;]+/);
  return accepted.includes("gzip") ? "gzip" : accepted.includes("br") ? "br" : null;
}

function summaryOf(result: StatementResult): string {
  return JSON.stringify({
    read_rows: String(result.readRows),
    read_bytes: String(result.readBytes),
    written_rows: String(result.writtenRows),
    written_bytes: String(result.writtenBytes),
    total_rows_to_read: "0",
    result_rows: "0",
    result_bytes: String(result.bytes.length),
    elapsed_ns: String(Math.round(result.elapsedSeconds * 1e9)),
  });
}

function baseHeaders(queryId: string, encoding: Encoding): OutgoingHttpHeaders {
  return {
    "X-ClickHouse-Query-Id": queryId,
    "X-ClickHouse-Server-Display-Name": "toancanh-harness",
    "X-ClickHouse-Timezone": "UTC",
    ...(encoding === null ? {} : { "Content-Encoding": encoding }),
  };
}

function resultHeaders(request: FrontRequest, result: StatementResult): OutgoingHttpHeaders {
  return {
    "X-ClickHouse-Format": readOutputFormat(request.sql) ?? request.defaultFormat,
    "X-ClickHouse-Summary": summaryOf(result),
  };
}

/** The text of an error as a server writes it, with its version. */
function errorText(error: FrontError, version: string): string {
  return `${error.message.trimEnd()} (version ${version} (official build))\n`;
}

/** One answer to one request, in the client's encoding. */
export class FrontAnswer {
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #queryId: string;
  readonly #encoding: Encoding;

  constructor(message: IncomingMessage, response: ServerResponse, queryId: string, compressible: boolean) {
    this.#message = message;
    this.#response = response;
    this.#queryId = queryId;
    this.#encoding = encodingFor(message, compressible);
  }

  sendResult(request: FrontRequest, result: StatementResult): void {
    this.#send(200, resultHeaders(request, result), result.bytes);
  }

  /** An error before any row: its status and X-ClickHouse-Exception-Code. `status` 200 = behind progress headers. */
  sendError(error: FrontError, version: string, status = error.status): void {
    const headers = { "X-ClickHouse-Exception-Code": String(error.code) };
    this.#send(status, headers, Buffer.from(errorText(error, version), "utf8"));
  }

  /**
   * Half of the rows, the exception block of ClickHouse ≥ 25.11, then the connection ends before the body does.
   * Docs: https://clickhouse.com/docs/interfaces/http#http_response_codes_caveats
   */
  breakOff(request: FrontRequest, result: StatementResult, error: FrontError, version: string): void {
    const tag = randomBytes(8).toString("hex");
    const text = Buffer.from(errorText(error, version), "utf8");
    const bytes = Buffer.from(result.bytes);
    const middle = Math.floor(bytes.length / 2);
    // Text formats break between rows; a binary one without a newline breaks anywhere.
    const rows = bytes.subarray(0, bytes.lastIndexOf("\n", middle) + 1 || middle);
    const block = Buffer.concat([
      Buffer.from(`\r\n__exception__\r\n${tag}\r\n`),
      text,
      Buffer.from(`${text.length} ${tag}\r\n__exception__\r\n`),
    ]);
    const headers = { ...resultHeaders(request, result), "X-ClickHouse-Exception-Tag": tag };
    this.#response.writeHead(200, { ...baseHeaders(this.#queryId, this.#encoding), ...headers });
    const partial = Buffer.concat([rows, block]);
    // The client drops rows it has not read yet when it sees the end: a moment lets it read the block first.
    const end = (): void => {
      setTimeout(() => this.#message.socket.end(), 50);
    };
    if (this.#encoding === null) {
      this.#response.write(partial, end);
      return;
    }
    const compressor = this.#encoding === "gzip" ? createGzip() : createBrotliCompress(BROTLI);
    compressor.on("data", (chunk: Buffer) => this.#response.write(chunk));
    compressor.write(partial);
    compressor.flush(() => this.#response.write("", end));
  }

  /** Cuts the connection with a reset: the client cannot tell whether the statement ran. */
  reset(): void {
    this.#message.socket.resetAndDestroy();
  }

  #send(status: number, headers: OutgoingHttpHeaders, body: Uint8Array): void {
    const encoding = this.#encoding;
    const sent =
      encoding === null ? body : encoding === "gzip" ? gzipSync(body) : brotliCompressSync(body, BROTLI);
    this.#response.writeHead(status, {
      ...baseHeaders(this.#queryId, encoding),
      ...headers,
      "Content-Length": sent.length,
    });
    this.#response.end(sent);
  }
}
