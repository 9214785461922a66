import type { City } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import type { ExploreState } from "./explore-state.ts";

interface ScopeWords {
  scopeCity: string;
  wholeGroup: (name: string) => string;
  wholeBlock: (name: string) => string;
}

/**
 * What figures are of, in words: field, agency, place. A figure that leaves the page, on paper or in a picture,
 * must not pass for one of the whole city.
 */
export function scopeName(
  { group, category, block, agency, ward, language }: ExploreState,
  city: City,
  wardName: (code: string) => string,
  words: ScopeWords,
): string {
  const inGroup = city.field_groups.find(({ id }) => id === group);
  const inCategory = city.categories.find(({ service_code }) => service_code === category);
  const ofBlock = city.blocks.find(({ id }) => id === block);
  const ofAgency = city.agencies.find(({ id }) => id === agency);
  return [
    inGroup === undefined ? null : words.wholeGroup(pickText(inGroup.name, language)),
    inCategory === undefined ? null : pickText(inCategory.name, language),
    ofBlock === undefined ? null : words.wholeBlock(pickText(ofBlock.short_name, language)),
    ofAgency === undefined ? null : ofAgency.short_name,
    ward === null ? words.scopeCity : wardName(ward),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
