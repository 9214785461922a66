import { describe, expect, it } from "vitest";
import { CommandError } from "../terminal/output.ts";
import { parseStartOptions, type RawStartOptions } from "./start-options.ts";

const RAW: RawStartOptions = {
  profile: "hcmc",
  port: "10220",
  host: "127.0.0.1",
  simulate: true,
  months: "13",
  seed: "1022",
};

function refusalOf(raw: Partial<RawStartOptions>): CommandError {
  try {
    parseStartOptions({ ...RAW, ...raw });
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error("was not refused");
}

describe("parseStartOptions", () => {
  it("takes the defaults and puts the data below the current directory", () => {
    const options = parseStartOptions(RAW);
    expect(options).toMatchObject({ port: 10_220, rate: null, months: 13, seed: 1022, simulate: true });
    expect(options.data).toMatch(/\.data[\\/]hcmc$/);
  });

  it.each([
    [{ port: "70000" }, "--port"],
    [{ port: "" }, "--port"],
    [{ rate: "-1" }, "--rate"],
    [{ rate: "fast" }, "--rate"],
    [{ rate: "1000" }, "--rate"],
    [{ months: "0.5" }, "--months"],
    [{ months: "40" }, "--months"],
    [{ seed: "x" }, "--seed"],
    [{ host: "0.0.0.0" }, "--host"],
    [{ speed: "60" }, "--clock"],
    [{ clock: "2026-11-25", speed: "0" }, "--speed"],
    [{ clock: "2026-11-25", speed: "4000" }, "--speed"],
    [{ clock: "2026-11-25", speed: "60", rate: "2" }, "--rate 2"],
  ])("refuses %j and names the option", (raw, option) => {
    const error = refusalOf(raw);
    expect(error.message).toContain(option);
    expect(error.exitCode).toBe(2);
  });
});
