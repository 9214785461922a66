import type { City, FloodGroupRow, IncidentRow, Incidents } from "@toancanh/contracts";
import { CADENCE } from "../../data/wall-data.ts";
import { createRandom, pickOne, pickWhole, type Random } from "./random.ts";
import { type Situation, stampOf } from "./situations.ts";

const SEED = 53;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const METRES_PER_DEGREE = 111_320;

interface Kind {
  family: string;
  name: { vi: string; en: string };
  sign: IncidentRow["sign"];
}

interface Wish extends Kind {
  count: number;
  extent: number;
  /** Minutes since its first report, and to its due: negative when past it, null without one. */
  age: number;
  left: number | null;
}

const kind = (family: string, sign: IncidentRow["sign"], vi: string, en: string): Kind => ({
  family,
  sign,
  name: { vi, en },
});
const MANHOLE = kind("manhole-cover", "cover", "Nắp hố ga hư", "Manhole cover");
const TREE = kind("tree-hazard", "tree", "Cây ngã đổ", "Fallen tree");
const POWER = kind("power-outage", "power", "Mất điện", "Power cut");
const FLOODING = kind("flooding", "water", "Ngập nước", "Flooding");
const LIGHTS = kind("street-lighting", "light", "Đèn đường tắt", "Street lights out");
const WASTE = kind("waste", "waste", "Rác tồn đọng", "Uncollected waste");
const NOISE = kind("noise", "sound", "Tiếng ồn", "Noise");

const USUAL: readonly Wish[] = [
  { ...MANHOLE, count: 2, extent: 40, age: 118, left: -31 },
  { ...TREE, count: 3, extent: 60, age: 34, left: 12 },
  { ...POWER, count: 9, extent: 820, age: 52, left: 50 },
  { ...FLOODING, count: 14, extent: 1_400, age: 84, left: 58 },
  { ...LIGHTS, count: 6, extent: 1_080, age: 106, left: 98 },
  { ...WASTE, count: 7, extent: 560, age: 402, left: 158 },
  { ...NOISE, count: 3, extent: 110, age: 64, left: 4_100 },
];

function placed(random: Random, now: number, wish: Wish, centre: { lat: number; long: number }) {
  return Array.from({ length: wish.count }, (_, index) => {
    const angle = random() * 2 * Math.PI;
    const reach = ((index === 0 ? 1 : random()) * wish.extent) / 2 / METRES_PER_DEGREE;
    // The first one begins it; the others come after.
    const age = index === 0 ? wish.age : pickWhole(random, 1, Math.max(1, wish.age - 1));
    return {
      service_request_id: `I-${wish.family}-${String(index + 1).padStart(4, "0")}`,
      requested_datetime: new Date(now - age * MINUTE).toISOString(),
      lat: centre.lat + reach * Math.sin(angle),
      long: centre.long + reach * Math.cos(angle),
      open: true,
    };
  }).sort((a, b) => (a.requested_datetime < b.requested_datetime ? -1 : 1));
}

function holderOf(random: Random, city: City): string[] {
  const agency = pickOne(random, city.agencies);
  return agency === undefined ? [] : [agency.id];
}

function sampleRow(random: Random, city: City, now: number, wish: Wish): IncidentRow {
  const ward = pickOne(random, city.wards) ?? { code: "", lat: 0, long: 0 };
  const reports = placed(random, now, wish, ward);
  return {
    id: `${wish.family}:${reports[0]?.service_request_id ?? ""}`,
    family: wish.family,
    name: wish.name,
    sign: wish.sign,
    state: "active",
    is_new: wish.age < 40,
    count: wish.count,
    open: wish.count,
    agency_responsible: holderOf(random, city),
    overdue: wish.left !== null && wish.left < 0 ? 1 : 0,
    due: wish.left === null ? null : new Date(now + wish.left * MINUTE).toISOString(),
    first: reports[0]?.requested_datetime ?? "",
    last: reports.at(-1)?.requested_datetime ?? "",
    ended: null,
    ward_codes: [ward.code, ...(wish.extent > 1_200 ? [city.wards[0]?.code ?? ""] : [])],
    cells: [],
    centre: { lat: ward.lat, long: ward.long },
    radius_m: wish.extent / 2,
    extent_m: wish.extent,
    chance: 0.000_01,
    reports,
  };
}

const DELUGE: readonly Wish[] = [
  { ...FLOODING, count: 118, extent: 2_400, age: 150, left: -14 },
  { ...FLOODING, count: 97, extent: 2_000, age: 130, left: 9 },
  { ...TREE, count: 61, extent: 2_200, age: 120, left: 22 },
  { ...POWER, count: 44, extent: 1_600, age: 95, left: 41 },
  { ...MANHOLE, count: 12, extent: 900, age: 80, left: 66 },
];

function sampleGroup(random: Random, city: City, now: number, wish: Wish): FloodGroupRow {
  const row = sampleRow(random, city, now, wish);
  const ward_code = row.ward_codes[0] ?? "";
  const { family, name, sign, count, agency_responsible, overdue, due, reports } = row;
  return {
    id: `${family}:${ward_code}`,
    family,
    name,
    sign,
    ward_code,
    count,
    agency_responsible,
    overdue,
    due,
    reports,
  };
}

/** Incidents of a usual day, of the quiet first hour of a period, and of a flood. */
export function sampleIncidents(city: City, situation: Situation): Incidents {
  const random = createRandom(SEED);
  const { now, perDay, state } = situation;
  const stamp = stampOf(situation, CADENCE.incidents);
  const window = { from: new Date(now - 2 * DAY).toISOString(), to: stamp.as_of };
  const wishes = perDay === 0 ? [] : state === "first-hour" ? USUAL.slice(2, 4) : USUAL;
  const rows = wishes.map((wish) => sampleRow(random, city, now, wish));
  const flood: Incidents["flood"] =
    state === "flood"
      ? {
          since: new Date(now - 140 * MINUTE).toISOString(),
          groups: DELUGE.map((wish) => sampleGroup(random, city, now, wish)),
          other_groups: 407,
          other_reports: 586,
        }
      : null;
  return {
    ...stamp,
    window,
    active: rows.length,
    active_reports: rows.reduce((sum, row) => sum + row.count, 0),
    rows,
    flood,
  };
}
