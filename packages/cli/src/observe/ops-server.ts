import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { createHostCheck } from "@toancanh/api";
import type { Alarm } from "@toancanh/contracts";
import type { Registry } from "prom-client";
import { CommandError } from "../terminal/output.ts";

export interface OpsHealth {
  status: "ok" | "degraded";
  /** What is wrong, for the operator on call. */
  alarms: Alarm[];
}

export interface OpsServer {
  /** Without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * What an operator's machines ask a process without an API: /live (200 while the event loop turns), /health (503 with
 * its alarms when degraded), /metrics (Prometheus text). On 127.0.0.1 only.
 * @throws CommandError (exit code 1) when the port is taken
 */
export async function startOpsServer(
  port: number,
  registry: Registry,
  health: () => OpsHealth & Record<string, unknown>,
): Promise<OpsServer> {
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    if (path === "/live") {
      response.end("ok\n");
    } else if (path === "/metrics") {
      response.setHeader("content-type", registry.contentType);
      response.end(await registry.metrics());
    } else if (path === "/health") {
      const body = health();
      response.writeHead(body.status === "ok" ? 200 : 503, { "content-type": "application/json" });
      response.end(`${JSON.stringify(body)}\n`);
    } else {
      response.writeHead(404).end();
    }
  };
  const isOurs = createHostCheck([]);
  const server = createServer((request, response) => {
    if (!isOurs(request.headers.host)) {
      response.writeHead(421).end();
      return;
    }
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    answer(path, response).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw new CommandError(`port ${port} is taken: choose another with --metrics-port`, 1, { cause: error });
  }
  const address = server.address();
  const bound = address !== null && typeof address === "object" ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
