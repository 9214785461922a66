import type { Formatter, Messages } from "@toancanh/words";
import { useEffect, useMemo, useState } from "react";
import type { HeatCells } from "../../client/heat-cells.ts";
import { useResource } from "../../data/use-resource.ts";
import type { HeatMeasure } from "../../map/layers/heat-layer.ts";
import { pageAt } from "../../ui/frame/page-turns.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { useScene } from "../../ui/scene-context.ts";
import { windowText } from "../../ui/window-text.ts";
import "./heat-map.css";
import { HeatMapPanel } from "./heat-map-panel.tsx";
import { heatPages } from "./heat-pages.ts";
import { SpotsPanel } from "./spots-panel.tsx";

/** Resolution of the cells: ~0.7 km² in the centre, ~5 km² for the whole city. */
const CENTRE_RESOLUTION = 8;
const CITY_RESOLUTION = 7;
const NO_VOLUMES: ReadonlyMap<string, number> = new Map();

/** Where reports come from, and where more than usual. */
export function HeatMapScene(scene: SceneProps) {
  const { data, city, messages, format, language } = useScene();
  const volumes = useResource(data.volumes).data;
  const pages = useMemo(() => heatPages(city, volumes?.byCategory ?? NO_VOLUMES), [city, volumes]);
  const index = pageAt(scene.pageTime, scene.dwellMs, scene.roundTurns, pages.length);
  const page = pages[index];
  const chosen = useMeasureKey();
  const measure = chosen ?? page?.measure ?? "ratio";
  const scope = page?.scope ?? {};
  const centre = useResource(data.heat(scope, CENTRE_RESOLUTION));
  const whole = useResource(data.heat(scope, CITY_RESOLUTION));
  const spots = useResource(data.hotSpots(scope));
  // The next page's cells are fetched while this one is read.
  const next = pages[(index + 1) % pages.length]?.scope ?? {};
  useResource(data.heat(next, CENTRE_RESOLUTION));
  useResource(data.heat(next, CITY_RESOLUTION));
  useResource(data.hotSpots(next));

  const name = page?.name?.[language] ?? messages.heat.allFields;
  return (
    <SceneFrame
      scene={scene}
      className="heat-map"
      window={centre.data === null ? undefined : heatWindowText(centre.data, messages, format)}
      asOf={[centre.data?.as_of, whole.data?.as_of, spots.data?.as_of]}
      {...(centre.data === null
        ? {}
        : { footerExtra: messages.unlocated(format.count(centre.data.unlocated)) })}
      footerNote={messages.page(format.count(index + 1), format.count(pages.length))}
    >
      <HeatMapPanel
        centre={centre}
        whole={whole}
        spots={spots.data?.rows ?? []}
        measure={measure}
        name={name}
        now={scene.now}
      />
      <SpotsPanel state={spots} cells={centre.data} measure={measure} now={scene.now} />
    </SceneFrame>
  );
}

const DAY_MS = 86_400_000;

/** The window of the cells, as the header names it: "7 ngày đến 27/11", or "24 giờ qua". */
function heatWindowText(
  { window: { from, to } }: HeatCells,
  messages: Messages,
  format: Formatter,
): string | undefined {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  return days <= 1 ? messages.heat.lastDay : windowText({ days, to }, messages, format);
}

/** The M key changes what is measured; null while the pages decide. */
function useMeasureKey(): HeatMeasure | null {
  const [measure, setMeasure] = useState<HeatMeasure | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "m") setMeasure((old) => (old === "count" ? "ratio" : "count"));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return measure;
}
