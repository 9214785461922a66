import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 32 random bytes, as text that an address, a header and a cookie can carry. */
export function makeSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a random secret: it cannot be guessed, so that a fast hash is enough. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares in a time that tells nothing of where they differ. */
export function isSameHash(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
