import { loadCity } from "@toancanh/cli";
import { periodContaining } from "@toancanh/domain";
import { districtsByUnit } from "@toancanh/geo";
import { bindQuery, loadQueries, type QueryName, type QueryParams } from "@toancanh/store";
import { type BigStore, NOW } from "./big-store.ts";

const DAY = 86_400_000;

/** One read of the wall or the desk: through the store, and the same aggregate of the flat tables. */
export interface WallRead {
  name: string;
  span: "current" | "all";
  /** Runs it the way the product does; the number of bytes or rows it gave. */
  product(big: BigStore): Promise<number>;
  /** Null where it reads whole reports and there is nothing flat to compare with. */
  floor: ((big: BigStore) => Promise<number>) | null;
}

const TIME_ZONE = "Asia/Ho_Chi_Minh";
/** Reads of whole rows by key: their flat counterpart would be another question. */
const WITHOUT_FLOOR: ReadonlySet<QueryName> = new Set(["open_reports"]);

const floorTexts = loadQueries((fragment, text) => {
  if (fragment === "reports") return text.replace("report_state FINAL", "bench_reports AS report_state");
  if (fragment !== "assignments") return text;
  return text.replace(
    /report_state FINAL\s+ARRAY JOIN[\s\S]*?(?=\s+WHERE)/,
    "bench_assignments AS report_state",
  );
});

function read<N extends QueryName>(
  span: WallRead["span"],
  name: N,
  params: QueryParams<N>,
  label: string = name,
): WallRead {
  return {
    name: label,
    span,
    product: async (big) => (await big.store.query(name, params)).length,
    floor: WITHOUT_FLOOR.has(name)
      ? null
      : async (big) => (await big.run(bindQuery(floorTexts, name, params), "JSONEachRow")).length,
  };
}

/** Every named read behind the wall and the desk, of the current period and of all history. */
export async function wallReads(): Promise<WallRead[]> {
  const { profile, rulebook } = await loadCity("hcmc");
  const districts = districtsByUnit(profile.wards, profile.former_units);
  const period = periodContaining(rulebook, "official", NOW);
  const before = [1, 2, 3].map((back) => periodContaining(rulebook, "official", NOW, back));
  const spans = [
    { span: "current" as const, from: period.from, to: period.to },
    { span: "all" as const, from: NOW - 3650 * DAY, to: NOW },
  ];
  const ofBoth = spans.flatMap(({ span, from, to }) => {
    const scope = { as_of: NOW, from, to };
    const map = { ...scope, time_zone: TIME_ZONE };
    const [first = period] = before;
    const compared = { before_from: first.from, before_to: first.to };
    return [
      read(span, "summary", scope),
      read(span, "summary_by_agency", scope),
      read(span, "summary_by_block", scope),
      read(span, "summary_by_ward", scope),
      read(span, "summary_by_category", scope),
      read(span, "summary_by_channel", scope),
      read(span, "summary_by_ward_and_category", scope),
      read(span, "summary_by_district", {
        ...scope,
        wards: [...districts.keys()],
        districts: [...districts.values()],
      }),
      read(span, "compare_periods", { ...scope, ...compared }),
      read(span, "movers", { ...scope, ...compared, min_due: 10, limit: 10 }),
      read(span, "time_series", { ...map, bucket: span === "all" ? "month" : "day" }),
      read(span, "hot_spots", { ...map, min_count: 10, min_excess: 5, limit: 5 }),
      read(span, "heat_map_total", { ...scope, status: "received" }),
      mapRead(span, { ...map, resolution: 9, status: "received" }, "heat_map"),
      mapRead(
        span,
        {
          ...map,
          resolution: 9,
          status: "received",
          service_code: profile.categories[0]?.service_code ?? "",
        },
        "heat_map_of_category",
      ),
    ];
  });
  const windows = {
    as_of: NOW,
    window_from: before.map(({ from }) => from),
    window_to: before.map(({ to }) => to),
  };
  return [
    ...ofBoth,
    read("current", "agency_counts", windows),
    read("current", "ward_counts", windows),
    read("current", "unit_flows", windows),
    read("current", "flow_24h", { as_of: NOW, time_zone: TIME_ZONE }),
    read("all", "age_bands", { as_of: NOW, bounds_minutes: [0, 240, 1440, 4320, 10_080, 20_160, 43_200] }),
    read("all", "open_totals", { as_of: NOW }),
    read("all", "open_reports", { as_of: NOW, limit: 200 }),
  ];
}

/** Maps travel as Arrow. */
function mapRead(span: WallRead["span"], params: QueryParams<"heat_map">, name: string): WallRead {
  return {
    name,
    span,
    product: async (big) => (await big.store.queryArrow("heat_map", params)).length,
    floor: async (big) => (await big.run(bindQuery(floorTexts, "heat_map", params), "ArrowStream")).length,
  };
}
