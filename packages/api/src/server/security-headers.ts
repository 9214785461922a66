import type { FastifyInstance } from "fastify";

/**
 * Everything a screen loads comes from here; blobs are deck.gl's workers and images.
 *
 * @param styleSource where style blocks may come from
 */
function contentSecurityPolicy(styleSource: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styleSource}`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** No inline script and no inline style block on any page of ours. */
const CONTENT_SECURITY_POLICY = contentSecurityPolicy("'self'");

/** Swagger UI writes one style block of its own. */
export const DOCS_CONTENT_SECURITY_POLICY = contentSecurityPolicy("'self' 'unsafe-inline'");

/** Sets the same protective headers on every answer, and the request id that problems name. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-request-id": request.id,
    });
  });
}
