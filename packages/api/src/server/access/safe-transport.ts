import type { FastifyRequest } from "fastify";
import type { AccessFile } from "../../access/access-file.ts";
import { ApiProblem } from "../../problems/api-problem.ts";

const LOOPBACK = /^(::1|(::ffff:)?127\.)/;

/**
 * Refuses to take a password or a token that came over the network unencrypted.
 * @throws ApiProblem 403 saying what to configure
 */
export function requireSafeTransport(request: FastifyRequest, { config }: AccessFile): void {
  const isSafe = request.protocol === "https" || LOOPBACK.test(request.ip) || config.plain_http === true;
  if (isSafe) return;
  throw new ApiProblem({
    status: 403,
    code: "unencrypted",
    title: "Connection not encrypted",
    detail:
      "Passwords and tokens are not taken over an unencrypted connection. Name a certificate (tls) or the proxy that " +
      "ends TLS (proxies, and let it send X-Forwarded-Proto) in the access file, or allow it there with plain_http.",
  });
}
