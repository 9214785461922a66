import { fileURLToPath } from "node:url";
import { loadProfile } from "@toancanh/profile";
import { describe, expect, it } from "vitest";
import { toCity } from "./city.ts";

const PROFILES = fileURLToPath(new URL("../../../../profiles", import.meta.url));
const AT = Date.parse("2026-11-22T09:00:00Z");

describe("what a screen is told of a city", () => {
  it("has its latest reform, counted from its units", async () => {
    const { profile } = await loadProfile(`${PROFILES}/hcmc`);
    expect(toCity(profile, AT).reform).toEqual({
      since: "2025-07-01",
      unit_count: 168,
      unit_noun: profile.unit_noun,
    });
  });

  it("has none where no earlier units are known", async () => {
    const { profile } = await loadProfile(`${PROFILES}/boston`);
    expect(toCity(profile, AT)).not.toHaveProperty("reform");
  });
});
