import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { CommandError } from "../terminal/output.ts";

/** Beside the data, readable by its owner only: how the process that holds them can be asked. */
export const CONTROL_FILE = "control.json";

/** What an operator's command asks of the process that holds a data directory: one line of JSON an answer, or many. */
export type ControlRequests = Readonly<
  Record<string, (body: unknown) => Promise<unknown> | AsyncIterable<string>>
>;

const MAX_BODY_BYTES = 64 * 1024;
const BEAT_MS = 10_000;

/**
 * Answers the command line while this process holds a data directory, on a port of 127.0.0.1 that the file names
 * together with a secret: who may read the data directory may ask, and no page in a browser can.
 */
export async function serveControl(
  dataDir: string,
  requests: ControlRequests,
): Promise<{ close(): Promise<void> }> {
  const secret = randomBytes(32).toString("hex");
  const file = join(dataDir, CONTROL_FILE);
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handle = requests[(request.url ?? "").slice(1)];
    if (!isAllowed(request, secret)) return void response.writeHead(403).end();
    if (handle === undefined || request.method !== "POST") return void response.writeHead(404).end();
    const body: unknown = JSON.parse(await readBody(request));
    const result = handle(body);
    if (isStream(result)) await sendLines(result, response);
    else await sendResult(result, response);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  await rm(file, { force: true });
  await writeFile(file, `${JSON.stringify({ url: `http://127.0.0.1:${port}`, secret })}\n`, { mode: 0o600 });
  return {
    async close() {
      await rm(file, { force: true });
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function isAllowed(request: IncomingMessage, secret: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${secret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function isStream(result: Promise<unknown> | AsyncIterable<string>): result is AsyncIterable<string> {
  return Symbol.asyncIterator in result;
}

/** White space before the answer keeps the connection from being taken for dead, however long it takes. */
async function sendResult(result: Promise<unknown>, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  const beat = setInterval(() => response.write("\n"), BEAT_MS);
  try {
    const answer = { result: await result };
    response.end(`${JSON.stringify(answer)}\n`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const exit_code = error instanceof CommandError ? error.exitCode : 1;
    response.end(`${JSON.stringify({ error: { message, exit_code } })}\n`);
  } finally {
    clearInterval(beat);
  }
}

async function sendLines(lines: AsyncIterable<string>, response: ServerResponse): Promise<void> {
  for await (const line of lines) {
    if (!response.write(`${line}\n`)) await once(response, "drain");
  }
  response.end();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new CommandError("the request is too large", 1);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString("utf8");
}
