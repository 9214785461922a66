import type { Input } from "../../client/address.ts";
import type { DeskPeriod } from "../../shell/context/desk-context.ts";

export type RankingQuery = Input<"rankings">;

/** The question of a group in the period in view; a kind that is never closed leaves the city's own. */
export function rankingQuery(
  { id, kind }: DeskPeriod,
  group: string,
  over: 1 | 3 | 12,
  scoring: string | undefined,
): RankingQuery {
  return {
    period: id,
    group,
    over,
    ...(kind === "official" || kind === "calendar" ? { kind } : {}),
    ...(scoring === undefined ? {} : { scoring }),
  };
}
