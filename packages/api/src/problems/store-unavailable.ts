import { StoreError } from "@toancanh/store";

/** Codes with which a database across the network is not there, or not there any more. */
const NETWORK_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);

/** True when the store cannot answer now but may later, so that asking again makes sense. */
export function isStoreUnavailable(error: unknown): boolean {
  if (error instanceof StoreError) return error.code === "closed";
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    NETWORK_CODES.has(error.code)
  );
}
