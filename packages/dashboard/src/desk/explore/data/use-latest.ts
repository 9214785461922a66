import { useState } from "react";
import type { LoadFailure } from "../../../client/load-failure.ts";
import type { Resource } from "../../../data/resource.ts";
import { useResource } from "../../../data/use-resource.ts";

/** What a panel shows while another question is being answered. */
export interface Latest<T> {
  /** The answer, or the one to the question before while this one is on its way. */
  data: T | null;
  failure: LoadFailure | null;
  /** True while `data` answers the question before. */
  pending: boolean;
}

/** Figures of a resource that changes with the filters: the old ones stay, marked, until the new ones are there. */
export function useLatest<T>(resource: Resource<T>): Latest<T> {
  const { data, failure } = useResource(resource);
  const [last, setLast] = useState(data);
  if (data !== null && data !== last) setLast(data);
  // An old answer must not stand beside a failure as if it were the one asked for.
  if (data === null && failure !== null) return { data: null, failure, pending: false };
  return { data: data ?? last, failure, pending: data === null };
}
