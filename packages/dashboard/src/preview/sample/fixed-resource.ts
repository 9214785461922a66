import type { LoadFailure } from "../../client/load-failure.ts";
import type { Resource, ResourceState } from "../../data/resource.ts";

const ignore = () => {};
const subscribe = () => ignore;

/** A resource that never changes and never asks a server. */
export function fixedResource<T>(data: T | null, failure: LoadFailure | null = null): Resource<T> {
  const state: ResourceState<T> = { data, failure };
  return {
    cadenceMs: Number.POSITIVE_INFINITY,
    getState: () => state,
    subscribe,
    refresh: ignore,
    refreshIfUsed: ignore,
    accept: ignore,
  };
}

/** One fixed resource for each question: the same object for the same question, as the live data gives. */
export function fixedByQuestion<Question, T>(
  answer: (question: Question) => T,
): (question: Question) => Resource<T> {
  const kept = new Map<string, Resource<T>>();
  return (question) => {
    const key = JSON.stringify(question);
    const found = kept.get(key);
    if (found !== undefined) return found;
    const made = fixedResource(answer(question));
    kept.set(key, made);
    return made;
  };
}
