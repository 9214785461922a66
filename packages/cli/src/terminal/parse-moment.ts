import { DateTime } from "luxon";
import { CommandError } from "./output.ts";

/**
 * A date or date-time of the command line as epoch ms: without offset it is the city's local time,
 * a date alone its midnight.
 * @throws CommandError (exit code 2) naming the option
 */
export function parseMoment(text: string, option: string, timeZone: string): number {
  const moment = DateTime.fromISO(text, { zone: timeZone });
  if (!moment.isValid) {
    throw new CommandError(
      `--${option} must be a date or date-time like 2026-01-31 or 2026-01-31T23:59:00, not "${text}"`,
      2,
    );
  }
  return moment.toMillis();
}
