import { join } from "node:path";
import { HealthSchema, STATE_HEADERS } from "@toancanh/contracts";
import { blankReport } from "@toancanh/domain/testing";
import { openStore } from "@toancanh/store";
import { Compile } from "typebox/compile";
import { expect, it } from "vitest";
import { makeFolder, runHere, startHeld } from "../testing/run-command.ts";
import { runDoctor } from "./doctor.ts";

const health = Compile(HealthSchema);
const HOUR_MS = 3_600_000;

it("tells a clock that was set back, while the data are whole", async () => {
  const data = join(await makeFolder(), "data");
  // Stored by a machine whose clock stood three hours later than today's: that clock was set back since.
  const now = Date.now() + 3 * HOUR_MS;
  const store = await openStore({ path: data, clock: { now: () => now } });
  const at = now - 24 * HOUR_MS;
  const key = { service_request_id: "r-1", received_at: at };
  await store.writePosition("profile", "hcmc");
  await store.appendEvents([
    {
      ...key,
      id: "e-1",
      source: "urn:test",
      kind: "received",
      time: at,
      recorded_at: now,
      payload_hash: "aa",
      data: { requested_datetime: new Date(at).toISOString(), channel: "phone" },
    },
  ]);
  await store.writeStates([
    {
      ...blankReport({ ...key, last_event_at: at, last_recorded_at: now, channel: "phone" }),
      cell: "",
      ward_code: "",
      ward_code_now: "",
    },
  ]);
  await store.close();

  const product = await startHeld(data);
  const response = await fetch(`${product.url}/api/v1/health`);
  const shown = response.headers.get(STATE_HEADERS.alarms);
  const { status, alarms } = health.Parse(await response.json());
  expect(status).toBe("degraded");
  expect(alarms.map(({ code }) => code)).toEqual(["clock_behind"]);
  expect(alarms[0]?.message.en).toMatch(/1(79|80) minutes/);
  expect(shown).toContain("clock_behind");
  const doctor = await runHere((terminal) => runDoctor({ profile: "hcmc", data }, terminal));
  expect(doctor, doctor.stdout).toMatchObject({ code: 0 });
  await product.stop();
}, 120_000);
