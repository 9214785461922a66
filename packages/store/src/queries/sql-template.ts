import { StoreError } from "../engine/store-error.ts";

/**
 * SQL in which `{{#name}}…{{/name}}` stands only when parameter `name` asks for something, which "" and an empty list
 * do not. The engine would find by itself that an idle filter lets everything through, but takes
 * longer to reason about the filters than to read a month.
 */
export type SqlTemplate = readonly (string | Section)[];

interface Section {
  parameter: string;
  body: SqlTemplate;
}

const TAG = /\{\{([#/])(\w+)\}\}/g;

/** @throws StoreError `sql_not_found` when a section has no end or an end no section; `name` says where */
export function parseTemplate(text: string, name: string): SqlTemplate {
  const root: (string | Section)[] = [];
  const open: { parameter: string; body: (string | Section)[] }[] = [];
  let parts = root;
  let end = 0;
  for (const { 0: tag, 1: kind, 2: parameter = "", index } of text.matchAll(TAG)) {
    parts.push(text.slice(end, index));
    end = index + tag.length;
    if (kind === "#") {
      const section = { parameter, body: [] };
      parts.push(section);
      open.push(section);
    } else if (open.pop()?.parameter !== parameter) {
      throw new StoreError("sql_not_found", `${name}.sql: ${tag} ends no section`);
    }
    parts = open.at(-1)?.body ?? root;
  }
  const [unended] = open;
  if (unended !== undefined) {
    throw new StoreError("sql_not_found", `${name}.sql: {{#${unended.parameter}}} has no end`);
  }
  parts.push(text.slice(end));
  return root;
}

/** The text with the sections whose parameter is given. */
export function renderTemplate(template: SqlTemplate, params: Readonly<Record<string, unknown>>): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      return isGiven(params[part.parameter]) ? renderTemplate(part.body, params) : "";
    })
    .join("");
}

/** Whether a template has a section for that parameter. */
export function hasSection(template: SqlTemplate, parameter: string): boolean {
  return template.some(
    (part) => typeof part !== "string" && (part.parameter === parameter || hasSection(part.body, parameter)),
  );
}

/** Whether a parameter asks for something. */
export function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== "" && value !== undefined;
}
