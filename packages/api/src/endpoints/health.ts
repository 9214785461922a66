import type { Health } from "@toancanh/contracts";
import type { HandlerContext } from "../context.ts";
import { stampOfClock, toInstantOrNull } from "../figures/figure-source.ts";
import type { Handlers } from "../handler.ts";

/** The last known figures, without any query, so it answers under any load. */
export function healthHandlers(context: HandlerContext): Pick<Handlers, "health"> {
  return { health: async () => readHealth(context) };
}

/** `starting` while history is filled or nothing was counted yet; `degraded` when counting fails or with an alarm. */
function readHealth(context: HandlerContext): Health {
  const { status, profile, version, clock, fillProgress } = context;
  const alarms = context.alarms();
  const fill = fillProgress();
  const starting = (fill !== null && fill < 1) || !status.counted;
  const isDegraded = (status.counted && !status.fresh) || alarms.length > 0;
  const { events, reports, dead_letters, latest_event_at, simulated } = status.totals;
  return {
    status: isDegraded ? "degraded" : starting ? "starting" : "ok",
    version,
    profile: profile.id,
    simulated,
    server_time: new Date(clock.now()).toISOString(),
    ...stampOfClock(clock),
    latest_event_at: latest_event_at === null ? null : new Date(latest_event_at).toISOString(),
    events,
    reports,
    dead_letters,
    verified_backup_at: toInstantOrNull(context.verifiedBackupAt()),
    fill: fill === null ? null : Math.min(1, Math.max(0, fill)),
    alarms,
    warnings: context.warnings(),
  };
}
