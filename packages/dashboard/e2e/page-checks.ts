/**
 * What docs/wall.md asks of every picture, as functions that run inside the page. Each stands alone: the browser
 * gets its source text.
 */

/** A text below its least size. */
export interface SmallText {
  text: string;
  px: number;
  least: number;
}

/**
 * Walks every text node that is seen, SVG included. Labels, live data and headline figures have a least size
 * as a share of the screen's short side (D/H = 5: 37, 46 and 110 px at 1080).
 */
export function findSmallText(): SmallText[] {
  const unit = Math.min(window.innerWidth, window.innerHeight);
  const found: SmallText[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const parent = node.parentElement;
    if (text === "" || parent === null || ["SCRIPT", "STYLE", "TITLE"].includes(parent.tagName)) continue;
    const style = getComputedStyle(parent);
    if (style.visibility === "hidden" || style.display === "none") continue;
    const share =
      parent.closest("[data-headline]") !== null
        ? 0.102
        : parent.closest("[data-live]") !== null
          ? 0.0426
          : 0.0343;
    // A transformed SVG is smaller on the screen than its font size says.
    const scale = parent instanceof SVGGraphicsElement ? (parent.getScreenCTM()?.a ?? 1) : 1;
    const px = Number.parseFloat(style.fontSize) * scale;
    if (px < share * unit - 0.01) found.push({ text, px, least: share * unit });
  }
  return found;
}

/** Texts that leave the screen or their scene, are clipped by a box, or lie on one another. */
export function findMisplacedText(): string[] {
  const found: string[] = [];
  const seen: { text: string; left: number; right: number; top: number; bottom: number }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const parent = node.parentElement;
    if (text === "" || parent === null || ["SCRIPT", "STYLE", "TITLE"].includes(parent.tagName)) continue;
    if (getComputedStyle(parent).visibility === "hidden") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width === 0) continue;
      // A line's box is higher than its letters: the middle of it is what a reader sees.
      const inset = box.height * 0.2;
      const rect = {
        text,
        left: box.left,
        right: box.right,
        top: box.top + inset,
        bottom: box.bottom - inset,
      };
      const tile = parent.closest("[data-scene]")?.getBoundingClientRect();
      const right = Math.min(window.innerWidth, tile?.right ?? window.innerWidth);
      const left = Math.max(0, tile?.left ?? 0);
      if (
        rect.left < left - 1 ||
        rect.right > right + 1 ||
        rect.top < 0 ||
        rect.bottom > window.innerHeight
      ) {
        found.push(`off the screen: ${text}`);
      }
      for (let box = parent; box !== document.body && box.parentElement !== null; box = box.parentElement) {
        if (getComputedStyle(box).overflow === "visible") continue;
        const outer = box.getBoundingClientRect();
        if (rect.left < outer.left - 1 || rect.right > outer.right + 1 || rect.bottom > outer.bottom + 1) {
          found.push(`cut: ${text}`);
        }
      }
      for (const other of seen) {
        const x = Math.min(rect.right, other.right) - Math.max(rect.left, other.left);
        const y = Math.min(rect.bottom, other.bottom) - Math.max(rect.top, other.top);
        if (x > 2 && y > 2) found.push(`on one another: ${other.text} / ${text}`);
      }
      seen.push(rect);
    }
  }
  return found;
}

/** Panels that have figures and show nothing beside their title: neither a text nor a drawing. */
export function findEmptyPanels(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-panel][data-as-of]")].flatMap((panel) => {
    const title = panel.querySelector(".panel-title")?.textContent ?? "";
    const text = (panel.textContent ?? "").replace(title, "").trim();
    const drawing = panel.querySelector("svg, canvas, .map-slot");
    return text === "" && drawing === null ? [`empty: ${panel.dataset.panel}`] : [];
  });
}

/** True when anything on the page could be scrolled. */
export function canScroll(): boolean {
  const root = document.documentElement;
  return root.scrollHeight > window.innerHeight || root.scrollWidth > window.innerWidth;
}

/** Takes the WebGL context of the map away, as a driver restart does. */
export function loseMapContext(): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>(".map-canvas canvas");
  const extension = canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context");
  extension?.loseContext();
  return extension !== null && extension !== undefined;
}
