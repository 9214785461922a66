import { type RefCallback, useCallback, useState } from "react";

export interface ElementSize {
  width: number;
  height: number;
  /** Pixels of the wall's unit `--u`, 1 % of the short side of the screen. */
  unit: number;
}

/** Size of an element in whole pixels, kept up to date. */
export function useSize(): [RefCallback<HTMLElement>, ElementSize | null] {
  const [size, setSize] = useState<ElementSize | null>(null);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const measure = () => {
      const next = {
        width: Math.floor(element.clientWidth),
        height: Math.floor(element.clientHeight),
        unit: Math.min(window.innerWidth, window.innerHeight) / 100,
      };
      setSize((old) =>
        old !== null && old.width === next.width && old.height === next.height && old.unit === next.unit
          ? old
          : next,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
