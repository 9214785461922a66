import type { LoadedScene, SceneSpec } from "../ui/frame/scene-spec.ts";
import { agencies } from "./agencies/index.ts";
import { dueNext } from "./due-next/index.ts";
import { flow } from "./flow/index.ts";
import { heatMap } from "./heat-map/index.ts";
import { incidents } from "./incidents/index.ts";
import { overview } from "./overview/index.ts";

/** The wall's scenes in their order. A new scene is a folder here and a line in this list. */
const LIST = [overview, heatMap, agencies, incidents, dueNext, flow] as const;
export const SCENES: readonly SceneSpec[] = LIST;

export const SCENE_IDS = LIST.map((scene) => scene.id);
export type SceneId = (typeof SCENE_IDS)[number];

/** The scene of the query string (`?scene=overview`), or null for rotation. */
export function parseScene(text: string | null): SceneId | null {
  return SCENE_IDS.find((id) => id === text) ?? null;
}

/** All scenes with their components, in the order of {@link SCENES}. */
export function loadScenes(): Promise<LoadedScene[]> {
  return Promise.all(SCENES.map(async (spec) => ({ spec, Scene: await spec.load() })));
}
