import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASE_HEADER, caseFile, caseRow, openCases } from "../../testing/open-cases.ts";

let cases: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.close());

/** All that was received until now. */
const ALL = { as_of: Date.UTC(2026, 11, 1), from: Date.UTC(2015, 0, 1), to: Date.UTC(2026, 11, 1) };

/** Reports on the heat map of everything, and those that are not. */
async function mapOf() {
  const [counts] = await cases.store.query("heat_map_total", { ...ALL, status: "received" });
  if (counts === undefined) throw new Error("no totals");
  const map = { ...ALL, status: "received", resolution: 9, time_zone: "America/New_York" } as const;
  const cells = await cases.store.query("heat_map", map);
  return { ...counts, inCells: cells.reduce((sum, { count }) => sum + count, 0) };
}

describe("places", () => {
  it("20: outside the city are unlocated with a flag, unreadable ones cost the place only", async () => {
    const summary = await cases.importCsv(caseFile("20-places.csv"), cases.bostonFormat({ id: "places" }));
    expect(summary).toMatchObject({ rows: 6, imported_reports: 6 });
    const flags = async (index: number) => {
      const state = await cases.stateOf(`T20-${index}`);
      return [state?.cell === "", ...(state?.flags ?? [])];
    };
    expect(await flags(1)).toEqual([true, "outside_city"]);
    expect(await flags(2)).toEqual([true, "outside_city", "coordinates_exchanged"]);
    expect(await flags(3)).toEqual([true, "outside_city"]);
    expect(await flags(4)).toEqual([true, "unreadable_field"]);
    expect(await flags(5)).toEqual([true, "unreadable_field"]);
    expect(await flags(6)).toEqual([false]);
  });

  it("20b: null island has no cell of the heat map", async () => {
    const body = readFileSync(caseFile("20b-null-island-batch.json"));
    const parsed: unknown = JSON.parse(body.toString());
    const count = Array.isArray(parsed) ? parsed.length : -1;
    const before = await mapOf();
    expect(await cases.post(body)).toMatchObject({ result: { accepted: count, dead_letters: 0 } });
    expect(await cases.stateOf("NI0")).toMatchObject({ cell: "", lat: null, flags: ["outside_city"] });
    const placed = 12;
    expect(await mapOf()).toEqual({
      inCells: before.inCells + placed,
      total: before.total + count,
      unlocated: before.unlocated + count - placed,
      outside: before.outside + count - placed,
    });
    // The same file by the other way in: nothing new.
    const again = await cases.importCsv(caseFile("20b-null-island-batch.json"), "cloudevents");
    expect(again).toMatchObject({ rows: count, events: 0, duplicates: count, rejected: [] });
  });

  const ELSEWHERE: [string, string, string, string[]][] = [
    ["exchanged", "-71.06", "42.35", ["outside_city", "coordinates_exchanged"]],
    ["without its sign", "42.35", "71.06", ["outside_city"]],
    ["in the sea", "42.33", "-70.60", ["outside_city"]],
    ["in the next town", "42.3876", "-71.0995", ["outside_city"]],
    ["in radians", "0.7391", "-1.2402", ["outside_city"]],
    ["of which one is zero", "0", "-71.06", ["outside_city"]],
    ["in micro-degrees", "42350100", "-71060200", ["unreadable_field"]],
    ["in metres", "2954321.5", "775432.1", ["unreadable_field"]],
    ["in degrees and minutes", "42°21'N", "71°03'W", ["unreadable_field"]],
    ["with decimal commas in quotes", '"42,3501"', '"-71,0602"', ["unreadable_field"]],
    ["of which one is missing", "42.3501", "N/A", ["unreadable_field"]],
    ["at infinity", "Infinity", "NaN", ["unreadable_field"]],
  ];

  it.each(ELSEWHERE)("a place %s has no cell, and its report counts", async (name, lat, long, flags) => {
    const id = `elsewhere ${name}`;
    const file = cases.write(`${name}.csv`, `${CASE_HEADER}\n${caseRow(id, { lat, long })}`);
    const summary = await cases.importCsv(file, cases.bostonFormat({ id: name }));
    const isOutside = flags.includes("outside_city");
    expect(summary).toMatchObject({
      imported_reports: 1,
      rejected: [],
      flagged: { unreadable_field: isOutside ? 0 : 1 },
    });
    expect(summary.unlocated.outside ?? 0).toBe(isOutside ? 1 : 0);
    expect(await cases.stateOf(id)).toMatchObject({ cell: "", lat: null, long: null, ward_code: "", flags });
  });

  it("places in an Open311 answer are judged alike", async () => {
    const request = (id: string, lat: unknown, long: unknown) => ({
      service_request_id: id,
      status: "open",
      requested_datetime: "2015-04-07T18:00:00Z",
      lat,
      long,
    });
    const file = cases.write(
      "places.json",
      JSON.stringify([
        request("o-1", 0, 0),
        request("o-2", -71.0602, 42.3501),
        request("o-3", "42.3501", "-71.0602"),
        request("o-4", null, null),
        request("o-5", "north", ""),
      ]),
    );
    expect(await cases.importRequests(file, "places")).toMatchObject({ requests: 5, rejected: 0 });
    const flags = async (id: string) =>
      (await cases.stateOf(id))?.flags.filter((flag) => !flag.startsWith("unknown"));
    expect(await flags("o-1")).toEqual(["outside_city"]);
    expect(await flags("o-2")).toEqual(["outside_city", "coordinates_exchanged"]);
    expect((await cases.stateOf("o-3"))?.cell).not.toBe("");
    expect(await flags("o-4")).toEqual([]);
    expect(await flags("o-5")).toEqual(["unreadable_field"]);
  });
});
