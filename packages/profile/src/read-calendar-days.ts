import { basename, dirname } from "node:path";
import type { CalendarDay } from "@toancanh/contracts";
import { ProfileError } from "./profile-error.ts";
import { ProfileReader } from "./profile-reader.ts";
import { readDays } from "./read-lists.ts";

/**
 * Days of a CSV with the columns date,name,kind (holiday or make_up_workday), as `--calendar` takes it.
 * Throws ProfileError with row and field of everything wrong; the range is the caller's to check.
 */
export async function readCalendarDays(path: string): Promise<CalendarDay[]> {
  const reader = new ProfileReader(dirname(path));
  const days = await readDays(reader, basename(path));
  if (reader.problems.length > 0) {
    throw new ProfileError("invalid_profile", `${path} is no list of days:`, reader.problems);
  }
  return days.map(({ value }) => value);
}
