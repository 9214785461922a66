import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useWindowSize } from "./measure/use-window-size.ts";

/**
 * How many of an element's parts fit, at least one: nothing is cut, so a part too many is left out. Rows of a list are
 * fitted into its height, texts of a line into its width.
 * @param key changes when the parts do; all of them are then tried again
 * @returns a ref for the element (its size must not follow its parts) and the number of parts to draw
 */
export function useFittingCount<E extends HTMLElement = HTMLOListElement>(
  total: number,
  key: string,
  side: "Height" | "Width" = "Height",
): [RefObject<E | null>, number] {
  const element = useRef<E>(null);
  const { width, height } = useWindowSize();
  const full = `${key}|${total}|${width}x${height}`;
  const [tried, setTried] = useState({ full, count: total, room: 0 });
  const count = tried.full === full ? tried.count : total;
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const room = box[`client${side}`];
    if (count > 1 && box[`scroll${side}`] > room + 1) {
      setTried({ full, count: count - 1, room });
    } else if (count < total && room > tried.room + 1) {
      // A notice that took some of the room has gone.
      setTried({ full, count: total, room });
    }
  });
  return [element, count];
}
