import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { CsvFormatSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestBench, type TestBench } from "../../testing/open-test-bench.ts";
import { importFile } from "../file/import-file.ts";
import { importOpen311File } from "./import-open311.ts";
import { type PullOptions, pullOpen311 } from "./pull-open311.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../../../fixtures/${name}`, import.meta.url));
const REQUESTS = fixture("open311/requests.json");
const HOUR = 3_600_000;

let bench: TestBench;
beforeAll(async () => {
  bench = await openTestBench("boston");
});
afterAll(() => bench.close());

async function eventsOf(id: string, receivedAt: string): Promise<[string, string, object][]> {
  const key = { service_request_id: id, received_at: Date.parse(receivedAt) };
  const events = await bench.store.query("events_of_report", key);
  return events.map(({ kind, time, data }) => [kind, new Date(time).toISOString(), JSON.parse(data)]);
}

async function deadLetters(source: string): Promise<string[]> {
  const rows = await bench.store.query("dead_letters_list", { limit: 100, offset: 0 });
  return rows
    .filter((row) => row.source === source)
    .map((row) => `${row.position} ${row.reason_code} ${row.field_path}`)
    .sort();
}

describe("NYC's 311 export, by a format in a file", () => {
  it("becomes reports; what has no date becomes a dead letter; again changes nothing", async () => {
    const format: unknown = JSON.parse(readFileSync(fixture("nyc311/nyc311.json"), "utf8"));
    const check = Compile(CsvFormatSchema);
    if (!check.Check(format)) throw new Error("not a format");
    const ingester = bench.openIngester();
    const run = () =>
      importFile({
        path: fixture("nyc311/requests.csv"),
        format,
        profile: bench.profile,
        ingester,
        clock: bench.clock,
      });
    const first = await run();
    expect(first).toMatchObject({
      rows: 5,
      imported_reports: 4,
      events: 10,
      rejected: [{ code: "bad_row", count: 1 }],
      unlocated: { no_coordinates: 1 },
      flagged: { finished_before_start: 1 },
    });
    expect(await eventsOf("31000001", "2015-01-05T13:15:30Z")).toEqual([
      ["assigned", "2015-01-05T13:15:30.000Z", expect.objectContaining({ agency_responsible: "DOT" })],
      ["received", "2015-01-05T13:15:30.000Z", expect.objectContaining({ channel: "ONLINE" })],
      ["closed", "2015-01-07T20:00:00.000Z", { requested_datetime: "2015-01-05T13:15:30.000Z" }],
    ]);
    expect(await eventsOf("31000004", "2015-03-08T07:30:00Z")).toHaveLength(2);
    expect(await run()).toMatchObject({ events: 0, duplicates: 10 });
    await ingester.close();
  });
});

describe("Open311 GeoReport v2", () => {
  const mapping = {
    feed: "boston",
    timeZone: "America/New_York",
    unknownServiceCode: "unknown",
    channel: "open311",
  };

  it("a file becomes reports, without a word of what citizens wrote", async () => {
    const ingester = bench.openIngester();
    const run = () => importOpen311File({ path: REQUESTS, mapping, ingester, clock: bench.clock });
    expect(await run()).toEqual({
      requests: 5,
      events: 6,
      duplicates: 0,
      conflicts: 0,
      rejected: 2,
      unknown_statuses: {},
    });
    const requested = "2015-03-02T14:15:00.000Z";
    expect(await eventsOf("101001", requested)).toEqual([
      [
        "assigned",
        requested,
        {
          requested_datetime: requested,
          agency_responsible: "PWDx",
          expected_datetime: "2015-03-06T22:00:00.000Z",
        },
      ],
      [
        "received",
        requested,
        {
          requested_datetime: requested,
          channel: "open311",
          service_code: "PWDx:pothole",
          lat: 42.3501,
          long: -71.0602,
        },
      ],
      ["closed", "2015-03-04T19:30:00.000Z", { requested_datetime: requested }],
    ]);
    expect(await eventsOf("101003", "2015-03-03T13:00:00Z")).toHaveLength(2);
    expect(await deadLetters("file")).toEqual(
      expect.arrayContaining([
        "requests.json[3] bad_row /updated_datetime",
        "requests.json[4] bad_row /requested_datetime",
      ]),
    );
    expect(await run()).toMatchObject({ events: 0, duplicates: 6 });
    await ingester.close();
  });

  describe("pulled from an endpoint", () => {
    let server: Server;
    let endpoint: string;
    let asked: URLSearchParams[];
    let failures: number;
    let requests: Record<string, unknown>[];

    beforeAll(async () => {
      server = createServer((request, response) => {
        const url = new URL(request.url ?? "/", "http://server");
        asked.push(url.searchParams);
        if (failures > 0) {
          failures -= 1;
          response.writeHead(503).end();
          return;
        }
        const [from, to] = ["start_date", "end_date"].map((name) =>
          Date.parse(url.searchParams.get(name) ?? ""),
        );
        const [page, size] = ["page", "page_size"].map((name) => Number(url.searchParams.get(name)));
        const found = requests.filter(({ requested_datetime }) => {
          const at = Date.parse(String(requested_datetime));
          return at >= (from ?? 0) && at < (to ?? 0);
        });
        response.end(JSON.stringify(found.slice(((page ?? 1) - 1) * (size ?? 1), (page ?? 1) * (size ?? 1))));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      endpoint = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/open311/v2`;
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));
    beforeEach(() => {
      asked = [];
      failures = 0;
    });

    const start = Date.UTC(2015, 3, 1);
    const request = (index: number): Record<string, unknown> => ({
      service_request_id: `p-${index}`,
      status: "open",
      service_code: "pothole",
      requested_datetime: new Date(start + index * HOUR).toISOString(),
    });

    it("page by page, window by window, on from where it was, looking back", async () => {
      requests = Array.from({ length: 250 }, (_, index) => request(index));
      const ingester = bench.openIngester();
      let now = start + 250 * HOUR;
      const options: PullOptions = {
        endpoint,
        mapping: { ...mapping, feed: "pulled" },
        order: "requested",
        since: start,
        overlapMs: 24 * HOUR,
        jurisdiction: "boston.gov",
        apiKey: "s3cret",
        store: bench.store,
        ingester,
        clock: { now: () => now },
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        tuning: { pageSize: 50, windowMs: 100 * HOUR, retryMs: 1 },
      };
      failures = 2;
      const first = await pullOpen311(options);
      expect(first).toMatchObject({ requests: 250, events: 250, rejected: 0, until: now });
      expect(asked[0]?.get("jurisdiction_id")).toBe("boston.gov");
      expect(asked[0]?.get("api_key")).toBe("s3cret");
      expect(asked.filter((params) => params.get("page") === "1")).toHaveLength(5);

      requests.push(request(260), {
        ...request(240),
        status: "closed",
        updated_datetime: new Date(now).toISOString(),
      });
      requests.splice(240, 1);
      now += 20 * HOUR;
      asked = [];
      const second = await pullOpen311(options);
      expect(second).toMatchObject({ events: 2, conflicts: 0, until: now });
      expect(Date.parse(asked[0]?.get("start_date") ?? "")).toBe(now - 44 * HOUR);

      failures = 99;
      await expect(pullOpen311(options)).rejects.toMatchObject({
        code: "pull_failed",
        message: expect.not.stringContaining("s3cret"),
      });
      await ingester.close();
    });
  });
});
