/** Hours of the windows that a heat map on a wall may look back, shortest first (docs/metrics.md §9). */
const HEAT_WINDOW_HOURS = [24, 7 * 24, 28 * 24] as const;

/** Located reports with which a window's map says more than chance. */
export const HEAT_WINDOW_REPORTS = 2_500;

/**
 * The window of a heat map: the shortest with enough located reports, the longest where none has.
 * @param countLocated located reports of the last so many hours
 * @returns hours
 */
export async function chooseHeatWindow(countLocated: (hours: number) => Promise<number>): Promise<number> {
  let hours: number = HEAT_WINDOW_HOURS[0];
  for (hours of HEAT_WINDOW_HOURS) {
    if ((await countLocated(hours)) >= HEAT_WINDOW_REPORTS) break;
  }
  return hours;
}

/** A place is a hot spot from so many reports on, so many of them beyond the usual (docs/metrics.md §8). */
export const HOT_SPOT = { reports: 10, beyondUsual: 5 } as const;
