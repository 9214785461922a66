import { CommandError } from "./output.ts";

const DEFAULT_MINUTES = 60;
const MAX_MINUTES = 31 * 24 * 60;
const MINUTE_MS = 60_000;

/**
 * @returns ms; null where nothing is public
 * @throws CommandError (exit code 2) for what is no number of minutes
 */
export function parsePublicDelay(text: string | undefined): number | null {
  if (text === undefined) return DEFAULT_MINUTES * MINUTE_MS;
  if (text === "off") return null;
  const minutes = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (minutes <= MAX_MINUTES) return minutes * MINUTE_MS;
  throw new CommandError(`--public-delay takes minutes from 0 to ${MAX_MINUTES}, or off, not "${text}"`, 2);
}
