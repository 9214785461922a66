import { DataQualitySchema, SummarySchema } from "@toancanh/contracts";
import { tableFromIPC } from "apache-arrow";
import type { FastifyInstance } from "fastify";
import { latLngToCell } from "h3-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkShape } from "../testing/check-shape.ts";
import { type Bench, openBench, receivedEvent } from "../testing/open-bench.ts";

let bench: Bench;
let api: FastifyInstance;

/** Places that are none, or outside the city: [lat, long]. */
const OUTSIDE: [string, number, number][] = [
  ["null-island", 0, 0],
  ["exchanged", 106.6983, 10.7721],
  ["sea", 9.5, 107.9],
  ["hanoi", 21.0285, 105.8542],
  ["western", 10.7721, -106.6983],
];

beforeAll(async () => {
  bench = await openBench();
  await bench.seed([1, 2, 3, 5, 8, 24, 7 * 24 + 3, 14 * 24]);
  api = bench.openApi();
  const events = [
    receivedEvent("NOWHERE", { data: { lat: undefined, long: undefined } }),
    ...OUTSIDE.map(([id, lat, long]) => receivedEvent(id, { data: { lat, long } })),
  ];
  const answer = await api.inject({
    method: "POST",
    url: "/api/v1/events",
    headers: { "content-type": "application/cloudevents-batch+json" },
    payload: JSON.stringify(events),
  });
  expect(answer.json()).toMatchObject({ accepted: events.length, errors: [] });
});
afterAll(() => bench.close());

async function quality(query = "") {
  const answer = await api.inject(`/api/v1/data-quality${query}`);
  expect(answer.statusCode).toBe(200);
  return checkShape(DataQualitySchema, answer.json());
}

describe("reports outside the city", () => {
  it("count as received and unlocated, are named by themselves, and those exchanged apart", async () => {
    const { received, unlocated, flags } = await quality();
    const summary = checkShape(SummarySchema, (await api.inject("/api/v1/summary")).json());
    expect(received).toBe(summary.metrics.received);
    const { "x-unlocated": total } = (await api.inject("/api/v1/heat-map")).headers;
    expect(unlocated).toEqual({ total: Number(total), outside: OUTSIDE.length, exchanged: 1 });
    expect(flags).toContainEqual({ flag: "outside_city", count: OUTSIDE.length });
    expect(flags).toContainEqual({ flag: "coordinates_exchanged", count: 1 });
    expect(flags).toContainEqual({ flag: "redacted", count: 0 });
  });

  it.each(["", "?resolution=7", "?status=open", "?status=late", "?resolution=10&field_group=infrastructure"])(
    "are in no cell of the map: cells and unlocated are the table's figure (%s)",
    async (query) => {
      const answer = await api.inject(`/api/v1/heat-map${query}`);
      const table = tableFromIPC(answer.rawPayload);
      const counts = [...(table.getChild("count") ?? [])].map(Number);
      const located = counts.reduce((sum, count) => sum + count, 0);
      const { "x-unlocated": unlocated, "x-total": total, "x-outside": outside } = answer.headers;
      expect(located + Number(unlocated)).toBe(Number(total));
      expect(Number(outside)).toBe(
        query.includes("late") || query.includes("field_group") ? 0 : OUTSIDE.length,
      );
      const cells = [...(table.getChild("cell") ?? [])].map(String);
      const resolution = Number(/resolution=(\d+)/.exec(query)?.[1] ?? 9);
      for (const [, lat, long] of OUTSIDE) {
        if (Math.abs(lat) <= 90) expect(cells).not.toContain(latLngToCell(lat, long, resolution));
      }
    },
  );

  it("lists cells where something was usual and nothing came, so that expectations are whole", async () => {
    const answer = await api.inject("/api/v1/heat-map?resolution=7&status=late");
    const table = tableFromIPC(answer.rawPayload);
    const expected = [...(table.getChild("expected") ?? [])].map(Number);
    const all = tableFromIPC((await api.inject("/api/v1/heat-map?resolution=7")).rawPayload);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(sum(expected)).toBeCloseTo(sum([...(all.getChild("expected") ?? [])].map(Number)), 9);
  });
});
