import { useSyncExternalStore } from "react";
import type { Resource, ResourceState } from "./resource.ts";

/** Figures of a resource; it is kept fresh while a component that uses it is on the screen. */
export function useResource<T>(resource: Resource<T>): ResourceState<T> {
  return useSyncExternalStore(resource.subscribe, resource.getState);
}
