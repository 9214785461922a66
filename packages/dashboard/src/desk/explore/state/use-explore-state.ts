import { useCallback, useEffect, useState } from "react";
import { type ExploreState, formatState, parseState } from "./explore-state.ts";

/** The state in the address, and how to change both. Back and forward of the browser work. */
export function useExploreState(): [
  ExploreState,
  (change: Partial<ExploreState>, step?: "push" | "replace") => void,
] {
  const [state, setState] = useState(() => parseState(window.location.search));
  useEffect(() => {
    const onBack = () => setState(parseState(window.location.search));
    window.addEventListener("popstate", onBack);
    return () => window.removeEventListener("popstate", onBack);
  }, []);
  const update = useCallback((change: Partial<ExploreState>, step: "push" | "replace" = "push") => {
    // The address is the truth: two changes in one moment both count.
    const { pathname, search } = window.location;
    const next = { ...parseState(search), ...change };
    const address = `${pathname}${formatState(next, search)}`;
    if (step === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
    setState(next);
  }, []);
  return [state, update];
}
