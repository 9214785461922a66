import { expect, it } from "vitest";
import { reportsOf } from "./unit-address.ts";

it.each([
  ["city", "/desk/open?period=2026-11&state=missed"],
  ["block:wards", "/desk/open?block=wards&period=2026-11&state=missed"],
  ["ward:25747", "/desk/open?ward=25747&period=2026-11&state=missed"],
  ["ubnd-25747", "/desk/open?agency=ubnd-25747&period=2026-11&state=missed"],
  ["district:Quận 1", null],
])("lists the reports behind a figure of %s", (unit, address) => {
  expect(reportsOf(unit, "2026-11", { state: "missed" }, "vi")).toBe(address);
});
