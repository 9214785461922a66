import type { City } from "@toancanh/contracts";
import type { HeatScope } from "../../data/wall-data.ts";
import type { HeatMeasure } from "../../map/layers/heat-layer.ts";

/** One picture of the heat map. */
export interface HeatPage {
  key: string;
  /** Name of the field, null for all of them. */
  name: { vi: string; en: string } | null;
  scope: HeatScope;
  measure: HeatMeasure;
}

/** Categories shown beside the field groups. */
const BUSIEST_CATEGORIES = 4;
/** Below this a map by ratio is mostly chance. */
const MIN_VOLUME = 50;

/**
 * Pages in order: everything by ratio, then by count, then each field group and the busiest categories.
 * @param volumes reports of 7 days by service_code; empty while not known
 */
export function heatPages(city: City, volumes: ReadonlyMap<string, number>): HeatPage[] {
  const pages: HeatPage[] = [
    { key: "all-ratio", name: null, scope: {}, measure: "ratio" },
    { key: "all-count", name: null, scope: {}, measure: "count" },
  ];
  for (const group of city.field_groups) {
    const volume = city.categories
      .filter((category) => category.field_group === group.id)
      .reduce((sum, category) => sum + (volumes.get(category.service_code) ?? 0), 0);
    if (volumes.size === 0 || volume >= MIN_VOLUME) {
      pages.push({
        key: `group-${group.id}`,
        name: group.name,
        scope: { field_group: group.id },
        measure: "ratio",
      });
    }
  }
  const busiest = city.categories
    .map((category) => ({ category, volume: volumes.get(category.service_code) ?? 0 }))
    .filter(({ volume }) => volume >= MIN_VOLUME)
    .sort((a, b) => b.volume - a.volume || (a.category.service_code < b.category.service_code ? -1 : 1))
    .slice(0, BUSIEST_CATEGORIES);
  for (const { category } of busiest) {
    pages.push({
      key: `category-${category.service_code}`,
      name: category.name,
      scope: { service_code: category.service_code },
      measure: "ratio",
    });
  }
  return pages;
}
