import type { SceneSpec } from "../../ui/frame/scene-spec.ts";

export const reports = {
  id: "reports",
  title: (messages) => messages.scene.reports,
  needs: ["openReports"],
  landscape: { areas: ["map list"], columns: "31fr 69fr", rows: "minmax(0, 1fr)" },
  portrait: { areas: ["map", "list"], columns: "minmax(0, 1fr)", rows: "32% minmax(0, 1fr)" },
  load: async () => (await import("./reports-scene.tsx")).ReportsScene,
} as const satisfies SceneSpec;
