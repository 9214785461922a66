import { describe, expect, it } from "vitest";
import { formatState, INITIAL_STATE, parseState } from "./explore-state.ts";

describe("state of the Explore page in its address", () => {
  it("comes back the same from its address", () => {
    const state = {
      ...INITIAL_STATE,
      language: "en" as const,
      period: "calendar" as const,
      offset: 3,
      category: "flooding",
      block: "wards",
      ward: "26734",
      measure: "late_share" as const,
      view: "wards" as const,
      resolution: 9 as const,
      overlays: ["cameras-example", "cables-example"],
      rows: 2,
      shade: "column" as const,
      trendPeriods: 25 as const,
    };
    const search = formatState(state, "");
    expect(search).toContain("overlays=cameras-example,cables-example");
    expect(parseState(search)).toEqual(state);
  });

  it("is empty at the beginning and keeps what belongs to others", () => {
    expect(formatState(INITIAL_STATE, "")).toBe("");
    expect(formatState(INITIAL_STATE, "?measure=ratio&dwell=60")).toBe("?dwell=60");
    expect(parseState("")).toEqual(INITIAL_STATE);
  });

  it("takes nothing it does not know", () => {
    const search =
      "?lang=fr&period=custom&offset=-1&measure=money&view=globe&resolution=11&overlays=..%2Fx,A,&rows=1e3&trend=5";
    expect(parseState(search)).toEqual(INITIAL_STATE);
    expect(parseState("?offset=999").offset).toBe(120);
  });

  it("lets the narrower filter win", () => {
    expect(parseState("?group=infrastructure&category=flooding&block=wards&agency=evn")).toMatchObject({
      group: null,
      category: "flooding",
      block: null,
      agency: "evn",
    });
  });
});
