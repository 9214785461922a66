/** What a key press asks of the wall. */
export type WallCommand =
  | { kind: "step"; by: 1 | -1 }
  | { kind: "pick"; index: number }
  | { kind: "pause" }
  | { kind: "language" }
  | { kind: "help" };

/** @param key KeyboardEvent.key */
export function commandOf(key: string, sceneCount: number): WallCommand | null {
  if (key === "ArrowRight") return { kind: "step", by: 1 };
  if (key === "ArrowLeft") return { kind: "step", by: -1 };
  if (key === " ") return { kind: "pause" };
  if (key.toLowerCase() === "l") return { kind: "language" };
  if (key === "?") return { kind: "help" };
  const index = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
  return index >= 0 && index < sceneCount ? { kind: "pick", index } : null;
}
