import { MOST_OBJECTED } from "@toancanh/contracts";
import { findPersonalData, type PersonalData } from "@toancanh/domain";
import { PeriodError } from "../period-error.ts";

const FOUND: Readonly<Record<PersonalData, string>> = {
  number: "a number of 9 digits or more, like that of a phone or an identity card",
  mail: "a mail address",
};

/**
 * What is written of an objection, as it is kept.
 * @param known texts that may stand in it, such as the report's id
 * @throws PeriodError for a text without words, too long a one, and one with personal data
 */
export function takeText(text: string, known: readonly string[]): string {
  const written = text.normalize("NFC").trim();
  if (written === "" || written.length > MOST_OBJECTED) {
    throw new PeriodError(
      "usage",
      `the text has ${written.length} characters, and takes 1 to ${MOST_OBJECTED}`,
    );
  }
  const found = findPersonalData(written, known);
  if (found !== null) {
    throw new PeriodError(
      "usage",
      `the text holds ${FOUND[found]}: take it out, nothing personal is kept here`,
    );
  }
  return written;
}
