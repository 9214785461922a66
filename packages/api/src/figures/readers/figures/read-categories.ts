import type { AnalysisQuery, Categories } from "@toancanh/contracts";
import { readBreakdown } from "../../breakdown.ts";
import type { FigureSource } from "../../figure-source.ts";

/** Every category the city lists, and any other that reports came with. */
export async function readCategories(
  source: FigureSource,
  query: AnalysisQuery,
  now: number,
): Promise<Categories> {
  const known = new Map(source.profile.categories.map((category) => [category.service_code, category]));
  const { rows, ...answer } = await readBreakdown(
    source,
    query,
    now,
    (params) => source.store.query("summary_by_category", params),
    [...known.keys()],
  );
  return {
    ...answer,
    rows: rows.map(({ key, ...figures }) => ({
      service_code: key,
      name: known.get(key)?.name ?? { vi: key, en: key },
      field_group: known.get(key)?.field_group ?? "",
      ...figures,
    })),
  };
}
