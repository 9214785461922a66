import type { AnalysisQuery, Channels } from "@toancanh/contracts";
import { readBreakdown } from "../../breakdown.ts";
import type { FigureSource } from "../../figure-source.ts";

/** Every channel the city lists, and any other that reports came through. */
export async function readChannels(
  source: FigureSource,
  query: AnalysisQuery,
  now: number,
): Promise<Channels> {
  const known = new Map(source.profile.channels.map((channel) => [channel.id, channel]));
  const { rows, ...answer } = await readBreakdown(
    source,
    query,
    now,
    (params) => source.store.query("summary_by_channel", params),
    [...known.keys()],
  );
  return {
    ...answer,
    rows: rows.map(({ key, ...figures }) => ({
      channel: key,
      name: known.get(key)?.name ?? { vi: key, en: key },
      ...figures,
    })),
  };
}
