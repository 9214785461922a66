import type { RawItem } from "../ingest-options.ts";
import { type PullOptions, pullOpen311 } from "../sources/open311/pull-open311.ts";
import { type MockOpen311, type MockRequest, startMockOpen311 } from "./mock-open311.ts";

export const COUNT = 2500;
export const DAY = 86_400_000;
/** When the first request was made; pulls end 30 days later. */
export const SINCE = Date.UTC(2015, 2, 1);
/** Epoch ms as servers write it. */
export const iso = (ms: number): string => new Date(ms).toISOString().replace(/\.000Z$/, "Z");

/** One about every 14 minutes, three of them in the same second each hundred, over 25 days. */
export const REQUESTS: MockRequest[] = Array.from({ length: COUNT }, (_, index) => {
  const at = iso(SINCE + Math.floor(((index - (index % 100 < 3 ? index % 100 : 0)) * 25 * DAY) / COUNT));
  return {
    service_request_id: `m-${index}`,
    status: "open",
    service_code: "Graffiti Removal",
    requested_datetime: at,
    updated_datetime: at,
  };
});

/** A server with {@link REQUESTS}, and pulls from it. */
export interface PullMock {
  server: MockOpen311;
  /** Positions as they were written, by key. */
  marks: Map<string, string>;
  /** What the last pull logged. */
  logged: string[];
  newName: () => string;
  pull: (
    over?: Partial<PullOptions>,
    name?: string,
  ) => Promise<{
    summary: Awaited<ReturnType<typeof pullOpen311>>;
    /** Ids of the reports that were taken by the pulls of this name. */
    found: Set<string>;
    mark: string | null;
    name: string;
  }>;
}

export async function startPullMock(): Promise<PullMock> {
  const server = await startMockOpen311(REQUESTS);
  const marks = new Map<string, string>();
  const taken = new Map<string, Set<string>>();
  const logged: string[] = [];
  let feeds = 0;
  const newName = (): string => {
    feeds += 1;
    return `feed-${feeds}`;
  };
  const note = (fields: object, message: string): void => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const pull: PullMock["pull"] = async (over = {}, name = newName()) => {
    const found = taken.get(name) ?? new Set<string>();
    taken.set(name, found);
    logged.length = 0;
    const ingester = {
      accept: (items: readonly RawItem[]) => {
        for (const item of items) if ("event" in item) found.add(item.event.subject);
        const dead_letters = items.filter((item) => "rejection" in item).length;
        const accepted = items.length - dead_letters;
        const counts = { accepted, duplicates: 0, conflicts: 0, dead_letters, errors: [] };
        return Promise.resolve(counts);
      },
      // No report was ever said before.
      snapshots: {
        hasEventsOf: () => Promise.resolve(false),
        readSnapshots: () => Promise.resolve([]),
        writeSnapshots: () => Promise.resolve(),
        readEvents: () => Promise.resolve([]),
      },
    };
    const summary = await pullOpen311({
      endpoint: server.endpoint,
      mapping: { feed: name, timeZone: null, unknownServiceCode: "unknown", channel: "open311" },
      order: "requested",
      since: SINCE,
      overlapMs: 0,
      store: {
        readPosition: (key) => Promise.resolve(marks.get(key) ?? null),
        writePosition: (key, value) => {
          marks.set(key, value);
          return Promise.resolve();
        },
      },
      ingester,
      clock: { now: () => SINCE + 30 * DAY },
      log: { info: note, warn: note, error: note },
      ...over,
      tuning: { retryMs: 5, timeoutMs: 5000, ...over.tuning },
    });
    return { summary, found, mark: marks.get(`open311:${name}`) ?? null, name };
  };
  return { server, marks, logged, newName, pull };
}

/** A GeoReport document in XML. */
export function renderXml(requests: readonly MockRequest[]): string {
  const list = requests.map((request) => {
    const fields = Object.entries(request).map(([name, value]) => `<${name}>${value}</${name}>`);
    return `<request>${fields.join("")}</request>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<service_requests>${list.join("")}</service_requests>`;
}
