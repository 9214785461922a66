/**
 * Labels of an axis that can be drawn without lying on one another: all, else every second, every third and
 * so on, counted from the first.
 * @param places middles of the labels in px, ascending
 * @param widths of the labels in px
 * @param gap least room between two labels in px
 * @returns indices of the labels to draw
 */
export function fitLabels(places: readonly number[], widths: readonly number[], gap: number): number[] {
  const fits = (shown: readonly number[]) =>
    shown.every((index, order) => {
      const before = shown[order - 1];
      if (before === undefined) return true;
      const room = (places[index] ?? 0) - (places[before] ?? 0);
      return room >= ((widths[index] ?? 0) + (widths[before] ?? 0)) / 2 + gap;
    });
  const all = places.map((_, index) => index);
  for (let step = 1; step < places.length; step += 1) {
    const shown = all.filter((index) => index % step === 0);
    if (fits(shown)) return shown;
  }
  return all.slice(0, 1);
}
