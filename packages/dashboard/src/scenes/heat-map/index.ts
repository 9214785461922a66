import type { SceneSpec } from "../../ui/frame/scene-spec.ts";

export const heatMap = {
  id: "heat-map",
  title: (messages) => messages.scene.heatMap,
  needs: ["heat"],
  landscape: { areas: ["map spots"], columns: "70fr 30fr", rows: "minmax(0, 1fr)" },
  portrait: { areas: ["map", "spots"], columns: "minmax(0, 1fr)", rows: "minmax(0, 1fr) 54%" },
  load: async () => (await import("./heat-map-scene.tsx")).HeatMapScene,
} as const satisfies SceneSpec;
