import type { Layer } from "@deck.gl/core";
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useScene } from "../ui/scene-context.ts";
import { type Bounds, fitView, projector } from "./geometry/projection.ts";
import type { MapStage, SlotRect } from "./map-stage.ts";

import "./map.css";

export const MapStageContext = createContext<MapStage | null>(null);

/** What an overlay needs to draw HTML over a map. */
export interface MapFrame {
  width: number;
  height: number;
  project: (longitude: number, latitude: number) => { x: number; y: number };
}

interface MapSlotProps {
  id: string;
  bounds: Bounds;
  /** Kept the same while nothing changes; ids begin with `<id>/`. */
  layers: readonly Layer[];
  /** Room around the bounds, as share of the smaller side. */
  padding?: number;
  className?: string;
  /** Covers what lies beneath: for a map within a map. */
  opaque?: boolean;
  children?: (frame: MapFrame) => ReactNode;
}

function isSameRect(a: SlotRect, b: SlotRect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

const subscribeNever = () => () => {};

/** A rectangle of the one map behind the scenes. Labels and pins are HTML over it. */
export function MapSlot({
  id,
  bounds,
  layers,
  padding = 0.02,
  className,
  opaque = false,
  children,
}: MapSlotProps) {
  const stage = use(MapStageContext);
  const broken = useSyncExternalStore(stage?.subscribe ?? subscribeNever, () => stage?.broken ?? false);
  const { messages } = useScene();
  const element = useRef<HTMLDivElement>(null);
  const [rect, setRect] = useState<SlotRect | null>(null);

  const measure = useCallback(() => {
    const own = element.current;
    const root = own?.closest("[data-map-root]");
    if (own === null || root === null || root === undefined) return;
    const a = own.getBoundingClientRect();
    const b = root.getBoundingClientRect();
    const next = { x: a.left - b.left, y: a.top - b.top, width: a.width, height: a.height };
    setRect((old) => (old !== null && isSameRect(old, next) ? old : next));
  }, []);
  // A neighbour that grows moves a map without changing its size: every drawing looks again.
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [measure]);

  // By value: callers make their bounds anew, and a new view would draw the whole map again.
  const [west, south, east, north] = bounds;
  const view = useMemo(
    () =>
      rect === null || rect.width < 2 || rect.height < 2
        ? null
        : fitView(
            [west, south, east, north],
            rect.width,
            rect.height,
            Math.min(rect.width, rect.height) * padding,
          ),
    [west, south, east, north, rect, padding],
  );

  useLayoutEffect(() => {
    if (stage !== null && rect !== null && view !== null) stage.show(id, { rect, view, layers, opaque });
  }, [stage, id, rect, view, layers, opaque]);
  useLayoutEffect(() => () => stage?.hide(id), [stage, id]);

  const frame = useMemo(
    () =>
      rect === null || view === null
        ? null
        : { width: rect.width, height: rect.height, project: projector(view, rect.width, rect.height) },
    [rect, view],
  );
  return (
    <div ref={element} className={`map-slot ${className ?? ""}`} data-map-slot={id}>
      {broken ? <p className="map-broken">{messages.failure.map}</p> : null}
      {frame === null ? null : children?.(frame)}
    </div>
  );
}
