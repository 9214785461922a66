import type { ReportSnapshot, StoredEvent } from "@toancanh/contracts";
import { decodeEvent } from "../decode/decode.ts";
import type { RawItem } from "../ingest-options.ts";
import type { SnapshotIngester } from "../sources/snapshots/snapshot-taker.ts";

/** An ingester and its store in memory: what it was given, by report. */
export interface MemoryStore {
  readonly ingester: SnapshotIngester;
  readonly events: ReadonlyMap<string, readonly StoredEvent[]>;
  /** When set, the next note of snapshots is not written: the process has died before it. */
  diesBeforeNote: boolean;
}

/**
 * Stores events as the ingester does, without folding them. Throws for a second payload of one id: a snapshot source
 * has none.
 */
export function createMemoryStore(now: number): MemoryStore {
  const events = new Map<string, StoredEvent[]>();
  const notes = new Map<string, ReportSnapshot>();
  const store: MemoryStore = {
    events,
    diesBeforeNote: false,
    ingester: {
      accept(items) {
        const result = { accepted: 0, duplicates: 0, conflicts: 0, dead_letters: 0, errors: [] };
        for (const event of items.map((item) => toStored(item, now))) {
          const known = events.get(event.service_request_id) ?? [];
          events.set(event.service_request_id, known);
          const same = known.find(({ id, source }) => id === event.id && source === event.source);
          if (same !== undefined && same.payload_hash !== event.payload_hash) {
            throw new Error(`${event.id} has two payloads`);
          }
          if (same === undefined) known.push(event);
          result[same === undefined ? "accepted" : "duplicates"] += 1;
        }
        return Promise.resolve(result);
      },
      snapshots: {
        readSnapshots: (_source, ids) => Promise.resolve(ids.flatMap((id) => notes.get(id) ?? [])),
        writeSnapshots(rows) {
          if (store.diesBeforeNote) {
            store.diesBeforeNote = false;
            return Promise.reject(new Error("died"));
          }
          for (const row of rows) notes.set(row.service_request_id, row);
          return Promise.resolve();
        },
        hasEventsOf: () => Promise.resolve(events.size > 0),
        readEvents: (keys) =>
          Promise.resolve(keys.flatMap(({ service_request_id }) => events.get(service_request_id) ?? [])),
      },
    },
  };
  return store;
}

function toStored(item: RawItem, now: number): StoredEvent {
  if (!("event" in item)) throw new Error("only events are stored here");
  if (item.stored !== undefined) return item.stored;
  const decoded = decodeEvent(item.event, now);
  if (!decoded.ok) throw new Error(decoded.rejection.message);
  return decoded.value;
}
