import { expect, it } from "vitest";
import { createLocalClock } from "./local-hour.ts";

it("reads the city's clock", () => {
  const local = createLocalClock("Asia/Ho_Chi_Minh")(Date.parse("2025-11-20T18:00:00Z"));
  expect(local).toEqual({
    year: 2025,
    month: 11,
    day: 21,
    hour: 1,
    weekday: 5,
    date: "2025-11-21",
    label: "251121-01",
  });
});

it("counts Sunday as the seventh day", () => {
  expect(createLocalClock("Asia/Ho_Chi_Minh")(Date.parse("2025-11-23T05:00:00Z")).weekday).toBe(7);
});

it("labels an hour that the clock shows twice only once the same", () => {
  const clock = createLocalClock("America/New_York");
  const labels = ["04", "05", "06", "07"].map((hour) => clock(Date.parse(`2025-11-02T${hour}:00:00Z`)).label);
  expect(labels).toEqual(["251102-00", "251102-01", "251102-01B", "251102-02"]);
});
