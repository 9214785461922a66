import type { IncomingMessage } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { StatementRequest } from "./embedded-engine.ts";
import { CODE, createFrontError } from "./front-error.ts";
import { classifyStatement, hasSecondStatement } from "./statements.ts";

/** A request as the front understood it. */
export interface FrontRequest extends StatementRequest {
  queryId: string | null;
  /** The client asked for compressed answers (enable_http_compression=1). */
  compressible: boolean;
}

/** Query parameters that are not settings of the engine: the protocol's own and those of the HTTP layer. */
const PROTOCOL = new Set([
  "query",
  "query_id",
  "database",
  "default_format",
  "user",
  "password",
  "quota_key",
  "stacktrace",
  "buffer_size",
  "wait_end_of_query",
  "enable_http_compression",
  "send_progress_in_http_headers",
  "client_protocol_version",
]);
const HTTP_LAYER = /^http_/;
/** What the client sends only when asked to; the front refuses it rather than behave otherwise than a server. */
const REFUSED = new Set(["session_id", "session_timeout", "session_check", "role", "compress", "decompress"]);

/** Reads a body to its end and undoes Content-Encoding. Rejects when the client breaks off. */
export async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  switch (message.headers["content-encoding"] ?? "identity") {
    case "identity":
      return body;
    case "gzip":
      return gunzipSync(body);
    case "deflate":
      return inflateSync(body);
    case "br":
      return brotliDecompressSync(body);
    default:
      throw createFrontError(CODE.notImplemented, `Content-Encoding ${message.headers["content-encoding"]}`);
  }
}

/** User and password of a request: X-ClickHouse-User/Key, Basic, or `user`/`password` of the URL. */
export function readCredentials(message: IncomingMessage, url: URL): { user: string; password: string } {
  const { headers } = message;
  const user = headers["x-clickhouse-user"];
  if (typeof user === "string") return { user, password: String(headers["x-clickhouse-key"] ?? "") };
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? "")?.[1];
  if (basic !== undefined) {
    const [name = "", ...password] = Buffer.from(basic, "base64").toString("utf8").split(":");
    return { user: name, password: password.join(":") };
  }
  return {
    user: url.searchParams.get("user") ?? "default",
    password: url.searchParams.get("password") ?? "",
  };
}

/** Text parts of a multipart body: what the client sends with `use_multipart_params`. */
async function readParts(contentType: string, body: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>();
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData();
  form.forEach((value, name) => {
    if (typeof value === "string") parts.set(name, value);
  });
  return parts;
}

/**
 * Understands one request. The statement is `query` of the URL or the body; with both, the body is the rows of an
 * INSERT. Throws FrontError for what a server would refuse and for what the front does not speak.
 */
export async function decodeRequest(message: IncomingMessage, url: URL, body: Buffer): Promise<FrontRequest> {
  const contentType = message.headers["content-type"] ?? "";
  const isForm = contentType.startsWith("multipart/form-data");
  const fields = isForm ? await readParts(contentType, body) : new Map<string, string>();
  for (const [name, value] of url.searchParams) fields.set(name, value);

  const refused = [...fields.keys()].find((name) => REFUSED.has(name));
  if (refused !== undefined)
    throw createFrontError(CODE.notImplemented, `the front does not speak "${refused}"`);

  const settings = new Map<string, string>();
  const params = new Map<string, string>();
  for (const [name, value] of fields) {
    if (name.startsWith("param_")) params.set(name.slice("param_".length), value);
    else if (!PROTOCOL.has(name) && !HTTP_LAYER.test(name)) settings.set(name, value);
  }

  const inUrl = fields.get("query") ?? "";
  const sql = inUrl === "" ? body.toString("utf8") : inUrl;
  const kind = classifyStatement(sql);
  if (kind === "session") {
    throw createFrontError(
      CODE.notImplemented,
      "SET and USE end with their request: pass settings and database",
    );
  }
  if (hasSecondStatement(sql)) throw createFrontError(CODE.syntaxError, "Multi-statements are not allowed");
  if (message.method === "GET" && kind !== "select") {
    throw createFrontError(CODE.readonly, "Cannot execute query in readonly mode: use POST");
  }
  const carriesRows = inUrl !== "" && !isForm && kind === "insert" && !/\bSELECT\b/i.test(sql);
  const database = fields.get("database") ?? message.headers["x-clickhouse-database"];
  const format = message.headers["x-clickhouse-format"] ?? fields.get("default_format");
  return {
    sql,
    database: typeof database === "string" && database !== "default" ? database : null,
    settings,
    params,
    defaultFormat: typeof format === "string" ? format : "TabSeparated",
    data: carriesRows ? body : null,
    queryId: fields.get("query_id") ?? null,
    compressible: fields.get("enable_http_compression") === "1",
  };
}
