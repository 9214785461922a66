import type { SceneSpec } from "../../ui/frame/scene-spec.ts";

export const dueNext = {
  id: "due-next",
  title: (messages) => messages.scene.dueNext,
  needs: ["dueNext"],
  landscape: { areas: ["lanes now"], columns: "113fr 62fr", rows: "minmax(0, 1fr)" },
  portrait: { areas: ["lanes", "now"], columns: "minmax(0, 1fr)", rows: "57% minmax(0, 1fr)" },
  load: async () => (await import("./due-next-scene.tsx")).DueNextScene,
} as const satisfies SceneSpec;
