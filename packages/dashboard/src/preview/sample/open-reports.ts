import type { City, LiveReport, OpenReports } from "@toancanh/contracts";
import { CADENCE } from "../../data/wall-data.ts";
import { createRandom, pickOne, pickWhole, type Random } from "./random.ts";
import { openOf, type Situation, stampOf } from "./situations.ts";

const SEED = 31;
const MINUTE = 60_000;

interface Wish {
  index: number;
  /** Minutes to the due, negative when past it; null without a due. */
  left: number | null;
}

function sampleReport(random: Random, city: City, now: number, { index, left }: Wish): LiveReport {
  const category = pickOne(random, city.categories);
  const ward = pickOne(random, city.wards);
  const holders = [pickOne(random, city.agencies), pickOne(random, city.agencies)].flatMap((agency) =>
    agency === undefined ? [] : [agency.id],
  );
  const age = pickWhole(random, 20, 4_000) + Math.max(0, -(left ?? 0));
  const requested = new Date(now - age * MINUTE).toISOString();
  // Every seventh has no place, every fifth two holders, every ninth none yet.
  const isPlaced = index % 7 !== 6 && ward !== undefined;
  return {
    service_request_id: `M-${String(index + 1).padStart(5, "0")}`,
    requested_datetime: requested,
    updated_datetime: requested,
    service_code: category?.service_code ?? "",
    field_group: category?.field_group ?? "",
    channel: city.channels[0]?.id ?? "",
    ward_code: isPlaced ? ward.code : "",
    lat: isPlaced ? ward.lat + (random() - 0.5) * 0.01 : null,
    long: isPlaced ? ward.long + (random() - 0.5) * 0.01 : null,
    agency_responsible: index % 9 === 8 ? [] : holders.slice(0, index % 5 === 4 ? 2 : 1),
    stage: "handle",
    clock_start: requested,
    due: left === null ? null : new Date(now + left * MINUTE).toISOString(),
    finished: null,
    ending: "open",
    reopen_count: 0,
  };
}

/** Open reports: nearest due first, then the longest overdue, then those without a due. */
export function sampleOpenReports(city: City, situation: Situation): OpenReports {
  const random = createRandom(SEED);
  const { now, perDay, state } = situation;
  const stamp = stampOf(situation, CADENCE.openReports);
  if (perDay === 0) return { ...stamp, open: 0, overdue: 0, newest: null, rows: [] };
  const [inTime, overdue] = state === "flood" ? [260, 240] : [40, 18];
  const wishes: Wish[] = [
    ...Array.from({ length: inTime }, (_, index) => ({ index, left: 4 + index * index * 3 })),
    ...Array.from({ length: overdue }, (_, index) => ({
      index: inTime + index,
      left: -(overdue - index) * 310 - 2,
    })),
    { index: inTime + overdue, left: null },
  ];
  const rows = wishes.map((wish) => sampleReport(random, city, now, wish));
  const newest = rows[0];
  return {
    ...stamp,
    open: openOf(situation).total,
    overdue: openOf(situation).overdue,
    newest:
      newest === undefined
        ? null
        : {
            service_request_id: newest.service_request_id,
            requested_datetime: new Date(now - 65_000).toISOString(),
            ward_code: newest.ward_code,
          },
    rows,
  };
}
