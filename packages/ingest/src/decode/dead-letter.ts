import { hash } from "node:crypto";
import type { DeadLetter } from "@toancanh/contracts";
import { type Origin, renderOrigin } from "../origin.ts";
import type { Rejection } from "./rejection.ts";

/** Bytes kept of a rejected item; the hash is over all of them. */
const MAX_RAW_BYTES = 64 * 1024;

/** Where a rejected item came from and what it was, byte for byte. */
export interface RejectedItem {
  origin: Origin;
  raw: Uint8Array;
  rejection: Rejection;
}

/**
 * Row for one item that could not be taken. Its id is a hash of source, position and bytes, so that reading
 * the same place of the same source again gives the same row. `now` is epoch ms.
 */
export function toDeadLetter({ origin, raw, rejection }: RejectedItem, now: number): DeadLetter {
  const { source, position } = renderOrigin(origin);
  const rawSha256 = hash("sha256", raw, "hex");
  const kept = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, MAX_RAW_BYTES));
  return {
    dead_letter_id: hash("sha256", JSON.stringify([source, position, rawSha256]), "hex").slice(0, 32),
    source,
    position,
    recorded_at: now,
    reason_code: rejection.code,
    field_path: rejection.pointer,
    message: rejection.message,
    schema_version: rejection.schema_version,
    raw_sha256: rawSha256,
    raw: kept.toString("base64"),
  };
}
