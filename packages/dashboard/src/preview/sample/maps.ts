import type { City, HotSpots } from "@toancanh/contracts";
import { gridDisk, latLngToCell } from "h3-js";
import type { HeatCells } from "../../client/heat-cells.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { createRandom, pickWhole } from "./random.ts";
import { type Situation, stampOf } from "./situations.ts";

const SEED = { cells: 21, spots: 22 };
const SPOTS = 5;

/** Cells around the middle of each ward, the busy ones in a few places: about 1.5 a ward at resolution 8. */
export function sampleHeatCells(city: City, situation: Situation, resolution: number): HeatCells {
  const random = createRandom(SEED.cells);
  const { perDay, days, state } = situation;
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
export function sampleHotSpots(city: City, situation: Situation): HotSpots {
  const random = createRandom(SEED.spots);
  const { perDay, state, period } = situation;
  // Long names first: they are the ones that need room.
  const wards = [...city.wards].sort((a, b) => b.short_name.length - a.short_name.length).slice(0, SPOTS);
  const most = state === "flood" ? 2_140 : state === "first-hour" ? 6 : 84;
  return {
    ...stampOf(situation, CADENCE.heat),
    period,
    rows:
      perDay === 0
        ? []
        : wards.map((ward, index) => {
            const count = Math.max(3, Math.round(most / (index + 1)));
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
