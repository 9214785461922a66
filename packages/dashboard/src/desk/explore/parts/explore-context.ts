import type { City } from "@toancanh/contracts";
import type { ExploreMessages, Formatter, Language, Messages } from "@toancanh/words";
import { createContext, use } from "react";
import type { WardShapes } from "../../../data/ward-shapes.ts";
import type { ExploreData } from "../data/explore-data.ts";
import type { ExploreState } from "../state/explore-state.ts";

/** What every part of the page may rely on. */
export interface ExploreContextValue {
  data: ExploreData;
  city: City;
  shapes: WardShapes;
  language: Language;
  messages: Messages;
  words: ExploreMessages;
  format: Formatter;
  state: ExploreState;
  /** Chooses; the address follows. Filters are steps one can go back from, turning a page is not. */
  update(change: Partial<ExploreState>, step?: "push" | "replace"): void;
  /** Short name of a ward; its code when the city does not know it. */
  wardName(code: string): string;
}

export const ExploreContext = createContext<ExploreContextValue | null>(null);

export function useExplore(): ExploreContextValue {
  const value = use(ExploreContext);
  if (value === null) throw new Error("a part of Explore stands outside the page");
  return value;
}
