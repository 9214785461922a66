import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import type { HandlerContext } from "../context.ts";
import { type Handlers, MediaReply } from "../handler.ts";
import { chooseEncoding, encodeBody } from "../server/content-encoding.ts";

/** The wards' outlines as TopoJSON, and the ground of the city's maps as GeoJSON. */
export function outlineHandlers(
  { outlines, basemap }: HandlerContext,
  log: FastifyBaseLogger,
): Pick<Handlers, "outlines" | "basemap"> {
  const replyOutlines = keepReply(outlines, "outlines", log);
  const replyBasemap = keepReply(basemap, "base map", log);
  return {
    outlines: ({ headers }) => replyOutlines(headers),
    basemap: ({ headers }) => replyBasemap(headers),
  };
}

/**
 * A document that does not change while the process lives, compressed once. Its address is the same for every city and
 * boundary reform, so a browser keeps it but asks whether it still holds (ETag).
 */
function keepReply(document: object, name: string, log: FastifyBaseLogger) {
  const bytes = Buffer.from(JSON.stringify(document));
  const hash = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  const encoded = encodeBody(bytes);
  // The first request awaits it; a failure must not end the process before that.
  encoded.catch((err: unknown) => log.error({ err }, `The ${name} could not be compressed`));

  return async (headers: IncomingHttpHeaders): Promise<MediaReply> => {
    const encoding = chooseEncoding(headers["accept-encoding"]);
    const etag = `"${hash}-${encoding}"`;
    const common = { etag, vary: "accept-encoding" };
    if (headers["if-none-match"]?.split(/,\s*/).includes(etag) === true) {
      return new MediaReply(null, common, 304);
    }
    const contentEncoding = encoding === "identity" ? {} : { "content-encoding": encoding };
    return new MediaReply((await encoded)[encoding], { ...common, ...contentEncoding });
  };
}
