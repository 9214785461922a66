import { Deck, type Layer, MapView } from "@deck.gl/core";
import { PALETTE, toRgba } from "../ui/palette.ts";
import type { MapView2d } from "./geometry/projection.ts";

export interface SlotRect {
  x: number;
  y: number;
  width: number;
  height: number;
}
/** What a slot shows. Layer ids begin with `<slot id>/`. */
export interface SlotContent {
  rect: SlotRect;
  view: MapView2d;
  layers: readonly Layer[];
  /** Clears its rectangle first, to lie over another slot. */
  opaque: boolean;
}
interface Slot extends SlotContent {
  visible: boolean;
}

const GROUND = toRgba(PALETTE.ground);

/** A lost context is given this long before a new canvas takes its place. */
const RECREATE_MS = 500;

/**
 * The one Deck of the page, behind all scenes. Scenes own rectangles of it (slots); a scene that leaves only
 * turns its layers invisible, so their buffers stay. Contexts leak when a Deck is unmounted, hence the Deck is
 * replaced in one case only: when the browser has taken its WebGL context away.
 */
export class MapStage {
  readonly #container: HTMLDivElement;
  readonly #slots = new Map<string, Slot>();
  readonly #listeners = new Set<() => void>();
  #deck: Deck<MapView[]> | null = null;
  #frame: number | null = null;
  #recreate: ReturnType<typeof setTimeout> | null = null;
  #broken = false;

  constructor(container: HTMLDivElement) {
    this.#container = container;
    this.#create();
  }

  /** True while there is no working context. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Calls back when {@link broken} changes; returns unsubscribe. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Shows a slot or changes it. */
  show(id: string, content: SlotContent): void {
    this.#slots.set(id, { ...content, visible: true });
    this.#schedule();
  }

  hide(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#slots.set(id, { ...slot, visible: false });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#frame !== null) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = null;
      this.#render();
    });
  }

  #render(): void {
    const views: MapView[] = [];
    const viewState: Record<string, MapView2d> = {};
    const layers: Layer[] = [];
    for (const [id, slot] of this.#slots) {
      if (slot.visible) {
        views.push(
          new MapView({ id, ...slot.rect, controller: false, clear: slot.opaque, clearColor: GROUND }),
        );
        viewState[id] = slot.view;
        layers.push(...slot.layers);
      } else {
        for (const layer of slot.layers) layers.push(layer.clone({ visible: false }));
      }
    }
    this.#container.style.visibility = views.length === 0 ? "hidden" : "visible";
    if (views.length > 0) this.#deck?.setProps({ views, viewState, layers });
  }

  #create(): void {
    const canvas = document.createElement("canvas");
    this.#container.replaceChildren(canvas);
    // A canvas is 300 × 150 until the Deck has measured it: what is drawn before would be drawn for nothing.
    canvas.width = this.#container.clientWidth * window.devicePixelRatio;
    canvas.height = this.#container.clientHeight * window.devicePixelRatio;
    canvas.addEventListener("webglcontextlost", () => this.#replace());
    this.#deck = new Deck<MapView[]>({
      canvas,
      width: "100%",
      height: "100%",
      views: [],
      viewState: {},
      layers: [],
      controller: false,
      _pickable: false,
      layerFilter: ({ layer, viewport }) => layer.id.startsWith(`${viewport.id}/`),
      getCursor: () => "none",
      onError: () => this.#replace(),
      onLoad: () => {
        this.#setBroken(false);
        this.#schedule();
      },
    });
  }

  #replace(): void {
    this.#setBroken(true);
    if (this.#recreate !== null) return;
    this.#recreate = setTimeout(() => {
      this.#recreate = null;
      this.#deck?.finalize();
      // Layers belong to the context they were made for: clones start anew in the next one.
      for (const [id, slot] of this.#slots) {
        this.#slots.set(id, { ...slot, layers: slot.layers.map((layer) => layer.clone({})) });
      }
      this.#create();
    }, RECREATE_MS);
  }

  #setBroken(value: boolean): void {
    if (this.#broken === value) return;
    this.#broken = value;
    for (const listener of this.#listeners) listener();
  }
}
