import { blankReport } from "@toancanh/domain/testing";
import { expect, it } from "vitest";
import { markKey, markReport } from "./marked-reports.ts";

const state = {
  ...blankReport({ service_request_id: "r-1", version: 2 }),
  cell: "",
  ward_code: "",
  ward_code_now: "",
};
const mark = { service_request_id: "r-1", received_at: state.received_at, floor: 7, is_torn: true };

it("raises the version of a report that lost events, and flags it until they are back", () => {
  const marked = new Map([[markKey(mark), mark]]);
  expect(markReport(marked, state)).toMatchObject({ version: 9, flags: ["events_missing"] });
  const mended = new Map([[markKey(mark), { ...mark, is_torn: false }]]);
  expect(markReport(mended, state)).toMatchObject({ version: 9, flags: [] });
});

it("leaves every other report as it is", () => {
  const marked = new Map([[markKey(mark), mark]]);
  expect(markReport(marked, { ...state, service_request_id: "r-2" })).toMatchObject({
    version: 2,
    flags: [],
  });
  expect(markReport(new Map(), state)).toBe(state);
});
