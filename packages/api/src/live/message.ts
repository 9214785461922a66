/** Kinds of message on /api/v1/live. */
export type LiveKind = "snapshot" | "delta" | "heartbeat";

/** Milliseconds a browser waits before it connects again. */
export const RETRY_MS = 5000;

/** One SSE message; `body` is JSON text and therefore has no line break of its own. */
export function formatMessage(kind: LiveKind, run: string, sequence: number, body: string): string {
  return `id: ${run}-${sequence}\nevent: ${kind}\ndata: ${body}\n\n`;
}

/** Sequence in an id of this run, or null for another run's or a foreign id. */
export function parseMessageId(id: string | undefined, run: string): number | null {
  if (id === undefined || !id.startsWith(`${run}-`)) return null;
  const text = id.slice(run.length + 1);
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
