import type {
  Adjustment,
  ExplainedHolder,
  ExplainedObligation,
  ExplainedStage,
  Explanation,
} from "@toancanh/domain";
import { createFormatter } from "../formatter.ts";
import { intlTagFor, type Language } from "../language.ts";
import { EXPLANATION_WORDS, type ExplanationWords } from "./explanation-words.ts";
import { HISTORY_WORDS } from "./history-words.ts";
import { agencyText, renderCircumstances, renderFirstRecorded, renderPassedOver } from "./render-history.ts";

/**
 * An explanation as lines of plain text, one language, times local `dd/MM/yyyy HH:mm[:ss]`: first the report and
 * its rule, then the citizen's deadline, then each agency's, then what was recorded and does not count, then who held it
 * how long, then data quality. A finish late by less than a second is written with the fraction that decides.
 */
export function renderExplanation(explanation: Explanation, language: Language): string[] {
  const words = EXPLANATION_WORDS[language];
  const time = createFormatter(language, explanation.time_zone).dateTime;
  const group = explanation.field_group_name?.[language] ?? explanation.field_group;
  const lines = [words.received(explanation.service_request_id, time(explanation.received_at))];
  lines.push(ruleLine(explanation, group, language));
  const { source_due: sourceDue, obligations, holders } = explanation;
  if (sourceDue?.is_used === false)
    lines.push(HISTORY_WORDS[language].sourceDueUnused(time(sourceDue.due_at)));
  for (const [index, obligation] of obligations.entries()) {
    const agency = obligation.agency === "" ? null : agencyText(obligation, language);
    lines.push(words.heading(agency, turnOf(obligations, index)));
    for (const stage of obligation.stages)
      lines.push(...stageLines(stage, obligation, words, language, time));
    lines.push(resultLine(obligation, explanation.as_of, language, time));
    lines.push(...renderCircumstances(obligation, language, time));
  }
  lines.push(...renderPassedOver(explanation, language, time));
  lines.push(words.heldBy);
  for (const [index, holder] of holders.entries()) {
    lines.push(holderLine(holder, turnOf(holders, index), language));
  }
  for (const flag of explanation.flags) lines.push(`${words.note}: ${words.flag[flag]}.`);
  return lines;
}

function ruleLine(
  { policy, complexity, source_due }: Explanation,
  group: string,
  language: Language,
): string {
  const words = EXPLANATION_WORDS[language];
  if (policy !== null) return words.rule(policy.number, group, words.complexity(complexity));
  return source_due?.is_used === true ? HISTORY_WORDS[language].noPolicyButSource : words.noPolicy;
}

/** The n-th turn of its agency. Those outside the city's list are counted together in the data, and apart for a reader. */
function turnOf(
  turns: readonly Pick<ExplainedObligation, "agency" | "unlisted_name" | "turn">[],
  index: number,
): number {
  const one = turns[index];
  if (one === undefined || one.unlisted_name === null) return one?.turn ?? 0;
  return turns.slice(0, index + 1).filter(({ unlisted_name }) => unlisted_name === one.unlisted_name).length;
}

/** A time beside a limit it is later than, with as many digits as it takes to see that it is. */
function laterTime(
  at: number,
  limit: number | null,
  language: Language,
  time: (ms: number) => string,
): string {
  const text = time(at);
  if (limit === null || at <= limit || Math.floor(at / 1000) !== Math.floor(limit / 1000)) return text;
  const decimals = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
  const fraction = new Intl.NumberFormat(intlTagFor(language), decimals).format((at % 1000) / 1000);
  return `${text.length > "dd/MM/yyyy HH:mm".length ? text : `${text}:00`}${fraction.slice(1)}`;
}

function stageLines(
  stage: ExplainedStage,
  obligation: ExplainedObligation,
  words: ExplanationWords,
  language: Language,
  time: (ms: number) => string,
): string[] {
  const after = "after" in stage.start_reason ? stage.start_reason.after[language] : "";
  const why = words.start[stage.start_reason.kind](after);
  const limit = stage.limit === null ? words.sourceLimit : words.limit(stage.limit, stage.unit);
  const due = stage.limit_due_at === null ? words.noDue : words.due(time(stage.limit_due_at));
  const lines = [
    `- ${stage.name[language]}: ${limit}; ${words.from(time(stage.start_at))} (${why}); ${due}.`,
  ];
  if (stage.days_off.length > 0) {
    const dates = stage.days_off.map((date) => `${date.slice(8)}/${date.slice(5, 7)}`);
    lines.push(`  ${words.daysOff}: ${dates.join(", ")}.`);
  }
  for (const adjustment of stage.adjustments) lines.push(`  ${adjustmentText(adjustment, words, time)}`);
  if (stage.due_at !== null && stage.due_at !== stage.limit_due_at) {
    lines.push(`  ${words.movedTo(time(stage.due_at))}`);
  }
  lines.push(`  ${stageResult(stage, obligation, language, time)}.`);
  return [...lines, ...renderFirstRecorded(stage, language, time)];
}

function stageResult(
  stage: ExplainedStage,
  obligation: ExplainedObligation,
  language: Language,
  time: (ms: number) => string,
): string {
  const words = EXPLANATION_WORDS[language];
  const { ending, finished_at: finishedAt } = obligation;
  const later = (at: number) => laterTime(at, stage.due_at, language, time);
  const result = words.result[stage.result];
  const isLast = stage === obligation.stages.at(-1);
  if (stage.done_at !== null && (ending === "handled" || !isLast))
    return `${words.done(later(stage.done_at))} – ${result}`;
  if (finishedAt === null) return `${words.notDone} – ${result}`;
  if (ending === "returned" || ending === "reassigned") {
    return `${words.leftUndone(ending)} – ${words.resultThen[stage.result]}`;
  }
  // A report that is closed, rejected or merged ends with all its stages, although no agency did this one.
  return `${words.doneWithAll(later(finishedAt))} – ${result}`;
}

function adjustmentText(
  adjustment: Adjustment,
  words: ExplanationWords,
  time: (ms: number) => string,
): string {
  const until = adjustment.until === null ? null : time(adjustment.until);
  const at = time(adjustment.at);
  const what = adjustment.kind === "pause" ? words.pause(at, until) : words.extension(at, until ?? "");
  return `${what}: ${words.reason[adjustment.reason]}.`;
}

function resultLine(
  obligation: ExplainedObligation,
  asOf: number,
  language: Language,
  time: (ms: number) => string,
): string {
  const words = EXPLANATION_WORDS[language];
  const { finished_at: finishedAt, ending } = obligation;
  const at = laterTime(finishedAt ?? asOf, obligation.due_at, language, time);
  const state = finishedAt === null ? words.openAt(at) : words.ending[ending](at);
  if (!obligation.is_obligation) return `${words.conclusion}: ${state}; ${words.noObligation}.`;
  const late = words.late(obligation.result, words.duration(Math.ceil(obligation.minutes_late)));
  const reopened = obligation.reopened && obligation.agency !== "" ? `; ${words.reopened}` : "";
  return `${words.conclusion}: ${state}; ${late}${reopened}.`;
}

function holderLine(holder: ExplainedHolder, ownTurn: number, language: Language): string {
  const words = EXPLANATION_WORDS[language];
  const name = holder.agency === "" ? words.intake : agencyText(holder, language);
  const turn = ownTurn > 1 ? ` (${words.turn(ownTurn)})` : "";
  const parts = [
    holder.returned_minutes > 0 ? words.ofReturned(words.duration(holder.returned_minutes)) : "",
    holder.idle_minutes > 0 ? words.ofIdle(words.duration(holder.idle_minutes)) : "",
  ].filter((part) => part !== "");
  const of = parts.length === 0 ? "" : ` (${words.ofThat} ${parts.join("; ")})`;
  const share = holder.late_share === null ? "" : `; ${words.lateShare(holder.late_share)}`;
  return `- ${name}${turn}: ${words.duration(holder.minutes)}${of}${share}.`;
}
