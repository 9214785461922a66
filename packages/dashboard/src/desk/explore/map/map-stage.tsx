import type { Layer } from "@deck.gl/core";
import { type ReactNode, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { fitView, toBounds, widen } from "../../../map/geometry/projection.ts";
import { useExplore } from "../parts/explore-context.ts";
import { type DeckTarget, ExploreDeck } from "./explore-deck.ts";

/** What the rest of the page may ask of the map. */
export interface MapHandle {
  showPlace(longitude: number, latitude: number, leastZoom: number): void;
}

interface MapStageProps {
  layers: readonly Layer[];
  ref: React.Ref<MapHandle>;
  onClick: (target: DeckTarget | null) => void;
  onZoom: (zoom: number) => void;
  tooltip: (target: DeckTarget) => ReactNode;
  children: ReactNode;
}

/** First sight: the centre and what lies around it. */
const AROUND_CENTRE = 1.6;
const ZOOM_STEP = 1;

/** The map one may move, with its buttons, and what is said about the place under the pointer. */
export function MapStage({ layers, ref, onClick, onZoom, tooltip, children }: MapStageProps) {
  const { city, messages, words } = useExplore();
  const frame = useRef<HTMLDivElement>(null);
  const home = useRef<HTMLDivElement>(null);
  const deck = useRef<ExploreDeck | null>(null);
  const [hovered, setHovered] = useState<DeckTarget | null>(null);
  const [broken, setBroken] = useState(false);
  // The deck outlives every drawing of the page: it calls what is right by now.
  const clicked = useRef(onClick);
  useLayoutEffect(() => {
    clicked.current = onClick;
  });

  const viewOf = (bounds: readonly number[], factor: number) => {
    const found = toBounds(bounds);
    const box = frame.current?.getBoundingClientRect();
    if (found === null || box === undefined) return { longitude: 0, latitude: 0, zoom: 1 };
    return fitView(widen(found, factor), Math.max(50, box.width), Math.max(50, box.height), 8);
  };
  const firstView = useRef(viewOf);
  useEffect(() => {
    if (home.current === null) return;
    const made = new ExploreDeck(home.current, firstView.current(city.map.centre_bounds, AROUND_CENTRE), {
      onHover: setHovered,
      onClick: (target) => clicked.current(target),
      onZoom,
      onBroken: setBroken,
    });
    deck.current = made;
    return () => {
      deck.current = null;
      made.close();
    };
  }, [city.map.centre_bounds, onZoom]);
  useEffect(() => deck.current?.setLayers(layers), [layers]);
  useImperativeHandle(ref, () => ({
    showPlace: (longitude, latitude, leastZoom) => deck.current?.showPlace(longitude, latitude, leastZoom),
  }));

  return (
    <section
      className="ex-map"
      ref={frame}
      aria-label={words.map.label}
      onFocus={() => deck.current?.setWheel(true)}
      onBlur={() => deck.current?.setWheel(false)}
    >
      <div className="ex-map-home" ref={home} data-map="explore" />
      {broken ? <p className="ex-map-broken">{messages.failure.map}</p> : null}
      <div className="ex-map-buttons">
        <button type="button" aria-label={words.map.zoomIn} onClick={() => deck.current?.zoomBy(ZOOM_STEP)}>
          +
        </button>
        <button type="button" aria-label={words.map.zoomOut} onClick={() => deck.current?.zoomBy(-ZOOM_STEP)}>
          −
        </button>
        <button
          type="button"
          onClick={() => deck.current?.show(viewOf(city.map.centre_bounds, AROUND_CENTRE))}
        >
          {words.map.centre}
        </button>
        <button type="button" onClick={() => deck.current?.show(viewOf(city.map.city_bounds, 1))}>
          {words.map.wholeCity}
        </button>
      </div>
      {children}
      {hovered === null ? null : (
        <Tooltip target={hovered} frame={frame.current}>
          {tooltip(hovered)}
        </Tooltip>
      )}
    </section>
  );
}

interface TooltipProps {
  target: DeckTarget;
  frame: HTMLElement | null;
  children: ReactNode;
}

/** Beside the pointer, on the side where there is room. */
function Tooltip({ target, frame, children }: TooltipProps) {
  if (children === null) return null;
  const left = frame !== null && target.x > frame.clientWidth / 2;
  const up = frame !== null && target.y > frame.clientHeight / 2;
  return (
    <div
      className="ex-tooltip"
      role="tooltip"
      style={{
        left: target.x,
        top: target.y,
        transform: `translate(${left ? "calc(-100% - 14px)" : "14px"}, ${up ? "calc(-100% - 10px)" : "10px"})`,
      }}
    >
      {children}
    </div>
  );
}
