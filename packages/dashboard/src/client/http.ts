import type { Static, TSchema } from "typebox";
import { Check } from "typebox/value";
import { AnswerError } from "./load-failure.ts";

const BASE = "/api/v1";

/** GET under /api/v1. @throws AnswerError (status) when the answer is no success */
export async function get(path: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(`${BASE}${path}`, { signal, cache: "no-store" });
  if (!response.ok) {
    throw new AnswerError({ kind: "status", status: response.status }, `${path}: ${response.status}`);
  }
  return response;
}

/** JSON of any shape. @throws AnswerError (status, shape) */
export async function getUnknown(path: string, signal: AbortSignal): Promise<unknown> {
  const response = await get(path, signal);
  try {
    const value: unknown = await response.json();
    return value;
  } catch (cause) {
    if (cause instanceof DOMException) throw cause;
    throw new AnswerError({ kind: "shape" }, `${path}: not JSON`);
  }
}

/** JSON checked against its contract. @throws AnswerError (status, shape) */
export async function getJson<const S extends TSchema>(
  path: string,
  schema: S,
  signal: AbortSignal,
): Promise<Static<S>> {
  const value = await getUnknown(path, signal);
  if (!Check(schema, value)) throw new AnswerError({ kind: "shape" }, `${path}: unexpected shape`);
  return value;
}

/** "?a=1&b=2", or "" when nothing is asked for. */
export function queryString(query: Record<string, string | number | undefined>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
