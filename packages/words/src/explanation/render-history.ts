import type { ExplainedClass, ExplainedObligation, ExplainedStage, Explanation } from "@toancanh/domain";
import type { Language } from "../language.ts";
import { EXPLANATION_WORDS } from "./explanation-words.ts";
import { HISTORY_WORDS } from "./history-words.ts";

type TimeText = (ms: number) => string;

/** What an agency is called: one outside the city's list also by the name its source gives. */
export function agencyText(
  { agency_name, unlisted_name }: Pick<ExplainedObligation, "agency_name" | "unlisted_name">,
  language: Language,
): string {
  return unlisted_name === null ? agency_name : HISTORY_WORDS[language].unlisted(agency_name, unlisted_name);
}

/** Why a stage was done when it was, where the record of its work says another time. */
export function renderFirstRecorded(
  { first_recorded }: ExplainedStage,
  language: Language,
  time: TimeText,
): string[] {
  if (first_recorded === null) return [];
  const words = HISTORY_WORDS[language];
  const say = first_recorded.reason === "every_holder" ? words.doneByEvery : words.doneBefore;
  return [`  ${say(time(first_recorded.at))}.`];
}

/** What follows the result of an obligation: why it has no deadline, what it was before, where it went, what changed. */
export function renderCircumstances(
  obligation: ExplainedObligation,
  language: Language,
  time: TimeText,
): string[] {
  const words = HISTORY_WORDS[language];
  const { passed_on: passedOn, charged_to: charged, due_at: dueAt } = obligation;
  const lines: string[] = [];
  if (obligation.no_deadline !== null) lines.push(words.noDeadline[obligation.no_deadline]);
  for (const { finished_at, ending, reopened_by, reopened_at } of obligation.rounds) {
    const finish = EXPLANATION_WORDS[language].ending[ending](time(finished_at));
    lines.push(`${words.round(finish, reopened_by, time(reopened_at))}.`);
  }
  if (passedOn?.was_waiting === true) lines.push(`${words.waited}.`);
  if (passedOn !== null) {
    const due = dueAt === null ? null : time(dueAt);
    lines.push(`${words.passedOn(passedOn.agency_name, due, passedOn.was_overdue === true)}.`);
  }
  if (charged !== null) {
    lines.push(`${words.charged(charged.agency === "" ? null : charged.agency_name)}.`);
  }
  for (const { kind, at, from, to, reason } of obligation.changes) {
    const names = (read: (one: ExplainedClass) => string) =>
      read(from) === read(to) ? null : { from: read(from), to: read(to) };
    const field = names((one) => one.field_group_name?.[language] ?? one.field_group);
    const complexity = names((one) => EXPLANATION_WORDS[language].complexity(one.complexity));
    lines.push(`${words.change(kind, time(at), field, complexity)}: ${words.changeCounts[reason]}.`);
  }
  return lines.map((line) => `  ${line}`);
}

/** The events that count for less than they say; nothing when all count. */
export function renderPassedOver({ passed_over }: Explanation, language: Language, time: TimeText): string[] {
  if (passed_over.length === 0) return [];
  const words = HISTORY_WORDS[language];
  const lines = passed_over.map(({ at, agency, agency_name, kind, reason }) => {
    const isPassedOn = kind === "reassigned" && reason === "not_holder";
    const why = isPassedOn ? words.passedByStranger : words.reason[reason];
    return `- ${words.event(time(at), agency === "" ? null : agency_name, kind)}: ${why}.`;
  });
  return [words.passedOver, ...lines];
}
