import { type OwnUnits, restrictTo, type Store } from "@toancanh/store";

/** What answers are read from. */
export type AnswerStore = Pick<Store, "query" | "queryArrow" | "readEvents">;

/**
 * The store as one caller may see it: the only place where units get into a query. The store refuses a read that
 * cannot be restricted, so that no new one answers an office with everything.
 *
 * @param own null for a caller that may see everything
 */
export function scopeStore(store: AnswerStore, own: OwnUnits | null): AnswerStore {
  if (own === null) return store;
  return {
    query: (name, params) => store.query(name, restrictTo(params, own)),
    queryArrow: (name, params) => store.queryArrow(name, restrictTo(params, own)),
    async readEvents(keys) {
      const found = await Promise.all(
        keys.map(({ service_request_id }) =>
          store.query("report_by_id", restrictTo({ service_request_id }, own)),
        ),
      );
      const wanted = new Set(keys.map((key) => `${key.received_at} ${key.service_request_id}`));
      return store.readEvents(
        found.flat().filter((key) => wanted.has(`${key.received_at} ${key.service_request_id}`)),
      );
    },
  };
}

/** Tells answers to callers of different reach apart: part of every key of a cache. */
export function ownKey(own: OwnUnits | null): string {
  return own === null ? "any" : JSON.stringify([own.wards, own.agencies]);
}
