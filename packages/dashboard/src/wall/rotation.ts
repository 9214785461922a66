/** Which scene and which page of it, from server time alone: several browsers agree without talking. */

const DEFAULT_DWELL_SECONDS = 30;
const MIN_DWELL_SECONDS = 15;
const MAX_DWELL_SECONDS = 120;

/** `dwell` of the query string, in seconds, kept within 15..120. */
export function parseDwell(text: string | null): number {
  const value = text === null || text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return DEFAULT_DWELL_SECONDS;
  return Math.min(MAX_DWELL_SECONDS, Math.max(MIN_DWELL_SECONDS, value));
}

/** Scenes a wall shows side by side: one for each 16:9 tile that fits. */
export function tilesFor(width: number, height: number, sceneCount: number): number {
  return Math.max(1, Math.min(sceneCount, Math.round(width / height / (16 / 9))));
}

/**
 * Indices of the scenes shown side by side from a starting scene on. Scenes that fail are passed over, as
 * long as enough others work.
 */
export function scenesFrom(
  start: number,
  tiles: number,
  sceneCount: number,
  failing: ReadonlySet<number>,
): number[] {
  const order = Array.from(
    { length: sceneCount },
    (_, step) => (((start + step) % sceneCount) + sceneCount) % sceneCount,
  );
  const working = order.filter((index) => !failing.has(index));
  const others = order.filter((index) => failing.has(index));
  return [...working, ...others].slice(0, tiles);
}

/** Indices of the scenes shown in a turn of the rotation. */
export function scenesInTurn(
  turn: number,
  tiles: number,
  sceneCount: number,
  failing: ReadonlySet<number>,
): number[] {
  return scenesFrom(turn * tiles, tiles, sceneCount, failing);
}

/** Turns until every scene has been shown once. */
export function turnsPerRound(tiles: number, sceneCount: number): number {
  return Math.ceil(sceneCount / tiles);
}

/** Elements move by up to 4 px every 3 minutes so that nothing burns in. */
export function burnInShift(serverMs: number): { x: number; y: number } {
  const steps: readonly (readonly [number, number])[] = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [-4, 4],
    [-4, 0],
    [-4, -4],
    [0, -4],
    [4, -4],
  ];
  const [x, y] = steps[Math.floor(serverMs / 180_000) % steps.length] ?? [0, 0];
  return { x, y };
}
