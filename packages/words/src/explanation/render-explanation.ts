import type {
  Adjustment,
  ExplainedHolder,
  ExplainedObligation,
  ExplainedStage,
  Explanation,
} from "@toancanh/domain";
import { createFormatter } from "../formatter.ts";
import type { Language } from "../language.ts";
import { EXPLANATION_WORDS, type ExplanationWords } from "./explanation-words.ts";

/**
 * An explanation as lines of plain text, one language, times local `dd/MM/yyyy HH:mm[:ss]`: first the report and
 * its rule, then the citizen's deadline, then each agency's, then who held it how long, then data quality.
 */
export function renderExplanation(explanation: Explanation, language: Language): string[] {
  const words = EXPLANATION_WORDS[language];
  const time = createFormatter(language, explanation.time_zone).dateTime;
  const group = explanation.field_group_name?.[language] ?? explanation.field_group;
  const lines = [words.received(explanation.service_request_id, time(explanation.received_at))];
  lines.push(
    explanation.policy
      ? words.rule(explanation.policy.number, group, words.complexity(explanation.complexity))
      : words.noPolicy,
  );
  for (const obligation of explanation.obligations) {
    lines.push(words.heading(obligation.agency === "" ? null : obligation.agency_name, obligation.turn));
    for (const stage of obligation.stages)
      lines.push(...stageLines(stage, obligation, words, language, time));
    lines.push(resultLine(obligation, explanation.as_of, words, time));
  }
  lines.push(words.heldBy);
  for (const holder of explanation.holders) lines.push(holderLine(holder, words));
  for (const flag of explanation.flags) lines.push(`${words.note}: ${words.flag[flag]}.`);
  return lines;
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
  lines.push(`  ${stageResult(stage, obligation, words, time)}.`);
  return lines;
}

function stageResult(
  stage: ExplainedStage,
  obligation: ExplainedObligation,
  words: ExplanationWords,
  time: (ms: number) => string,
): string {
  const { ending, finished_at: finishedAt } = obligation;
  const result = words.result[stage.result];
  const isLast = stage === obligation.stages.at(-1);
  if (stage.done_at !== null && (ending === "handled" || !isLast))
    return `${words.done(time(stage.done_at))} – ${result}`;
  if (finishedAt === null) return `${words.notDone} – ${result}`;
  if (ending === "returned" || ending === "reassigned") {
    return `${words.leftUndone(ending)} – ${words.resultThen[stage.result]}`;
  }
  // A report that is closed, rejected or merged ends with all its stages, although no agency did this one.
  return `${words.doneWithAll(time(finishedAt))} – ${result}`;
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
  words: ExplanationWords,
  time: (ms: number) => string,
): string {
  const { finished_at: finishedAt, ending } = obligation;
  const state = finishedAt === null ? words.openAt(time(asOf)) : words.ending[ending](time(finishedAt));
  if (!obligation.is_obligation) return `${words.conclusion}: ${state}; ${words.noObligation}.`;
  const late = words.late(obligation.result, words.duration(Math.ceil(obligation.minutes_late)));
  const reopened = obligation.reopened && obligation.agency !== "" ? `; ${words.reopened}` : "";
  return `${words.conclusion}: ${state}; ${late}${reopened}.`;
}

function holderLine(holder: ExplainedHolder, words: ExplanationWords): string {
  const name = holder.agency === "" ? words.intake : holder.agency_name;
  const turn = holder.turn > 1 ? ` (${words.turn(holder.turn)})` : "";
  const parts = [
    holder.returned_minutes > 0 ? words.ofReturned(words.duration(holder.returned_minutes)) : "",
    holder.idle_minutes > 0 ? words.ofIdle(words.duration(holder.idle_minutes)) : "",
  ].filter((part) => part !== "");
  const of = parts.length === 0 ? "" : ` (${words.ofThat} ${parts.join("; ")})`;
  const share = holder.late_share === null ? "" : `; ${words.lateShare(holder.late_share)}`;
  return `- ${name}${turn}: ${words.duration(holder.minutes)}${of}${share}.`;
}
