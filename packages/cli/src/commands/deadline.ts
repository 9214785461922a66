import { existsSync } from "node:fs";
import type { Readable } from "node:stream";
import type { CalendarDefinition } from "@toancanh/contracts";
import { buildCalendar, buildRulebook, CalendarDefinitionError, deadlineForLine } from "@toancanh/domain";
import { ProfileError, readCalendarDays } from "@toancanh/profile";
import { loadCity } from "../city/open-city.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";

export interface DeadlineOptions {
  profile: string;
  /** CSV `date,name,kind` in place of the profile's days. */
  calendar?: string;
}

/** Answers are gathered up to this many characters: a write for each line takes longer than its deadlines. */
const OUTPUT_CHUNK = 65_536;

/**
 * Calendars that count by the days of a file; their range is the whole years from its first holiday to its last.
 * @throws CommandError (exit code 1) naming the row of what is wrong
 */
async function countBy(
  path: string,
  definitions: readonly CalendarDefinition[],
): Promise<CalendarDefinition[]> {
  const days = await readDays(path);
  const changed = definitions.map((definition) => ({ ...definition, ...days }));
  try {
    for (const definition of changed) buildCalendar(definition);
  } catch (error) {
    if (!(error instanceof CalendarDefinitionError)) throw error;
    // Row 1 is the header: day 0 stands in row 2.
    const row = Number(/^\/days\/(\d+)/.exec(error.field)?.[1]) + 2;
    throw new CommandError(`${path} is no list of days: row ${row}: date: ${error.reason}`, 1, {
      cause: error,
    });
  }
  return changed;
}

async function readDays(path: string): Promise<Pick<CalendarDefinition, "days" | "from" | "to">> {
  if (!existsSync(path)) throw new CommandError(`--calendar: there is no file ${path}`, 1);
  try {
    const days = await readCalendarDays(path);
    const holidays = days
      .filter((day) => day.kind === "holiday")
      .map((day) => day.date)
      .sort();
    const first = holidays.at(0);
    const last = holidays.at(-1);
    if (first === undefined || last === undefined) {
      throw new CommandError(
        `the calendar ${path} lists no holiday: rows are date,name,kind with kind holiday or make_up_workday`,
        1,
      );
    }
    return { days, from: `${first.slice(0, 4)}-01-01`, to: `${last.slice(0, 4)}-12-31` };
  } catch (error) {
    if (error instanceof ProfileError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  }
}

/** What Windows programs put before the first character of a UTF-8 file. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * The lines of a UTF-8 stream, as many at once as arrived together: asking for each by itself takes longer than its
 * deadlines. Lines end at LF alone: JSON text may hold every other separator that readline also breaks at. A byte
 * order mark before the first line is no part of it.
 */
async function* readLines(input: Readable): AsyncGenerator<string[]> {
  input.setEncoding("utf8");
  let rest = "";
  let isFirst = true;
  for await (const piece of input) {
    let text = String(piece);
    if (isFirst && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(BYTE_ORDER_MARK.length);
    isFirst = false;
    if (!text.includes("\n")) {
      rest += text;
      continue;
    }
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  yield [rest];
}

/**
 * NDJSON in, NDJSON out: for each line `{id, stages: [{stage, start, due}]}`, or `{id, error}` in its place.
 * @returns exit code: 1 when any line was bad
 */
export async function runDeadline(options: DeadlineOptions, terminal: Terminal): Promise<0 | 1> {
  const city = await loadCity(options.profile);
  const { calendar } = options;
  const rulebook =
    calendar === undefined
      ? city.rulebook
      : buildRulebook({ ...city.profile, calendars: await countBy(calendar, city.profile.calendars) });

  let anyFailed = false;
  let pending = "";
  for await (const lines of readLines(terminal.input)) {
    for (const line of lines) {
      if (line.trim() === "") continue;
      const answer = deadlineForLine(rulebook, line);
      if ("error" in answer) anyFailed = true;
      pending += `${JSON.stringify(answer)}\n`;
      if (pending.length >= OUTPUT_CHUNK) {
        terminal.out(pending);
        pending = "";
      }
    }
  }
  terminal.out(pending);
  return anyFailed ? 1 : 0;
}
