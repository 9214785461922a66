import type { IncidentRow, LiveReport, OpenReports } from "@toancanh/contracts";
import { describe, expect, it } from "vitest";
import { sampleIncidents } from "../../preview/sample/incidents.ts";
import { sampleOpenReports } from "../../preview/sample/open-reports.ts";
import { situationOf } from "../../preview/sample/situations.ts";
import { SMALL_CITY } from "../../preview/testing/small-city.ts";
import { keepOrder, rowsOf, type ShownRow } from "./incident-rows.ts";

const { now } = situationOf("normal");
const usual = sampleIncidents(SMALL_CITY, situationOf("normal"));
const open = sampleOpenReports(SMALL_CITY, situationOf("normal"));
const ids = (rows: readonly ShownRow[]) => rows.map(({ id }) => id);
const single = (id: string): ShownRow => {
  const [report] = open.rows;
  const row: LiveReport | undefined = report && { ...report, service_request_id: id };
  if (row === undefined) throw new Error("the sample has no open report");
  return { kind: "single", id, row };
};
const incident = (id: string, state: IncidentRow["state"] = "active"): ShownRow & { kind: "incident" } => {
  const [first] = usual.rows;
  if (first === undefined) throw new Error("the sample has no incident");
  return { kind: "incident", id, row: { ...first, id, state } };
};

describe("rowsOf", () => {
  it("shows six incidents, and in rows that are left single reports of none of them", () => {
    expect(ids(rowsOf(usual, open, now))).toEqual(usual.rows.slice(0, 6).map((row) => row.id));
    const [first] = usual.rows;
    const [nearest] = open.rows;
    if (first === undefined || nearest === undefined) throw new Error("the samples are empty");
    const member = { ...nearest, service_request_id: first.reports[0]?.service_request_id ?? "" };
    const reports: OpenReports = { ...open, rows: [member, ...open.rows] };
    const rows = rowsOf({ ...usual, rows: [first] }, reports, now);
    expect(rows.map(({ kind }) => kind)).toEqual(["incident", "single", "single", "single", "single"]);
    expect(ids(rows)).not.toContain(member.service_request_id);
    expect(rows[1]?.id).toBe(nearest.service_request_id);
  });
  it("shows the groups of a flood, and nothing where nothing is open", () => {
    const flood = sampleIncidents(SMALL_CITY, situationOf("flood"));
    expect(rowsOf(flood, open, now).map(({ kind }) => kind)).toEqual(
      Array.from({ length: 5 }, () => "group"),
    );
    expect(rowsOf({ ...usual, rows: [] }, null, now)).toEqual([]);
  });
});

describe("keepOrder", () => {
  it("leaves rows where they were, with the figures of now", () => {
    const [b, a] = [incident("b"), incident("a")];
    expect(keepOrder(["a", "b"], [b, a], [])).toEqual([a, b]);
  });
  it("keeps what ended in its row, and adds what is new behind the others but before single reports", () => {
    const over = incident("a", "ended").row;
    const kept = keepOrder(["a", "b", "s"], [incident("b"), incident("new"), single("s")], [over]);
    expect(ids(kept)).toEqual(["a", "b", "s"]);
    expect(kept[0]?.row).toBe(over);
    expect(ids(keepOrder(["b", "s"], [incident("b"), incident("new"), single("s")], []))).toEqual([
      "b",
      "new",
      "s",
    ]);
  });
});
