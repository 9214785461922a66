import type { EventKind, FoldedReport, ReportState, StoredEvent } from "@toancanh/contracts";
import { blankReport } from "@toancanh/domain/testing";
import { describe, expect, it } from "vitest";
import { decodeEvent } from "../decode/decode.ts";
import { TEST_NOW, wireEvent } from "../testing/sample-events.ts";
import type { ProjectionContext } from "./projection-context.ts";
import { type Projection, projectBatch } from "./projector.ts";
import { ReportCache } from "./report-cache.ts";

function event(over: Record<string, unknown> = {}, data: Record<string, unknown> = {}): StoredEvent {
  const decoded = decodeEvent(wireEvent(over, data), TEST_NOW);
  if (!decoded.ok) throw new Error(decoded.rejection.message);
  return decoded.value;
}

const stored = (id: string, kind: EventKind, data: Record<string, unknown>): StoredEvent => {
  const decoded = decodeEvent(wireEvent({ id }, data, kind), TEST_NOW);
  if (!decoded.ok) throw new Error(decoded.rejection.message);
  return decoded.value;
};
const assigned = (id: string, agency: string) => stored(id, "assigned", { agency_responsible: agency });
const reopened = (id: string) => stored(id, "reopened", {});

class RangeOfCalendar extends Error {
  readonly code = "calendar_range";
}

/** Counts events; `breaks` are ids that the rules cannot judge. */
function open(breaks: Set<string>, stored: StoredEvent[] = [], maxCached = 100) {
  const written: { appended: string[][]; states: ReportState[][]; logged: string[] } = {
    appended: [],
    states: [],
    logged: [],
  };
  const write = (_fields: object, message: string): void => {
    written.logged.push(message);
  };
  const cache = new ReportCache(maxCached);
  const options: ProjectionContext = {
    store: {
      readEvents: (keys) =>
        Promise.resolve(
          stored.filter((known) =>
            keys.some(
              (key) =>
                key.service_request_id === known.service_request_id && key.received_at === known.received_at,
            ),
          ),
        ),
      appendEvents: (events) => {
        written.appended.push(events.map(({ id }) => id));
        stored.push(...events);
        return Promise.resolve();
      },
      writeStates: (states) => {
        written.states.push([...states]);
        return Promise.resolve();
      },
    },
    findReports: (ids) => Promise.resolve(stored.filter((known) => ids.includes(known.service_request_id))),
    log: { info: write, warn: write, error: write },
    fold: (events) => {
      if (events.some(({ id }) => breaks.has(id)))
        throw new RangeOfCalendar("calendar state covers 2023 to 2027");
      return foldedOf(events);
    },
    place: (folded) => ({ ...folded, cell: "", ward_code: "", ward_code_now: "" }),
    cache,
    limits: { maxReportEvents: 100, maxReportTurns: 20 },
    isDataError: () => false,
  };
  return { options, written, cache };
}

function foldedOf(events: readonly StoredEvent[]): FoldedReport {
  return blankReport({
    service_request_id: events[0]?.service_request_id ?? "",
    received_at: events[0]?.received_at ?? 0,
    version: events.length,
    event_count: events.length,
  });
}

/** With its states written. */
async function project(batch: StoredEvent[], options: ProjectionContext): Promise<Projection> {
  const projection = await projectBatch(batch, options);
  await projection.writeStates();
  return projection;
}

describe("projectBatch", () => {
  it("appends one insert and writes one state a report, only of reports with something new", async () => {
    const { options, written } = open(new Set());
    const batch = [event(), event({ subject: "r-2" }), event({ id: "e-2" }), event()];
    const { verdicts, states } = await project(batch, options);
    expect(verdicts.map(({ kind }) => kind)).toEqual(["accepted", "accepted", "accepted", "duplicate"]);
    expect(written.appended).toEqual([["e-1", "e-2", "e-1"]]);
    expect(states.map(({ service_request_id, version }) => [service_request_id, version])).toEqual([
      ["r-1", 2],
      ["r-2", 1],
    ]);
    expect(await project([event()], options)).toMatchObject({ states: [] });
    expect(written.appended).toHaveLength(1);
    expect(written.states).toHaveLength(1);
  });

  it("refuses exactly the events that break the fold, before they are stored", async () => {
    const { options, written } = open(new Set(["bad"]));
    const { verdicts } = await projectBatch([event(), event({ id: "bad" }), event({ id: "e-3" })], options);
    expect(verdicts.map(({ kind }) => kind)).toEqual(["accepted", "rejected", "accepted"]);
    expect(verdicts[1]).toMatchObject({
      rejection: { code: "calendar_range", message: "calendar state covers 2023 to 2027" },
    });
    expect(written.appended).toEqual([["e-1", "e-3"]]);
  });

  it("lets the first that can be judged say when a report was received", async () => {
    const { options } = open(new Set(["bad"]));
    const other = { requested_datetime: "2025-11-20T09:31:00Z" };
    const { verdicts } = await projectBatch(
      [event({ id: "bad" }), event({}, other), event({ id: "e-3" })],
      options,
    );
    expect(verdicts).toMatchObject([
      { rejection: { code: "calendar_range" } },
      { kind: "accepted" },
      { rejection: { code: "identity_conflict" } },
    ]);
  });

  it("refuses another received_at of a report it has not in memory", async () => {
    const { options, written } = open(new Set(), [event({ id: "old" })]);
    const other = { requested_datetime: "2025-11-20T09:31:00Z" };
    const { verdicts, states } = await project([event({ id: "new" }, other)], options);
    expect(verdicts).toMatchObject([{ rejection: { code: "identity_conflict" } }]);
    expect(states).toEqual([]);
    expect(written.appended).toEqual([]);
  });

  it("goes on when today's rules cannot judge what is stored", async () => {
    const { options, written } = open(new Set(["old"]), [event({ id: "old" })]);
    const { verdicts } = await project([event({ id: "old" }), event({ subject: "r-2" })], options);
    expect(verdicts.map(({ kind }) => kind)).toEqual(["duplicate", "accepted"]);
    expect(written.states).toMatchObject([[{ service_request_id: "r-2" }]]);
    expect(written.logged).toEqual(["the rules cannot judge a stored report"]);
  });

  it("holds no more events than its cache may, and forgets the report touched longest ago", async () => {
    const { options, cache } = open(new Set(), [], 3);
    await projectBatch([event(), event({ id: "e-2" })], options);
    await projectBatch([event({ subject: "r-2" })], options);
    await projectBatch([event({ id: "e-3" })], options);
    expect(cache.get("r-1")).toHaveLength(3);
    expect(cache.get("r-2")).toBeUndefined();
    cache.clear();
    expect(cache.get("r-1")).toBeUndefined();
  });

  const many = (count: number, over: (index: number) => StoredEvent) =>
    Array.from({ length: count }, (_, index) => over(index));

  it("refuses what is beyond a report's room, and takes its duplicates and other reports still", async () => {
    const { options, written } = open(new Set());
    const first = await project(
      many(130, (index) => event({ id: `n-${index}` })),
      options,
    );
    expect(first.verdicts.filter(({ kind }) => kind === "accepted")).toHaveLength(100);
    expect(first.verdicts[100]).toMatchObject({ rejection: { code: "report_too_long" } });
    expect(first.states).toMatchObject([{ event_count: 100 }]);
    const again = await project(
      [event({ id: "n-0" }), event({ id: "n-200" }), event({ subject: "r-2" })],
      options,
    );
    expect(again.verdicts.map(({ kind }) => kind)).toEqual(["duplicate", "rejected", "accepted"]);
    expect(written.appended).toHaveLength(2);
  });

  it.each([
    ["agencies", (index: number) => assigned(`a-${index}`, `agency-${index}`)],
    [
      "rounds of agencies",
      (index: number) => (index < 5 ? assigned(`a-${index}`, `agency-${index}`) : reopened(`o-${index}`)),
    ],
  ])("counts the turns of %s too, which its fold keeps", async (_what, make) => {
    const { options } = open(new Set());
    const { verdicts } = await project(many(60, make), options);
    const taken = verdicts.filter(({ kind }) => kind === "accepted").length;
    expect(taken).toBeLessThanOrEqual(20);
    expect(taken).toBeGreaterThan(5);
    expect(verdicts.at(-1)).toMatchObject({ rejection: { code: "report_too_long" } });
  });

  it("finds a few events that break the fold among many with few folds", async () => {
    const { options } = open(new Set(["n-17", "n-90"]));
    let folds = 0;
    const counted = {
      ...options,
      fold: (events: readonly StoredEvent[]) => {
        folds += 1;
        return options.fold(events);
      },
    };
    const { verdicts } = await project(
      many(100, (index) => event({ id: `n-${index}` })),
      counted,
    );
    const refused = verdicts.flatMap(({ kind }, index) => (kind === "rejected" ? [index] : []));
    expect(refused).toEqual([17, 90]);
    expect(folds).toBeLessThan(40);
  });
});
