import { expect, it } from "vitest";
import { fileQuery, parseListAddress } from "./list-address.ts";

const PERIOD = {
  id: "2026-11",
  kind: "official" as const,
  offset: 1,
  from: "2026-10-25T05:00:00Z",
  to: "2026-11-25T05:00:00Z",
};

it("asks for what is open, nearest due first, where the address asks for nothing", () => {
  expect(fileQuery(parseListAddress(""), PERIOD)).toEqual({ state: "open", sort: "due" });
});

it("asks for all that an address says, and leaves aside what is not understood", () => {
  const search =
    "?state=missed&period=2026-11&agency=a-1&ward=27598&flag=pause_ignored&sort=late&id=+12+&lang=en";
  expect(fileQuery(parseListAddress(search), PERIOD)).toEqual({
    state: "missed",
    sort: "late",
    period: "official",
    offset: 1,
    agency_responsible: "a-1",
    ward_code: "27598",
    id: "12",
    flag: "pause_ignored",
  });
  expect(fileQuery(parseListAddress("?state=nonsense&flag=x&sort=y&due_to=soon"), null)).toEqual({
    state: "open",
    sort: "due",
  });
});
