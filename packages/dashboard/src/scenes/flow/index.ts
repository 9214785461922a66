import type { SceneSpec } from "../../ui/frame/scene-spec.ts";

export const flow = {
  id: "flow",
  title: (messages) => messages.scene.flow,
  needs: ["flow"],
  landscape: { areas: ["flow"], columns: "minmax(0, 1fr)", rows: "minmax(0, 1fr)" },
  portrait: { areas: ["flow"], columns: "minmax(0, 1fr)", rows: "minmax(0, 1fr)" },
  load: async () => (await import("./flow-scene.tsx")).FlowScene,
} as const satisfies SceneSpec;
