import type { StoredEvent } from "@toancanh/contracts";
import { reportEvents, rfc } from "./event-fixture.ts";

const DAY = "2025-11-20";

/** Sent to W1, which returned it; W2 was granted more time, then asked too late; reopened. */
export function longStory(): StoredEvent[] {
  const on = reportEvents(`${DAY} 16:20`);
  return [
    on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole" }),
    on("assigned", `${DAY} 16:30`, { agency_responsible: "W1" }),
    on("returned", `${DAY} 17:00`, { agency_responsible: "W1" }),
    on("assigned", `${DAY} 17:30`, { agency_responsible: "W2" }),
    on("verified", `${DAY} 18:00`, { agency_responsible: "W2" }),
    on("extended", `${DAY} 19:00`, { expected_datetime: rfc("2025-11-21 10:00") }),
    on("paused", "2025-11-21 08:00", {}),
    on("resumed", "2025-11-21 09:00", {}),
    on("extended", "2025-11-21 10:00", { expected_datetime: rfc("2025-11-22 10:00") }),
    on("resolved", "2025-11-21 16:00", { agency_responsible: "W2" }),
    on("reopened", "2025-11-22 08:00", {}),
  ];
}
