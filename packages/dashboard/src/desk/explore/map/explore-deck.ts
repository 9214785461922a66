import { Deck, type Layer, MapView, type PickingInfo } from "@deck.gl/core";
import type { MapView2d } from "../../../map/geometry/projection.ts";

/** What lies under the pointer. */
export interface DeckTarget {
  layerId: string;
  index: number;
  object: unknown;
  /** Pixels from the top left of the map. */
  x: number;
  y: number;
}

export interface DeckEvents {
  onHover(target: DeckTarget | null): void;
  onClick(target: DeckTarget | null): void;
  /** The map is seen from nearer or further away, in steps of a quarter. */
  onZoom(zoom: number): void;
  /** The graphics context is lost, or there is one again. */
  onBroken(broken: boolean): void;
}

const RECREATE_MS = 500;
const ZOOMS = { minZoom: 7.5, maxZoom: 17 };
/** The usual quarter of a second is short for a slow hand, and for a machine that draws without a graphics card. */
const PRESS_MS = 1_000;
const ZOOM_STEPS = 4;
/** A thin line or a small picture is met when the pointer is this near. */
const PICKING_PIXELS = 5;

/**
 * A map one may move. It is made once for the page; only when the browser takes its graphics context away does
 * a new one take its place, with the same view and layers.
 */
export class ExploreDeck {
  readonly #container: HTMLDivElement;
  readonly #events: DeckEvents;
  #deck: Deck<MapView> | null = null;
  #view: MapView2d;
  #layers: readonly Layer[] = [];
  #zoom: number | null = null;
  #wheel = false;
  #recreate: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  constructor(container: HTMLDivElement, view: MapView2d, events: DeckEvents) {
    this.#container = container;
    this.#view = view;
    this.#events = events;
    this.#create();
    this.#take(view);
  }

  setLayers(layers: readonly Layer[]): void {
    this.#layers = layers;
    this.#deck?.setProps({ layers: [...layers] });
  }

  /** Goes to a place, at once: nothing on the page moves by itself. */
  show(view: MapView2d): void {
    this.#take({ ...view, zoom: Math.min(ZOOMS.maxZoom, Math.max(ZOOMS.minZoom, view.zoom)) });
    this.#deck?.setProps({ initialViewState: this.#viewState() });
  }

  /** Goes to a place, keeping the zoom unless it is too far away to see a single place. */
  showPlace(longitude: number, latitude: number, leastZoom: number): void {
    this.show({ longitude, latitude, zoom: Math.max(this.#view.zoom, leastZoom) });
  }

  zoomBy(steps: number): void {
    this.show({ ...this.#view, zoom: this.#view.zoom + steps });
  }

  /** Whether the wheel zooms: only once the reader is at work on the map, else it scrolls the page. */
  setWheel(wheel: boolean): void {
    if (this.#wheel === wheel) return;
    this.#wheel = wheel;
    this.#deck?.setProps({ controller: this.#controller() });
  }

  close(): void {
    this.#closed = true;
    if (this.#recreate !== null) clearTimeout(this.#recreate);
    this.#deck?.finalize();
    this.#deck = null;
  }

  #take(view: MapView2d): void {
    this.#view = view;
    const zoom = Math.floor(view.zoom * ZOOM_STEPS) / ZOOM_STEPS;
    if (zoom === this.#zoom) return;
    this.#zoom = zoom;
    this.#events.onZoom(zoom);
  }

  #controller() {
    return { scrollZoom: this.#wheel, dragRotate: false, touchRotate: false, doubleClickZoom: false };
  }

  // A new object each time: deck.gl takes a view it has not seen as a wish to go there.
  #viewState() {
    return { ...this.#view, ...ZOOMS };
  }

  #create(): void {
    const canvas = document.createElement("canvas");
    canvas.addEventListener("webglcontextlost", () => this.#replace());
    this.#container.replaceChildren(canvas);
    this.#deck = new Deck<MapView>({
      canvas,
      width: "100%",
      height: "100%",
      views: new MapView({ id: "explore" }),
      initialViewState: this.#viewState(),
      controller: this.#controller(),
      layers: [...this.#layers],
      pickingRadius: PICKING_PIXELS,
      eventRecognizerOptions: { click: { time: PRESS_MS } },
      getCursor: ({ isDragging, isHovering }) => (isDragging ? "grabbing" : isHovering ? "pointer" : "grab"),
      onViewStateChange: ({ viewState }) => {
        const { longitude, latitude, zoom } = viewState;
        this.#take({ longitude, latitude, zoom });
        this.#events.onHover(null);
      },
      onHover: (info) => this.#events.onHover(targetOf(info)),
      onClick: (info) => this.#events.onClick(targetOf(info)),
      onError: () => this.#replace(),
      onLoad: () => this.#events.onBroken(false),
    });
  }

  #replace(): void {
    if (this.#closed || this.#recreate !== null) return;
    this.#events.onBroken(true);
    this.#recreate = setTimeout(() => {
      this.#recreate = null;
      this.#deck?.finalize();
      // Layers belong to the context they were made for.
      this.#layers = this.#layers.map((layer) => layer.clone({}));
      this.#create();
    }, RECREATE_MS);
  }
}

function targetOf({ layer, index, object, x, y }: PickingInfo): DeckTarget | null {
  return layer === null || layer === undefined || index < 0
    ? null
    : { layerId: layer.id, index, object, x, y };
}
