import { CommandError } from "./output.ts";

/** Help of `--public-delay`, the same for every command that answers requests. */
export const PUBLIC_DELAY: [string, string] = [
  "--public-delay <minutes>",
  "how long what happens stays untold to the public, 0 to 44640; off shows the public nothing (default: 60)",
];

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
