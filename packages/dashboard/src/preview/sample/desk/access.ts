import type { Answer } from "../../../client/client.ts";
import type { Situation } from "../situations.ts";

/** The newest lines of the audit log. */
export function sampleAudit({ now, perDay }: Situation): Answer<"audit"> {
  if (perDay === 0) return { rows: [] };
  return {
    rows: (["export", "reveal", "refused", "sign_in"] as const).map((action, index) => ({
      sequence: 40 - index,
      at: new Date(now - index * 900_000).toISOString(),
      action,
      outcome: action === "refused" ? "refused" : "done",
      role: "department",
      who: "lan.nguyen",
      address: "10.0.0.7",
      subject: "/api/v1/reports",
      details: "",
      previous_hash: "0".repeat(64),
      hash: String(index).repeat(64),
    })),
  };
}

/** One of each kind of row; none in a city that has just begun. */
export function sampleTokens({ now, perDay }: Situation): Answer<"tokens"> {
  const base = {
    kind: "wall" as const,
    expires: null,
    revoked: null,
    scenes: null,
    reusable: false,
    screens: 1,
    streams: 1,
    sources: [],
    events_per_minute: null,
  };
  const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString();
  const rows: Answer<"tokens">["rows"] = [
    { ...base, id: "a1a1a1a1a1a1", name: "Phòng giao ban tầng 2", created: daysAgo(90) },
    { ...base, id: "b2b2b2b2b2b2", name: "Sảnh chính", created: daysAgo(60), reusable: true, streams: 0 },
    {
      ...base,
      id: "c3c3c3c3c3c3",
      name: "Trực phòng chống ngập",
      created: daysAgo(2),
      scenes: ["overview", "heat-map"],
      expires: daysAgo(-28),
      screens: 0,
      streams: 0,
    },
    {
      ...base,
      id: "d4d4d4d4d4d4",
      kind: "source",
      name: "Ứng dụng Công dân số",
      created: daysAgo(200),
      screens: 0,
      streams: 0,
      sources: ["urn:1022:app"],
      events_per_minute: 6000,
    },
    {
      ...base,
      id: "e5e5e5e5e5e5",
      name: "Phòng họp cũ",
      created: daysAgo(300),
      revoked: daysAgo(40),
      streams: 0,
    },
  ];
  return { configured: true, rows: perDay === 0 ? [] : rows };
}
