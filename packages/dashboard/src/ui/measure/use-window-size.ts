import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  window.addEventListener("resize", listener);
  return () => window.removeEventListener("resize", listener);
}

/** Width and height of the window in CSS pixels. */
export function useWindowSize(): { width: number; height: number } {
  const size = useSyncExternalStore(subscribe, () => `${window.innerWidth}x${window.innerHeight}`);
  const [width = 1920, height = 1080] = size.split("x").map(Number);
  return { width, height };
}
