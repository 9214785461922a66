import type { AgencyStandings } from "@toancanh/contracts";
import { compareChanges, DEFAULT_MINIMUM_DUE, standingsOf, type UnitChange } from "@toancanh/domain";
import { type FigureSource, stampAt } from "../../figure-source.ts";
import { rollingSpans, toWindow, windowParams } from "./rolling-window.ts";
import { toUnitTrials } from "./unit-trials.ts";

/** An agency is compared with its own so many days before the window. */
const DAYS_BEFORE = 90;

/** How the agencies of each block stand over the last 30 days, and which surely changed. */
export async function readAgencyStandings(
  source: FigureSource,
  _query: object,
  now: number,
): Promise<AgencyStandings> {
  const { store, profile, rulebook } = source;
  const { window, earlier } = rollingSpans(rulebook, now, DAYS_BEFORE);
  const units = toUnitTrials(await store.query("agency_counts", windowParams(now, [window, earlier])));
  const minimumDue = profile.minimum_due ?? DEFAULT_MINIMUM_DUE;
  const known = new Map(profile.agencies.map((agency) => [agency.id, agency]));
  const nameOf = (id: string) => ({
    agency_responsible: id,
    name: known.get(id)?.name ?? id,
    short_name: known.get(id)?.short_name ?? id,
  });
  const changeOf = ({ id, now: current, before, change, probability_worse }: UnitChange) => ({
    ...nameOf(id),
    ...current,
    late_rate: current.late / current.due,
    before: { ...before, late_rate: before.late / before.due },
    change,
    probability_worse,
  });

  const groups = profile.blocks.map((block) => ({
    block,
    standings: standingsOf(
      units.filter((unit) => rulebook.blockOf(unit.id) === block.id),
      { minimumDue, target: block.late_rate_target },
    ),
  }));
  const changes = groups.flatMap(({ standings }) => standings.changes).sort(compareChanges);
  return {
    ...stampAt(source, now),
    window: toWindow(window),
    minimum_due: minimumDue,
    blocks: groups.map(({ block, standings: { mark, rows, pooled, units: agencies, late, due } }) => ({
      id: block.id,
      name: block.name,
      late,
      due,
      agencies,
      mark: { rate: mark, is_target: block.late_rate_target !== null },
      rows: rows.map(({ id, ...standing }) => ({ ...nameOf(id), ...standing })),
      pooled: pooled === null ? null : { agencies: pooled.units, ...withoutUnits(pooled) },
    })),
    worse: changes.filter(({ change }) => change > 0).map(changeOf),
    better: changes.filter(({ change }) => change < 0).map(changeOf),
  };
}

function withoutUnits<T extends { units: number }>({ units: _, ...rest }: T) {
  return rest;
}
