import type { SceneSpec } from "../../ui/frame/scene-spec.ts";

export const overview = {
  id: "overview",
  title: (messages) => messages.scene.overview,
  needs: ["recent", "summary", "wards", "agencies"],
  landscape: {
    areas: ["headline map worst", "flow flow flow"],
    columns: "57fr 68fr 50fr",
    rows: "minmax(0, 1fr) 21%",
  },
  portrait: {
    areas: ["headline", "map", "worst", "flow"],
    columns: "minmax(0, 1fr)",
    rows: "minmax(41%, max-content) minmax(0, 1fr) 22% 12%",
  },
  load: async () => (await import("./overview-scene.tsx")).OverviewScene,
} as const satisfies SceneSpec;
