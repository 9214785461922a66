import type { City } from "@toancanh/contracts";
import type { Formatter, Language, Messages } from "@toancanh/words";
import { createContext, use } from "react";
import type { WallData } from "../data/wall-data.ts";
import type { WardShapes } from "../data/ward-shapes.ts";

/** What every scene may rely on. The wall provides it with live data, the preview page with fixed data. */
export interface SceneContextValue {
  data: WallData;
  city: City;
  shapes: WardShapes;
  language: Language;
  messages: Messages;
  format: Formatter;
  /** Said on every scene when its figures are not the running server's. */
  label: string | null;
}

export const SceneContext = createContext<SceneContextValue | null>(null);

export function useScene(): SceneContextValue {
  const value = use(SceneContext);
  if (value === null) throw new Error("a scene is drawn outside a SceneContext");
  return value;
}
