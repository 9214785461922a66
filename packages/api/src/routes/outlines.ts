import { createHash } from "node:crypto";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { ApiContext } from "../context.ts";
import { chooseEncoding, encodeBody } from "../http/content-encoding.ts";
import { PROBLEM_RESPONSES } from "../problems/problem-responses.ts";

/**
 * GET /outlines: the wards' outlines as TopoJSON, compressed once. The address is the same for
 * every city and boundary reform, so a browser keeps it but asks whether it still holds (ETag).
 */
export function outlinesRoutes({ outlines }: ApiContext): FastifyPluginAsyncTypebox {
  return async (app) => {
    const bytes = Buffer.from(JSON.stringify(outlines));
    const hash = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
    const encoded = encodeBody(bytes);
    // Awaited by whoever asks first; a failure must not end the process before that.
    encoded.catch((err: unknown) => app.log.error({ err }, "The outlines could not be compressed"));

    app.get(
      "/outlines",
      {
        schema: {
          tags: ["city"],
          summary: "Ward outlines: TopoJSON with one object `wards`, geometry ids are ward codes",
          response: {
            200: Type.Unsafe<Buffer>({ type: "object", description: "TopoJSON topology" }),
            304: Type.Null({ description: "What the browser has still holds" }),
            ...PROBLEM_RESPONSES,
          },
        },
      },
      async (request, reply) => {
        const encoding = chooseEncoding(request.headers["accept-encoding"]);
        const etag = `"${hash}-${encoding}"`;
        reply.headers({ etag, vary: "accept-encoding", "cache-control": "public, no-cache" });
        if (request.headers["if-none-match"]?.split(/,\s*/).includes(etag) === true) {
          return reply.code(304).send(null);
        }
        if (encoding !== "identity") reply.header("content-encoding", encoding);
        return reply.type("application/json; charset=utf-8").send((await encoded)[encoding]);
      },
    );
  };
}
