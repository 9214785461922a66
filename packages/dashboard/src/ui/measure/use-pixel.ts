import { useWindowSize } from "./use-window-size.ts";

/** Sizes of lines and marks are given for a screen of so many lines. */
const LINES = 1080;

/** Pixels of this screen that are one pixel of a 1080-line screen. */
export function usePixel(): number {
  const { width, height } = useWindowSize();
  return Math.min(width, height) / LINES;
}
