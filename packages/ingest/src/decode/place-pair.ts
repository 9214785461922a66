/**
 * Whether two numbers are a place, or would be one if they were exchanged: latitude and longitude in the wrong order are
 * taken and flagged where they would lie in the city (`locateReport`), not silently turned round and not lost.
 */
export function isPlacePair(lat: number, long: number): boolean {
  const [one, other] = [Math.abs(lat), Math.abs(long)];
  return Math.max(one, other) <= 180 && Math.min(one, other) <= 90;
}
