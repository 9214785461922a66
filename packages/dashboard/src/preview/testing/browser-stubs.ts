import { vi } from "vitest";

/** Pixels that every element of a test has: happy-dom lays nothing out, and charts are drawn only where there is room. */
const SIZE = { width: 960, height: 540 };

/** What happy-dom lacks and the screens need: sizes, their observer, and a canvas that measures nothing. */
export function stubBrowser(): void {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(SIZE.width);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(SIZE.height);
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
}
