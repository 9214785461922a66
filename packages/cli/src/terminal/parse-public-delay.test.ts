import { expect, it } from "vitest";
import { CommandError } from "./output.ts";
import { parsePublicDelay } from "./parse-public-delay.ts";

it.each<[string | undefined, number | null]>([
  [undefined, 3_600_000],
  ["0", 0],
  ["90", 5_400_000],
  ["off", null],
])("%s", (text, delay) => {
  expect(parsePublicDelay(text)).toBe(delay);
});

it.each(["", "-1", "1.5", "1h", "44641", "999999"])("refuses %j", (text) => {
  expect(() => parsePublicDelay(text)).toThrow(CommandError);
});
