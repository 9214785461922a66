import type { SceneSpec } from "../../ui/frame/scene-spec.ts";

export const incidents = {
  id: "incidents",
  title: (messages) => messages.scene.incidents,
  needs: ["incidents", "openReports"],
  landscape: { areas: ["map list"], columns: "32fr 68fr", rows: "minmax(0, 1fr)" },
  portrait: { areas: ["map", "list"], columns: "minmax(0, 1fr)", rows: "30% minmax(0, 1fr)" },
  load: async () => (await import("./incidents-scene.tsx")).IncidentsScene,
} as const satisfies SceneSpec;
