/** What a text holds that can name or reach a person. */
export type PersonalData = "number" | "mail";

const MAIL = /[^\s@]+@[^\s@]+\.[^\s@]{2,}/;
/** Days and hours are no numbers of a person: they are taken out before digits are counted. */
const MOMENT = /\b(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[:.h]\d{2}(:\d{2})?)\b/g;
/** Digits with at most two signs of grouping between them, as in "+84 (28) 3822". */
const DIGITS = /\+?\d(?:[ .()-]{0,2}\d)*/g;
/** Phone numbers and numbers of identity papers have at least so many digits, whatever the country. */
const FEWEST_DIGITS = 9;

/**
 * The first kind of personal data found in a text that must have none; null when there is none to be seen.
 * @param known texts that may stand in it, such as the report's own id
 */
export function findPersonalData(text: string, known: readonly string[] = []): PersonalData | null {
  if (MAIL.test(text)) return "mail";
  const bare = known.reduce((left, one) => (one === "" ? left : left.replaceAll(one, " ; ")), text);
  const runs = bare.replaceAll(MOMENT, " ; ").match(DIGITS) ?? [];
  return runs.some((run) => run.replaceAll(/\D/g, "").length >= FEWEST_DIGITS) ? "number" : null;
}
