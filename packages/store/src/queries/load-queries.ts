import { StoreError } from "../engine/store-error.ts";
import { DERIVED_FRAGMENTS } from "../records/derived-fragments.ts";
import { readSqlFolder } from "../schema/sql-files.ts";
import { parseTemplate, type SqlTemplate } from "./sql-template.ts";

/** A query's text with its fragments in place, counting reports or counting assignments. */
export interface QueryText {
  byReport: SqlTemplate;
  byAssignment: SqlTemplate;
}

/**
 * Reads sql/queries. `{{name}}` stands for sql/fragments/<name>.sql or for a select list that follows from a
 * record, so that a rule such as the five outcomes is written once; `{{obligations}}` is `reports` or
 * `assignments`, by what is asked for.
 *
 * @param edit puts another text in a fragment's place: a bench asks the same of other tables
 * @throws StoreError `sql_not_found`
 */
export function loadQueries(
  edit: (fragment: string, text: string) => string = (_fragment, text) => text,
): Map<string, QueryText> {
  const fragments = new Map(Object.entries(DERIVED_FRAGMENTS));
  for (const file of readSqlFolder("fragments")) {
    fragments.set(file.name, edit(file.name, withoutComments(file.text)));
  }
  return new Map(
    readSqlFolder("queries").map((file) => {
      const text = withoutComments(file.text);
      const templateOf = (obligations: string) => {
        const chosen = text.replaceAll("{{obligations}}", `{{${obligations}}}`);
        return parseTemplate(expandFragments(chosen, fragments), file.name);
      };
      return [file.name, { byReport: templateOf("reports"), byAssignment: templateOf("assignments") }];
    }),
  );
}

const FRAGMENT = /\{\{([a-z_]+)\}\}/g;
/** Fragments may name fragments: two levels are in use. */
const DEEPEST_LEVEL = 5;

function expandFragments(text: string, fragments: ReadonlyMap<string, string>, level = 0): string {
  return text.replaceAll(FRAGMENT, (placeholder, name: string) => {
    const fragment = fragments.get(name);
    if (fragment === undefined || level > DEEPEST_LEVEL) {
      throw new StoreError("sql_not_found", `${placeholder} names no file of sql/fragments`);
    }
    return expandFragments(fragment, fragments, level + 1);
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*--.*\n?/gm, "").trim();
}
