import type { ReportState } from "@toancanh/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BackPressureError, IngestStoppedError } from "./ingest-error.ts";
import type { RawItem } from "./ingest-options.ts";
import type { Ingester } from "./ingester.ts";
import { openTestBench, type TestBench } from "./testing/open-test-bench.ts";
import { toBytes, wireEvent } from "./testing/sample-events.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await openTestBench("hcmc");
});
afterAll(() => bench.close());

let runs = 0;
/** A fresh name, so that tests on one store do not meet. */
function reportId(): string {
  return `r-${++runs}`;
}

const RECEIVED_AT = Date.UTC(2025, 10, 20, 9, 30);

function accept(ingester: Ingester, values: unknown[], source = `test-${++runs}`) {
  const items: RawItem[] = values.map((value) => ({ raw: Buffer.isBuffer(value) ? value : toBytes(value) }));
  return ingester.accept(items, { originOf: (index) => ({ kind: "stored", source, position: `${index}` }) });
}

/** A store that dies in `step`: it never answers there again. `reached` resolves when it is called. */
function dyingStore(step: "appendEvents" | "writeStates") {
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const die = () => {
    reach();
    return Promise.reject(new Error("killed"));
  };
  return { store: { ...bench.store, [step]: die }, reached };
}

async function stateOf(service_request_id: string) {
  return bench.store.query("report_by_id", { service_request_id });
}

async function lettersOf(source: string) {
  const rows = await bench.store.query("dead_letters_list", { limit: 1000, offset: 0 });
  return rows.filter((row) => row.source === source);
}

describe("accept", () => {
  it("stores events, folds and locates them, and tells the listeners when it is durable", async () => {
    const ingester = bench.openIngester();
    const seen: ReportState[] = [];
    ingester.onChange((states) => seen.push(...states));
    const subject = reportId();
    const result = await accept(ingester, [
      wireEvent({ subject }, { lat: 10.7726, long: 106.698, service_code: "no-such-code" }),
      wireEvent({ subject, id: "e-2" }, { agency_responsible: "no-such-agency" }, "assigned"),
    ]);
    expect(result).toEqual({ accepted: 2, duplicates: 0, conflicts: 0, dead_letters: 0, errors: [] });
    const [state] = await stateOf(subject);
    expect(state).toMatchObject({ event_count: 2, version: 2, received_at: RECEIVED_AT });
    expect(state?.cell).toMatch(/^8a/);
    expect(state?.ward_code).not.toBe("");
    expect(state?.ward_code_now).toBe(state?.ward_code);
    expect(seen).toMatchObject([{ service_request_id: subject, event_count: 2 }]);
    expect(
      await bench.store.readEvents([{ service_request_id: subject, received_at: RECEIVED_AT }]),
    ).toHaveLength(2);
  });

  it("counts a duplicate once and keeps a conflict, in one batch, from the cache and from the store", async () => {
    const subject = reportId();
    const event = wireEvent({ subject });
    const other = wireEvent({ subject }, { urgency: 1 });
    const ingester = bench.openIngester();
    expect(await accept(ingester, [event, event, other])).toMatchObject({
      accepted: 2,
      duplicates: 1,
      conflicts: 1,
    });
    expect(await accept(ingester, [other, event])).toMatchObject({
      accepted: 0,
      duplicates: 2,
      conflicts: 0,
    });
    expect(await accept(bench.openIngester(), [event, other])).toMatchObject({ accepted: 0, duplicates: 2 });
    expect(await stateOf(subject)).toMatchObject([{ event_count: 1, conflict_count: 1, version: 2 }]);
  });

  it("refuses another requested_datetime than the first durable one", async () => {
    const subject = reportId();
    const ingester = bench.openIngester();
    const late = wireEvent({ subject, id: "e-2" }, { requested_datetime: "2025-11-20T16:31:00+07:00" });
    const together = await accept(ingester, [wireEvent({ subject }), late]);
    expect(together).toMatchObject({
      accepted: 1,
      dead_letters: 1,
      errors: [{ index: 1, code: "identity_conflict" }],
    });
    expect(await accept(ingester, [late])).toMatchObject({ accepted: 0, dead_letters: 1 });
    // An ingester that no longer has the report in memory finds it by its id.
    expect(await accept(bench.openIngester(), [late])).toMatchObject({ accepted: 0, dead_letters: 1 });
    expect(await stateOf(subject)).toHaveLength(1);
  });

  it("puts what it cannot take into the dead letters once, with its bytes, and takes the rest", async () => {
    const ingester = bench.openIngester();
    const subject = reportId();
    const source = `dead-${subject}`;
    const big = Buffer.alloc(2 * 1024 * 1024, 0x61);
    const batch = [Buffer.from("garbage"), wireEvent({ subject }), wireEvent({ subject, id: 5 }), big];
    const first = await accept(ingester, batch, source);
    expect(first).toMatchObject({ accepted: 1, duplicates: 0, dead_letters: 3 });
    expect(first.errors.map(({ index, code, pointer }) => [index, code, pointer])).toEqual([
      [0, "not_json", ""],
      [2, "wrong_type", "/id"],
      [3, "event_too_large", ""],
    ]);
    const again = await accept(bench.openIngester(), batch, source);
    expect(again).toMatchObject({ accepted: 0, duplicates: 1, dead_letters: 3, errors: first.errors });
    const letters = await lettersOf(source);
    expect(letters.map(({ position, reason_code }) => [position, reason_code]).sort()).toEqual([
      ["0", "not_json"],
      ["2", "wrong_type"],
      ["3", "event_too_large"],
    ]);
  });

  it("finishes a report from before the calendar, which no deadline binds to it", async () => {
    const ingester = bench.openIngester();
    const early = reportId();
    const good = reportId();
    const old = "2003-05-05T09:00:00+07:00";
    const result = await accept(ingester, [
      wireEvent({ subject: early, time: old }, { requested_datetime: old }),
      wireEvent(
        { subject: early, id: "e-2", time: "2003-05-06T09:00:00+07:00" },
        { requested_datetime: old },
        "closed",
      ),
      wireEvent({ subject: good }),
    ]);
    expect(await stateOf(good)).toHaveLength(1);
    expect(result).toMatchObject({ accepted: 3, errors: [] });
    expect(await stateOf(early)).toMatchObject([
      {
        event_count: 2,
        ending: "closed",
        handling_minutes: 1440,
        handling_working_minutes: null,
        due_at: null,
      },
    ]);
  });

  it("leaves a report on a default point without a place", async () => {
    const ingester = bench.openIngester({ defaultPoints: [{ lat: 10.7726, long: 106.698 }] });
    const subject = reportId();
    await accept(ingester, [wireEvent({ subject }, { lat: 10.7726, long: 106.698 })]);
    expect(await stateOf(subject)).toMatchObject([
      { lat: null, long: null, cell: "", ward_code: "", ward_code_now: "" },
    ]);
  });

  it("takes events built with our types by the same path", async () => {
    const subject = reportId();
    const result = await bench.openIngester().acceptEvents([
      {
        specversion: "1.0",
        id: "e-1",
        source: "urn:toancanh:simulator",
        type: "vn.toancanh.report.received",
        subject,
        time: "2025-11-20T09:30:00Z",
        data: { requested_datetime: "2025-11-20T09:30:00Z", channel: "app" },
      },
    ]);
    expect(result.accepted).toBe(1);
    expect(await stateOf(subject)).toMatchObject([{ simulated: true, channel: "app" }]);
  });
});

describe("group commit and back-pressure", () => {
  it("merges calls that wait into one insert, and answers each for itself", async () => {
    const sizes: number[] = [];
    const ingester = bench.openIngester({
      store: {
        ...bench.store,
        appendEvents: (events) => {
          sizes.push(events.length);
          return bench.store.appendEvents(events);
        },
      },
      limits: { lingerMs: 20, lingerBelowRows: 500 },
    });
    const subjects = Array.from({ length: 40 }, reportId);
    const results = await Promise.all(
      subjects.map((subject, at) =>
        accept(ingester, at === 7 ? [wireEvent({ subject }), Buffer.from("x")] : [wireEvent({ subject })]),
      ),
    );
    expect(sizes).toEqual([40]);
    expect(results.map(({ accepted }) => accepted)).toEqual(subjects.map(() => 1));
    expect(results.map((result) => result.dead_letters)).toEqual(subjects.map((_, at) => (at === 7 ? 1 : 0)));
    expect(results[7]?.errors).toMatchObject([{ index: 1, code: "not_json" }]);
  });

  it("refuses beyond its bound, takes again when there is room, and never refuses a lone batch", async () => {
    const ingester = bench.openIngester({ limits: { maxPendingRows: 3, maxBatchRows: 2 } });
    const send = (count: number) =>
      accept(
        ingester,
        Array.from({ length: count }, () => wireEvent({ subject: reportId() })),
      );
    const waiting = send(3);
    await expect(send(1)).rejects.toBeInstanceOf(BackPressureError);
    expect(await waiting).toMatchObject({ accepted: 3 });
    expect(await send(5)).toMatchObject({ accepted: 5 });
  });
});

describe("when the store fails", () => {
  it("repeats the very same rows until answered", async () => {
    const tries: string[] = [];
    let failures = 3;
    const ingester = bench.openIngester({
      store: {
        ...bench.store,
        appendEvents: async (events) => {
          tries.push(JSON.stringify(events));
          // The second failure comes after the rows are in: an answer that was lost.
          if (failures-- > 0) {
            if (failures === 1) await bench.store.appendEvents(events);
            throw new Error("socket hang up");
          }
          await bench.store.appendEvents(events);
        },
      },
    });
    const subject = reportId();
    expect(await accept(ingester, [wireEvent({ subject })])).toMatchObject({ accepted: 1 });
    expect(tries).toHaveLength(4);
    expect(new Set(tries).size).toBe(1);
    expect(await stateOf(subject)).toMatchObject([{ event_count: 1, version: 1 }]);
    expect(bench.logged.filter(({ message }) => message.includes("retry")).length).toBeGreaterThanOrEqual(3);
  });

  it("halves a batch the database refuses until the culprit stands alone", async () => {
    const culprit = reportId();
    const fine = Array.from({ length: 6 }, reportId);
    const refusal = new Error("cannot parse");
    const ingester = bench.openIngester({
      isDataError: (error) => error === refusal,
      store: {
        ...bench.store,
        appendEvents: async (events) => {
          if (events.some((event) => event.id === "bad")) throw refusal;
          await bench.store.appendEvents(events);
        },
      },
    });
    const events = fine.map((subject) => wireEvent({ subject }));
    events.splice(
      3,
      0,
      wireEvent({ subject: culprit }),
      wireEvent({ subject: culprit, id: "bad" }, {}, "closed"),
    );
    const result = await accept(ingester, events);
    expect(result).toMatchObject({
      accepted: 7,
      dead_letters: 1,
      errors: [{ index: 4, code: "store_refused" }],
    });
    expect(await stateOf(culprit)).toMatchObject([{ event_count: 1, ending: "open" }]);
  });

  it.each(["appendEvents", "writeStates"] as const)(
    "that dies in %s answers no sender, and reconcile plus sending again make it whole",
    async (step) => {
      const { store, reached } = dyingStore(step);
      const dying = bench.openIngester({ store });
      const subject = reportId();
      const events = [wireEvent({ subject }), wireEvent({ subject, id: "e-2" }, {}, "closed")];
      const answer = accept(dying, events);
      const outcome = expect(answer).rejects.toBeInstanceOf(IngestStoppedError);
      await reached;
      await dying.close(5);
      await outcome;
      await expect(accept(dying, events)).rejects.toBeInstanceOf(IngestStoppedError);
      expect(await stateOf(subject)).toHaveLength(0);

      const next = bench.openIngester();
      const stored = step === "writeStates";
      expect(await next.reconcile()).toEqual({ reports: stored ? 1 : 0, failed: 0 });
      if (stored) expect(await stateOf(subject)).toMatchObject([{ event_count: 2, ending: "closed" }]);
      expect(await accept(next, events)).toMatchObject(stored ? { duplicates: 2 } : { accepted: 2 });
      expect(await stateOf(subject)).toMatchObject([{ event_count: 2, ending: "closed" }]);
      expect(await bench.store.query("unprojected_reports", {})).toEqual([]);
    },
  );

  it("writes the missing state also when the source only sends again, without reconcile", async () => {
    const { store, reached } = dyingStore("writeStates");
    const dying = bench.openIngester({ store });
    const subject = reportId();
    const answer = accept(dying, [wireEvent({ subject })]).catch(() => "stopped");
    await reached;
    await dying.close(5);
    expect(await answer).toBe("stopped");
    expect(await accept(bench.openIngester(), [wireEvent({ subject })])).toMatchObject({ duplicates: 1 });
    expect(await stateOf(subject)).toMatchObject([{ event_count: 1 }]);
  });

  it("rebuilds all states to the same", async () => {
    const whole = { from: 0, to: Date.now() };
    const before = await bench.store.query("states_in_period", whole);
    const shares: number[] = [];
    const done = await bench.openIngester().rebuild({ onProgress: (share) => shares.push(share) });
    expect(done).toEqual({ reports: before.length, failed: 0 });
    expect(shares.at(-1)).toBe(1);
    const strip = (rows: typeof before) =>
      rows.map(({ lat, long, cell, ward_code, ward_code_now, ...row }) => row);
    expect(strip(await bench.store.query("states_in_period", whole))).toEqual(strip(before));
  });
});
