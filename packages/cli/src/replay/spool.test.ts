import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoredEvent } from "@toancanh/contracts";
import { afterAll, describe, expect, it } from "vitest";
import type { ReplayItem } from "./replay-source.ts";
import { dropRefused, readRefused, readSpoolDay, readSpoolList, writeSpool } from "./spool.ts";

const root = mkdtempSync(join(tmpdir(), "toancanh-spool-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const NOON = Date.parse("2026-11-25T12:00:00Z");
const HOUR = 3_600_000;
const NOT_JSON = { code: "not_json", pointer: "", message: "no", schema_version: "unknown" } as const;

function eventAt(time: number): StoredEvent {
  return {
    id: `e\t${time}`,
    source: "urn:test",
    kind: "received",
    service_request_id: "r-1",
    received_at: time,
    time,
    recorded_at: time + 5,
    payload_hash: "",
    data: { requested_datetime: new Date(time).toISOString(), channel: "phone" },
  };
}

async function* items(list: ReplayItem[]): AsyncGenerator<ReplayItem> {
  yield* list;
}

describe("spool", () => {
  it("gives the events of each day in order of time, whatever their order in the source", async () => {
    const dir = join(root, "a");
    const times = [NOON + 20 * HOUR, NOON + 2 * HOUR, NOON, NOON + 13 * HOUR];
    const list = await writeSpool(
      dir,
      "/source",
      items(times.map((time, line) => ({ event: eventAt(time), recordedAt: time + 5, line }))),
    );
    expect(list).toMatchObject({ first: NOON, last: NOON + 20 * HOUR, events: 4, refused: 0 });
    expect(await readSpoolList(dir)).toEqual(list);
    const days = await Promise.all(list.days.map(({ day }) => readSpoolDay(dir, day)));
    expect(days.map((day) => day.map((event) => event.time - NOON))).toEqual([
      [0, 2 * HOUR],
      [13 * HOUR, 20 * HOUR],
    ]);
    expect(days[0]?.[0]).toMatchObject({ id: `e\t${NOON}`, line: 2, recordedAt: NOON + 5 });
    expect(JSON.parse(String(days[0]?.[0]?.raw))).toMatchObject({
      type: "vn.toancanh.report.received",
      subject: "r-1",
    });
  });

  it("keeps lines that are no events until they are dropped", async () => {
    const dir = join(root, "b");
    const raw = Buffer.from([0xff, 0x0a]);
    await writeSpool(
      dir,
      "/source",
      items([
        { rejection: NOT_JSON, raw, line: 1 },
        { event: eventAt(NOON), recordedAt: null, line: 2 },
      ]),
    );
    expect(await readRefused(dir)).toEqual([{ line: 1, raw, rejection: NOT_JSON }]);
    await dropRefused(dir);
    expect(await readRefused(dir)).toEqual([]);
  });

  it("refuses a source without events and leaves nothing behind", async () => {
    const dir = join(root, "c");
    await expect(writeSpool(dir, "/source", items([]))).rejects.toThrow(/is empty/);
    const broken = items([{ rejection: NOT_JSON, raw: Buffer.from("x"), line: 1 }]);
    await expect(writeSpool(dir, "/source", broken)).rejects.toThrow(/line 1/);
    expect(await readSpoolList(dir)).toBeNull();
  });
});
