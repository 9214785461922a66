import type { City } from "@toancanh/contracts";
import type { Formatter, Language, Messages } from "@toancanh/words";
import { createContext, use } from "react";
import type { WallData } from "../data/wall-data.ts";
import type { WardShapes } from "../map/ward-shapes.ts";

/** What every scene may rely on. */
export interface WallContextValue {
  data: WallData;
  city: City;
  shapes: WardShapes;
  language: Language;
  messages: Messages;
  format: Formatter;
}

export const WallContext = createContext<WallContextValue | null>(null);

export function useWall(): WallContextValue {
  const value = use(WallContext);
  if (value === null) throw new Error("a scene stands outside a wall");
  return value;
}
