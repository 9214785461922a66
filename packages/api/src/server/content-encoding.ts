import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Encodings a static body is kept in, best first. */
const ENCODINGS = ["br", "gzip"] as const;
export type BodyEncoding = (typeof ENCODINGS)[number] | "identity";

/**
 * The best encoding both sides know.
 *
 * @param acceptEncoding request header; an encoding with `q=0` is refused
 */
export function chooseEncoding(acceptEncoding: string | undefined): BodyEncoding {
  const accepted = new Map<string, number>();
  for (const part of (acceptEncoding ?? "").split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    const quality = parameters.find((text) => text.startsWith("q="));
    accepted.set(name, quality === undefined ? 1 : Number(quality.slice(2)));
  }
  return ENCODINGS.find((encoding) => (accepted.get(encoding) ?? accepted.get("*") ?? 0) > 0) ?? "identity";
}

/** A body in every encoding it is served in. */
export type EncodedBody = Record<BodyEncoding, Buffer>;

/** Brotli 9 is within a few percent of the best and does not hold up the start. */
export async function encodeBody(identity: Buffer): Promise<EncodedBody> {
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(identity, { level: 9 }),
  ]);
  return { br, gzip: gz, identity };
}
