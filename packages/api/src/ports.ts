import type { EventsAccepted, Overlay, ReportState } from "@toancanh/contracts";

/** Epoch milliseconds. */
export interface Clock {
  now(): number;
}

/** What became of a request's body: its events, or why the request as a whole cannot be taken. */
export type EventsBody<Item> =
  | { ok: true; items: Item[] }
  | { ok: false; problem: { status: number; code: string; detail: string } };

/** What the API needs of packages/ingest, which it must not import: the ingester. */
export interface IngesterPort<Item> {
  /**
   * Resolves when every item is durable, as an event or as a dead letter. Rejects with an error of
   * code `back_pressure` and `retryAfterSeconds`, or `ingest_stopped`, when nothing was taken.
   */
  accept(
    items: readonly Item[],
    options: { source: string; positionOf: (index: number) => string },
  ): Promise<EventsAccepted>;
  /** Calls back with the new states of reports that changed, once they can be read. Returns the end of it. */
  onChange(listener: (states: ReportState[]) => void): () => void;
}

/** The other half: takes a request's body apart into items. */
export type ReadEventsBody<Item> = (body: Uint8Array, contentType: string | undefined) => EventsBody<Item>;

/** How POST /events takes a body; null when this server takes no events. */
export type TakeEvents = (
  body: Uint8Array,
  contentType: string | undefined,
  requestId: string,
) => Promise<EventsAccepted>;

/** The city's layers for the map. */
export interface OverlaysPort {
  readonly list: readonly Overlay[];
  /** GeoJSON text of a layer of the list, as it stands now. Rejects when it cannot be read. */
  read(id: string): Promise<string>;
}
