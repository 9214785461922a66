import type { Agency, AgencyStandings, Block, ChangeRow } from "@toancanh/contracts";
import { compareChanges, standingsOf, type UnitChange, type UnitTrials } from "./standings.ts";

/** What a city says of its agencies. */
interface CityAgencies {
  agencies: readonly Pick<Agency, "id" | "name" | "short_name">[];
  blocks: readonly Pick<Block, "id" | "name" | "late_rate_target">[];
  /** Block of an agency, "" when it has none. */
  blockOf: (agency: string) => string;
}

/** The agencies of each block, and over all blocks those that surely changed (docs/metrics.md §9). */
export function standAgencies(
  units: readonly UnitTrials[],
  { agencies, blocks, blockOf }: CityAgencies,
  minimumDue: number,
): Pick<AgencyStandings, "minimum_due" | "blocks" | "worse" | "better"> {
  const known = new Map(agencies.map((agency) => [agency.id, agency]));
  const nameOf = (id: string) => ({
    agency_responsible: id,
    name: known.get(id)?.name ?? id,
    short_name: known.get(id)?.short_name ?? id,
  });
  const changeOf = ({ id, now, before, change, probability_worse }: UnitChange): ChangeRow => ({
    ...nameOf(id),
    ...now,
    late_rate: now.late / now.due,
    before: { ...before, late_rate: before.late / before.due },
    change,
    probability_worse,
  });
  const groups = blocks.map((block) => ({
    block,
    standings: standingsOf(
      units.filter((unit) => blockOf(unit.id) === block.id),
      { minimumDue, target: block.late_rate_target },
    ),
  }));
  const changes = groups.flatMap(({ standings }) => standings.changes).sort(compareChanges);
  return {
    minimum_due: minimumDue,
    blocks: groups.map(({ block, standings: { mark, rows, pooled, units: active, late, due } }) => ({
      id: block.id,
      name: block.name,
      late,
      due,
      agencies: active,
      mark: { rate: mark, is_target: block.late_rate_target !== null },
      rows: rows.map(({ id, ...standing }) => ({ ...nameOf(id), ...standing })),
      pooled: pooled === null ? null : toPooledRow(pooled),
    })),
    worse: changes.filter(({ change }) => change > 0).map(changeOf),
    better: changes.filter(({ change }) => change < 0).map(changeOf),
  };
}

function toPooledRow<T extends { units: number }>({ units, ...figures }: T) {
  return { agencies: units, ...figures };
}
