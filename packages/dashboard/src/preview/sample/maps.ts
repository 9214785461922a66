import type { City } from "@toancanh/contracts";
import { gridDisk, latLngToCell } from "h3-js";
import type { HeatCells } from "../../client/heat-cells.ts";
import { CADENCE, type WallHotSpots } from "../../data/wall-data.ts";
import { createRandom, pickWhole } from "./random.ts";
import { type Situation, stampOf } from "./situations.ts";

const SEED = { cells: 21, spots: 22 };
const SPOTS = 5;
const DAY_MS = 86_400_000;
/** What is no more than this is no hot spot. */
const LEAST_REPORTS = 12;

/** A heat map looks back as far as it needs: a day in a flood, else a week. */
function windowOf({ state, now }: Situation) {
  const days = state === "flood" ? 1 : 7;
  return { days, from: new Date(now - days * DAY_MS).toISOString(), to: new Date(now).toISOString() };
}

/** Cells around the middle of each ward, the busy ones in a few places: about 1.5 a ward at resolution 8. */
export function sampleHeatCells(city: City, situation: Situation, resolution: number): HeatCells {
  const random = createRandom(SEED.cells);
  const { perDay, state } = situation;
  const { days, from, to } = windowOf(situation);
  const found = new Map<string, { count: number; expected: number }>();
  for (const [place, ward] of city.wards.entries()) {
    if (perDay === 0) break;
    const middle = latLngToCell(ward.lat, ward.long, resolution);
    for (const cell of gridDisk(middle, 1)) {
      if (random() > 0.6) continue;
      const expected = Math.max(0.3, ((perDay * days) / city.wards.length / 5) * random());
      const isHot = place % 17 === 3 && cell === middle;
      const factor = isHot ? (state === "flood" ? 9 : 3.4) : 0.5 + random();
      found.set(cell, { count: Math.max(1, Math.round(expected * factor)), expected });
    }
  }
  const cells = [...found.keys()];
  const column = (of: (cell: { count: number; expected: number }) => number) =>
    Float64Array.from(found.values(), of);
  const count = column((cell) => cell.count);
  const unlocated = perDay === 0 ? 0 : 23;
  return {
    as_of: stampOf(situation, CADENCE.heat).as_of,
    window: { from, to },
    unlocated,
    total: count.reduce((sum, value) => sum + value, 0) + unlocated,
    cells,
    count,
    late: column((cell) => Math.round(cell.count * situation.lateShare)),
    due: column((cell) => Math.round(cell.count * 0.9)),
    expected: column((cell) => cell.expected),
  };
}

/** Wards with most above their usual; one of them has no usual at all. */
export function sampleHotSpots(city: City, situation: Situation): WallHotSpots {
  const random = createRandom(SEED.spots);
  const { perDay, state } = situation;
  const { from, to } = windowOf(situation);
  // Long names first: they are the ones that need room.
  const wards = [...city.wards].sort((a, b) => b.short_name.length - a.short_name.length).slice(0, SPOTS);
  const most = state === "flood" ? 2_140 : 84;
  return {
    ...stampOf(situation, CADENCE.heat),
    period: { kind: "custom", from, to },
    window: { from, to },
    rows:
      perDay === 0
        ? []
        : wards.map((ward, index) => {
            const count = Math.max(LEAST_REPORTS, Math.round(most / (index + 1)));
            const ratio = index === 2 ? null : 1.4 + (4 - index) * 0.9;
            return {
              ward_code: ward.code,
              name: ward.name,
              short_name: ward.short_name,
              cell: latLngToCell(ward.lat, ward.long, 9),
              count,
              expected: ratio === null ? 0 : count / ratio,
              ratio,
              median_age_minutes: index === 3 ? null : pickWhole(random, 25, 3_000),
            };
          }),
  };
}
