import { describe, expect, it } from "vitest";
import { Open311Error } from "./open311-error.ts";
import { ASKABLE, type Query, readQuery, readRequestsQuestion } from "./read-question.ts";

const NOW = Date.UTC(2026, 2, 1);
const DAY = 86_400_000;
const DATE = "2026-01-10T00:00:00+07:00";
const AT = Date.UTC(2026, 0, 9, 17);

function refusalOf(read: () => unknown): [number, string] | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof Open311Error) return [error.status, error.message];
    throw error;
  }
}

describe("which requests are meant", () => {
  it.each<[Query, { from: number; to: number } | null]>([
    [{}, { from: NOW - 90 * DAY, to: NOW }],
    [{ start_date: DATE }, { from: AT, to: AT + 90 * DAY }],
    [{ end_date: DATE }, { from: AT - 90 * DAY, to: AT }],
    [
      { start_date: DATE, end_date: "2026-01-12T00:00:00Z" },
      { from: AT, to: Date.UTC(2026, 0, 12) },
    ],
    [{ start_date: "2026-01-10T00:00:00 07:00" }, { from: AT, to: AT + 90 * DAY }],
    [{ updated_after: DATE }, null],
    [{ service_request_id: "a", start_date: "nonsense" }, null],
  ])("%j: received in %j", (query, requested) => {
    expect(readRequestsQuestion(query, NOW).requested).toEqual(requested);
  });

  it("ids set all other filters aside, and are taken once each", () => {
    const question = readRequestsQuestion({ service_request_id: "b, a,b,", status: "open" }, NOW);
    expect(question).toMatchObject({ ids: ["b", "a"], status: null, services: null });
  });

  it.each<[string, "open" | "closed" | null]>([
    ["open", "open"],
    ["closed", "closed"],
    ["closed,open", null],
  ])("status %s", (status, expected) => {
    expect(readRequestsQuestion({ status }, NOW).status).toBe(expected);
  });
});

describe("what cannot be asked", () => {
  it.each<[Query, RegExp]>([
    [{ status: "done" }, /status must be open, closed or both/],
    [{ start_date: "2026-01-10" }, /start_date must be a date-time with its offset/],
    [{ start_date: "2026-01-10T00:00:00" }, /offset/],
    [{ start_date: "2026-01-01T00:00:00Z", end_date: "2026-04-02T00:00:00Z" }, /90 days apart/],
    [{ updated_after: "2026-01-01T00:00:00Z", updated_before: "2026-05-01T00:00:00Z" }, /90 days apart/],
    [{ start_date: "2026-01-02T00:00:00Z", end_date: "2026-01-01T00:00:00Z" }, /lies before/],
    [{ page: "0" }, /page must be a whole number from 1/],
    [{ page: "1.5" }, /page/],
    [{ page_size: "1001" }, /from 1 to 1000/],
    [{ extensions: "yes" }, /true or false/],
    [{ service_code: "," }, /names nothing/],
    [{ service_request_id: Array.from({ length: 1001 }, (_, n) => n).join() }, /may name 1000/],
  ])("%j", (query, description) => {
    const refusal = refusalOf(() => readRequestsQuestion(query, NOW));
    expect(refusal).toEqual([400, expect.stringMatching(description)]);
  });

  it.each<[object, string | undefined, number, RegExp]>([
    [{ radius: "5" }, undefined, 400, /radius is not known here. Known are .*page_size/],
    [{ page: ["1", "2"] }, undefined, 400, /page is given more than once/],
    [{ jurisdiction_id: "x.example" }, "city.example", 404, /this server has city.example/],
    [{ jurisdiction_id: "x.example" }, undefined, 404, /leave it out/],
  ])("%j of %s", (asked, jurisdiction, status, description) => {
    const refusal = refusalOf(() => readQuery(asked, ASKABLE.requests, jurisdiction));
    expect(refusal).toEqual([status, expect.stringMatching(description)]);
  });

  it("what is empty was not asked", () => {
    expect(readQuery({ page: "", jurisdiction_id: "c" }, ASKABLE.requests, "c")).toEqual({
      jurisdiction_id: "c",
    });
  });
});
