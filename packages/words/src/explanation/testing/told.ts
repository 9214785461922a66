import type { StoredEvent } from "@toancanh/contracts";
import { buildRulebook, explainReport, type Rulebook } from "@toancanh/domain";
import { at, CITY } from "@toancanh/domain/testing";
import { expect } from "vitest";
import { renderExplanation } from "../render-explanation.ts";

const rulebook = buildRulebook(CITY);
export const DAY = "2025-11-20";
export const NEXT = "2025-11-21";

/** What is told of these events, line by line. */
export function told(events: StoredEvent[], language: "vi" | "en", rules: Rulebook = rulebook): string[] {
  const explanation = explainReport(rules, events, at("2025-11-22 18:00"));
  return explanation === null ? [] : renderExplanation(explanation, language);
}

/** Both languages tell it. */
export function expectTold(events: StoredEvent[], vi: string, en: string, rules: Rulebook = rulebook): void {
  expect(told(events, "vi", rules)).toContain(vi);
  expect(told(events, "en", rules)).toContain(en);
}

/** The lines of one block, from its heading to the next one. */
export function blockOf(lines: string[], heading: string): string[] {
  const from = lines.indexOf(heading);
  const to = lines.findIndex((line, index) => index > from && line.endsWith(":"));
  return lines.slice(from, to);
}

export const CITIZEN_VI = "Đối với người dân (hạn của cả phản ánh):";
