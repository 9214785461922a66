import type { CityClock, ReportState } from "@toancanh/contracts";
import type { Ingester } from "@toancanh/ingest";
import type { Store } from "@toancanh/store";
import type { ProductMetrics } from "./product-metrics.ts";

/** The same store, its calls timed and counted. */
export function measureStore(store: Store, metrics: ProductMetrics): Store {
  const measure = async <T>(operation: string, rows: number, call: () => Promise<T>): Promise<T> => {
    const end = metrics.storeSeconds.startTimer({ operation });
    try {
      const answer = await call();
      end();
      metrics.storeRows.inc({ operation }, rows);
      return answer;
    } catch (error) {
      metrics.storeFailures.inc({ operation });
      throw error;
    }
  };
  return {
    ...store,
    appendEvents: (rows) => measure("append_events", rows.length, () => store.appendEvents(rows)),
    writeStates: (rows) => measure("write_states", rows.length, () => store.writeStates(rows)),
    writeDeadLetters: (rows) =>
      measure("write_dead_letters", rows.length, () => store.writeDeadLetters(rows)),
    readEvents: (keys) => measure("read_events", keys.length, () => store.readEvents(keys)),
    query: (name, params) => measure(name, 1, () => store.query(name, params)),
    queryArrow: (name, params) => measure(name, 1, () => store.queryArrow(name, params)),
  };
}

/**
 * Observes how long events take from recorded to visible in their report's state, in real time. Those of a fill carry
 * the time at which they were recorded long ago: they are left out.
 */
export function measureProjection(
  ingester: Pick<Ingester, "onChange">,
  metrics: ProductMetrics,
  clock: CityClock,
): () => void {
  const startedAt = clock.now();
  return ingester.onChange((states: ReportState[]) => {
    const at = clock.now();
    for (const { last_recorded_at: recordedAt } of states) {
      if (recordedAt < startedAt) continue;
      metrics.projectionSeconds.observe(Math.max(0, at - recordedAt) / 1000 / (clock.speed || 1));
    }
  });
}
