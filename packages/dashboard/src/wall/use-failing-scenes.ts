import { useCallback, useMemo, useState } from "react";
import type { ResourceState } from "../data/resource.ts";
import type { ServerClock } from "../data/server-clock.ts";
import { freshnessOf } from "../data/staleness.ts";
import { useResource } from "../data/use-resource.ts";
import { CADENCE, type WallData } from "../data/wall-data.ts";
import { SCENES } from "../scenes/index.ts";
import type { Need } from "../ui/frame/scene-spec.ts";

/** A scene that broke while it was drawn is tried again after this. */
const BROKEN_MS = 5 * 60_000;

/** A load that fails and has nothing, or only dead figures, to show for it. */
function isFailing(state: ResourceState<{ as_of: string }>, cadenceMs: number, clock: ServerClock): boolean {
  if (state.failure === null) return false;
  return (
    state.data === null ||
    freshnessOf(Date.parse(state.data.as_of), clock.now(), cadenceMs, clock.speed()) === "dead"
  );
}

/** Scenes (indices into SCENES) that rotation passes over. The set stays the same object while it is equal. */
export function useFailingScenes(
  data: WallData,
  turnTime: number,
): { indices: ReadonlySet<number>; report: (index: number) => void } {
  const [broken, setBroken] = useState<{ index: number; until: number }[]>([]);
  const failing: Record<Need, boolean> = {
    summary: isFailing(useResource(data.summary), CADENCE.summary, data.clock),
    recent: isFailing(useResource(data.recent), CADENCE.recent, data.clock),
    wards: isFailing(useResource(data.wards), CADENCE.wards, data.clock),
    agencies: isFailing(useResource(data.agencies), CADENCE.agencies, data.clock),
    openReports: isFailing(useResource(data.openReports), CADENCE.openReports, data.clock),
    incidents: isFailing(useResource(data.incidents), CADENCE.incidents, data.clock),
    dueNext: isFailing(useResource(data.dueNext), CADENCE.dueNext, data.clock),
    flow: isFailing(useResource(data.flow), CADENCE.flow, data.clock),
    heat: isFailing(useResource(data.heat({}, 8)), CADENCE.heat, data.clock),
  };
  const key = SCENES.map((scene, index) => {
    const isBroken = broken.some((entry) => entry.index === index && turnTime < entry.until);
    return isBroken || scene.needs.some((need) => failing[need]) ? index : -1;
  })
    .filter((index) => index >= 0)
    .join();
  const indices = useMemo(() => new Set(key === "" ? [] : key.split(",").map(Number)), [key]);
  const report = useCallback(
    (index: number) =>
      setBroken((old) => [
        ...old.filter((entry) => entry.index !== index),
        { index, until: data.clock.turnTime() + BROKEN_MS },
      ]),
    [data],
  );
  return { indices, report };
}
