import type { City, DeadLetters, Health } from "@toancanh/contracts";
import type { ConnectionState } from "../../data/wall-data.ts";
import type { Situation } from "./situations.ts";

export function sampleHealth(city: City, situation: Situation): Health {
  const { now, perDay, latestEventAt, alarms, state } = situation;
  return {
    status: alarms.length > 0 ? "degraded" : "ok",
    version: "0.0.0-sample",
    profile: city.id,
    simulated: false,
    server_time: new Date(now).toISOString(),
    latest_event_at: latestEventAt === null ? null : new Date(latestEventAt).toISOString(),
    events: perDay * 1_900,
    reports: perDay * 380,
    dead_letters: perDay === 0 ? 0 : state === "flood" ? 214 : 3,
    verified_backup_at: new Date(now - 5 * 3_600_000).toISOString(),
    fill: null,
    alarms: alarms.map((code) => ({
      code,
      message: {
        vi: "Hai giờ qua không có sự kiện nào (dữ liệu mẫu).",
        en: "No event has arrived for two hours (sample data).",
      },
    })),
    warnings: [],
  };
}

export function sampleDeadLetters(situation: Situation): DeadLetters {
  const { now, perDay } = situation;
  if (perDay === 0) return { total: 0, rows: [] };
  const reasons = [
    ["unknown_code", "/data/service_code", 'no category "mystery" in the profile'],
    ["schema", "/data/requested_datetime", "is not a date-time"],
    ["schema", "", "not JSON"],
  ] as const;
  return {
    total: reasons.length,
    rows: reasons.map(([reason_code, field_path, message], index) => ({
      dead_letter_id: `sample-${index + 1}`,
      source: "kafka",
      position: `reports-0@${184_220 + index}`,
      recorded_at: new Date(now - (index + 1) * 3_700_000).toISOString(),
      reason_code,
      field_path,
      message,
      schema_version: "1",
      raw_sha256: "0".repeat(64),
    })),
  };
}

export function sampleConnection(situation: Situation): ConnectionState {
  const { now, lost, latestEventAt, alarms } = situation;
  return {
    lost,
    heardAt: lost ? now - 130_000 : now - 4_000,
    simulated: false,
    clock: null,
    latestEventAt,
    alarms,
  };
}
