/** Which turn and which page, from server time alone: several browsers agree without talking. */

/** A page is read in no less than this. */
const MIN_PAGE_MS = 10_000;

/** Number of the turn that server time falls into. */
export function turnAt(serverMs: number, dwellMs: number): number {
  return Math.floor(serverMs / dwellMs);
}

/**
 * Page of a scene. Pages share the scene's dwell; those that do not fit come when the scene comes again.
 * @param roundTurns turns between two visits of the scene; 1 when it stays
 */
export function pageAt(serverMs: number, dwellMs: number, roundTurns: number, pageCount: number): number {
  if (pageCount <= 1) return 0;
  const perVisit = Math.max(1, Math.min(pageCount, Math.floor(dwellMs / MIN_PAGE_MS)));
  const visit = Math.floor(turnAt(serverMs, dwellMs) / roundTurns);
  const within = Math.min(perVisit - 1, Math.floor((serverMs % dwellMs) / (dwellMs / perVisit)));
  return (visit * perVisit + within) % pageCount;
}

/** Header and footer change places every hour, for the same reason. */
export function headerBelow(serverMs: number): boolean {
  return Math.floor(serverMs / 3_600_000) % 2 === 1;
}
