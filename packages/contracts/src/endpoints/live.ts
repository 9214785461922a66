import Type, { type Static } from "typebox";
import { Count, stamp, strict } from "../primitives.ts";
import { endpoint } from "./endpoint.ts";
import { SummarySchema } from "./figures.ts";
import { ALARM_CODES } from "./operation.ts";
import { LiveReportSchema, OpenReportsSchema } from "./reports.ts";

/** Messages of /api/v1/live (SSE): `event:` is the kind, `id:` is `<run>-<sequence>`. */

/** On top of every live message: a wall must not show figures as whole while an alarm stands. */
const liveStamp = {
  ...stamp,
  alarms: Type.Array(Type.Enum(ALARM_CODES), {
    description: "Each kind of alarm that stood when the message was made, once; /health has the details",
  }),
};

export const LiveSnapshotSchema = Type.Object({
  ...liveStamp,
  summary: SummarySchema,
  open_reports: OpenReportsSchema,
});
export type LiveSnapshot = Static<typeof LiveSnapshotSchema>;

export const LiveDeltaSchema = Type.Object({
  ...liveStamp,
  changed: Type.Array(LiveReportSchema),
  open: Type.Object({ total: Count, overdue: Count }),
});
export type LiveDelta = Static<typeof LiveDeltaSchema>;

export const LiveHeartbeatSchema = Type.Object({ ...liveStamp });
export type LiveHeartbeat = Static<typeof LiveHeartbeatSchema>;

const LiveQuerySchema = Type.Object(
  {
    last_event_id: Type.Optional(Type.String({ maxLength: 100, description: "As the header Last-Event-ID" })),
  },
  strict,
);

export const liveEndpoints = {
  live: endpoint({
    method: "GET",
    path: "/live",
    tag: "live",
    summary: "Server-sent events: snapshot, then deltas and heartbeats",
    description:
      "`snapshot` (LiveSnapshot) first, then `delta` (LiveDelta, at most one per 100 ms) and every 15 s " +
      "`heartbeat` (LiveHeartbeat). A reconnecting client that sends the last id it saw gets what it missed; " +
      "when that is no longer known, a fresh snapshot. After very many changes at once a snapshot takes the place of deltas. " +
      "Every message names the kinds of `alarms` that stand: figures may be incomplete while there are any.",
    query: LiveQuerySchema,
    answer: { kind: "stream", media_type: "text/event-stream", description: "Stream of server-sent events" },
    scope: "live",
    cache: "no-store",
  }),
};
