import { createTimeReader, TimePatternError } from "@toancanh/domain";
import { isTimeZone } from "./check-dates.ts";
import type { ProfileLists } from "./check-references.ts";

type Report = (file: string, field: string, message: string, row?: number) => void;

/** What `import --format` takes beside the formats of a profile. */
const OWN_FORMATS = ["cloudevents", "open311"];

/** Whether formats and feeds can be read by, before a file is imported: time patterns, zones, columns. */
export function checkSources(lists: Pick<ProfileLists, "formats" | "feeds">, report: Report): void {
  for (const { file, value } of [...lists.formats, ...lists.feeds]) {
    if (value.time_zone !== undefined && !isTimeZone(value.time_zone)) {
      report(file, "/time_zone", `no time zone "${value.time_zone}"; use an IANA name`);
    }
  }
  for (const { file, value } of lists.formats) {
    if (OWN_FORMATS.includes(value.id)) {
      report(file, "/id", `"${value.id}" is a format of its own; give this one another name`);
    }
    const problem = describePattern(value.time_pattern);
    if (problem !== null) report(file, "/time_pattern", problem);
    const names = new Map<string, string>();
    for (const [field, column] of Object.entries(value.columns)) {
      const other = names.get(column);
      if (other !== undefined) report(file, `/columns/${field}`, `column "${column}" is already ${other}`);
      names.set(column, field);
    }
  }
}

/** What is wrong with a pattern of times; null when nothing is. */
function describePattern(pattern: string): string | null {
  try {
    createTimeReader(pattern, "UTC");
    return null;
  } catch (error) {
    if (error instanceof TimePatternError) return error.message;
    throw error;
  }
}
