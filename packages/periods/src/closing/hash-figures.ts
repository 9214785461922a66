import { createHash } from "node:crypto";
import type { PeriodFigures } from "@toancanh/contracts";
import canonicalize from "canonicalize";

/** SHA-256 (hex) over the canonical JSON (RFC 8785) of a period's figures. */
export function hashFigures(figures: PeriodFigures): string {
  const text = canonicalize(figures);
  if (text === undefined) throw new TypeError("figures are an object and have a JSON form");
  return createHash("sha256").update(text, "utf8").digest("hex");
}
