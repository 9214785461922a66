import type { City } from "@toancanh/contracts";
import { createContext, use } from "react";
import type { WallData } from "../data/wall-data.ts";
import type { Formatter } from "../format/format.ts";
import type { Language } from "../i18n/locale.ts";
import type { Messages } from "../i18n/messages.ts";
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
