import type { Messages } from "@toancanh/words";
import type { SceneSpec } from "../../ui/frame/scene-spec.ts";

/** A scene that a screen can be held to. */
export type ChoosableScene = Pick<SceneSpec, "id" | "title">;

/** Titles of scenes by their ids; an id that the wall no longer has stays as it is written. */
export function sceneNames(
  ids: readonly string[],
  scenes: readonly ChoosableScene[],
  messages: Messages,
): string {
  return ids.map((id) => scenes.find((scene) => scene.id === id)?.title(messages) ?? id).join(", ");
}
