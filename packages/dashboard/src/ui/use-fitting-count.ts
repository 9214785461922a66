import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useWindowSize } from "./use-window-size.ts";

/**
 * How many of a list's rows fit: long names wrap, nothing is cut, so a row too many is left out.
 * @param key changes when the rows do; all of them are then tried again
 * @returns a ref for the list (its height must not follow its rows) and the number of rows to draw
 */
export function useFittingCount(total: number, key: string): [RefObject<HTMLOListElement | null>, number] {
  const list = useRef<HTMLOListElement>(null);
  const { width, height } = useWindowSize();
  const full = `${key}|${total}|${width}x${height}`;
  const [tried, setTried] = useState({ full, count: total, height: 0 });
  const count = tried.full === full ? tried.count : total;
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const height = element.clientHeight;
    if (count > 1 && element.scrollHeight > height + 1) {
      setTried({ full, count: count - 1, height });
    } else if (count < total && height > tried.height + 1) {
      // A notice that took some of the room has gone.
      setTried({ full, count: total, height });
    }
  });
  return [list, count];
}
