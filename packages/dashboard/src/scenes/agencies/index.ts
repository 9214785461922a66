import type { SceneSpec } from "../../ui/frame/scene-spec.ts";

export const agencies = {
  id: "agencies",
  title: (messages) => messages.scene.agencies,
  needs: ["agencies"],
  landscape: { areas: ["plot"], columns: "minmax(0, 1fr)", rows: "minmax(0, 1fr)" },
  portrait: { areas: ["plot"], columns: "minmax(0, 1fr)", rows: "minmax(0, 1fr)" },
  load: async () => (await import("./agencies-scene.tsx")).AgenciesScene,
} as const satisfies SceneSpec;
