import type { Messages } from "@toancanh/words";
import type { ReactNode } from "react";

/** Figures a scene cannot be shown without. */
const NEEDS = [
  "summary",
  "recent",
  "wards",
  "agencies",
  "openReports",
  "incidents",
  "dueNext",
  "flow",
  "heat",
] as const;
export type Need = (typeof NEEDS)[number];

/** CSS grid of a scene: regions by name, at most three to a row of a 16:9 tile. */
interface SceneLayout {
  areas: readonly string[];
  columns: string;
  rows: string;
}

/** What the wall tells a scene about its turn. */
export interface SceneProps {
  spec: SceneSpec;
  /** Server time, epoch ms, renewed every second. */
  now: number;
  /** Time that pages follow: server time, standing still while paused. */
  pageTime: number;
  dwellMs: number;
  /** Turns from one visit of this scene to the next; 1 when it stays. */
  roundTurns: number;
  portrait: boolean;
  paused: boolean;
}

type SceneComponent = (props: SceneProps) => ReactNode;

/** A scene as data: all that the wall, the desk's list of links and the preview page know of it. */
export interface SceneSpec {
  /** Name in the address (`?scene=overview`) and of the scene's folder. */
  id: string;
  title: (messages: Messages) => string;
  needs: readonly Need[];
  landscape: SceneLayout;
  portrait: SceneLayout;
  /** Loads the scene's component; kept out of pages that only link to it. */
  load: () => Promise<SceneComponent>;
}

/** A scene with its component loaded. */
export interface LoadedScene {
  spec: SceneSpec;
  Scene: SceneComponent;
}
