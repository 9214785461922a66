import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../store.ts";
import { sampleEvent, sampleState } from "../testing/sample-rows.ts";
import { isWhole } from "./examination.ts";

const REPORTS = 20;
const MONTHS = ["2025-09", "2025-10"];
const rows = Array.from({ length: REPORTS }, (_, at) => ({
  service_request_id: `r-${at}`,
  received_at: Date.UTC(2025, 8 + (at % 2), 10) + at * 1000,
}));
const events = rows.map((row) => sampleEvent({ ...row, id: `e-${row.service_request_id}` }));
const states = rows.map((row) => sampleState({ ...row, version: 1, event_count: 1, conflict_count: 0 }));

describe("an examination", () => {
  let path: string;
  const open = () => openStore({ path, clock: { now: Date.now } });
  beforeEach(async () => {
    path = mkdtempSync(join(tmpdir(), "toancanh-examine-"));
    const store = await open();
    await store.appendEvents(events);
    await store.writeStates(states);
    const found = await store.examine();
    expect(found).toMatchObject({ events: REPORTS, reports: REPORTS, torn_report_count: 0, months: [] });
    expect(isWhole(found)).toBe(true);
    await store.close();
  });
  afterEach(() => {
    rmSync(path, { recursive: true, force: true });
  });

  function deleteParts(table: string, prefix: string): void {
    const folder = join(path, "data", "toancanh", table);
    const parts = readdirSync(folder).filter((name) => name.startsWith(prefix) && /_\d+_\d+_\d+$/.test(name));
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) rmSync(join(folder, part), { recursive: true });
  }

  it("misses events of a part that is gone, marks their reports, and takes the very same rows when sent again", async () => {
    deleteParts("report_events", "202509");
    const store = await open();
    try {
      const found = await store.examine();
      expect(isWhole(found)).toBe(false);
      expect(found.months).toEqual([{ month: "2025-09", acknowledged: 10, missing: 10 }]);
      expect(found.torn_report_count).toBe(10);
      const [torn] = await store.query("report_by_id", { service_request_id: "r-0" });
      expect(torn).toMatchObject({ flags: ["events_missing"], event_count: 0 });
      const marked = await store.readMarkedReports();
      expect(marked).toHaveLength(10);
      expect(marked).toContainEqual({ ...rows[0], floor: 2, is_torn: true });
      // Marked once: a second examination finds the same and changes nothing.
      expect(await store.examine()).toEqual(found);
      expect(await store.readMarkedReports()).toEqual(marked);
      await store.appendEvents(events);
      expect(isWhole(await store.examine())).toBe(true);
    } finally {
      await store.close();
    }
  });

  it("misses what was lost together with its notes", async () => {
    deleteParts("report_events", "2025");
    deleteParts("acknowledged_events", "2025");
    deleteParts("report_state", "2025");
    const store = await open();
    try {
      const found = await store.examine();
      expect(found).toMatchObject({ events: 0, months: [], forgotten_months: MONTHS });
      expect(isWhole(found)).toBe(false);
    } finally {
      await store.close();
    }
  });

  it("names a table whose metadata is gone, makes it anew, and misses its rows", async () => {
    rmSync(join(path, "metadata", "toancanh", "report_events.sql"));
    const store = await open();
    try {
      const found = await store.examine();
      expect(found.lost_tables).toEqual(["report_events"]);
      expect(found.months.map(({ month, missing }) => [month, missing])).toEqual(
        MONTHS.map((month) => [month, REPORTS / 2]),
      );
      await store.appendEvents(events);
      expect((await store.examine()).months).toEqual([]);
    } finally {
      await store.close();
    }
  });

  it("notes events that were stored by a process that died before it noted them", async () => {
    deleteParts("acknowledged_events", "2025");
    rmSync(join(path, "acknowledged.json"));
    const store = await open();
    try {
      expect(isWhole(await store.examine())).toBe(true);
    } finally {
      await store.close();
    }
    deleteParts("report_events", "202510");
    const again = await open();
    try {
      expect((await again.examine()).months).toEqual([{ month: "2025-10", acknowledged: 10, missing: 10 }]);
    } finally {
      await again.close();
    }
  });
});
