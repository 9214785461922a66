import type { Messages } from "@toancanh/words";

export const SCENE_IDS = ["overview", "heat-map", "agencies", "reports"] as const;
export type SceneId = (typeof SCENE_IDS)[number];

/** Figures a scene cannot be shown without. */
export const NEEDS = ["summary", "wards", "agencies", "openReports", "heat"] as const;
export type Need = (typeof NEEDS)[number];

/** CSS grid of a scene: regions by name, at most three to a row of a 16:9 tile. */
export interface SceneLayout {
  areas: readonly string[];
  columns: string;
  rows: string;
}

export interface SceneSpec {
  id: SceneId;
  title: (messages: Messages) => string;
  needs: readonly Need[];
  landscape: SceneLayout;
  portrait: SceneLayout;
}

/** The wall's scenes in their order. */
export const SCENES: readonly SceneSpec[] = [
  {
    id: "overview",
    title: (messages) => messages.scene.overview,
    needs: ["summary", "wards", "agencies"],
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
  },
  {
    id: "heat-map",
    title: (messages) => messages.scene.heatMap,
    needs: ["heat"],
    landscape: { areas: ["map spots"], columns: "70fr 30fr", rows: "minmax(0, 1fr)" },
    portrait: { areas: ["map", "spots"], columns: "minmax(0, 1fr)", rows: "minmax(0, 1fr) 54%" },
  },
  {
    id: "agencies",
    title: (messages) => messages.scene.agencies,
    needs: ["agencies"],
    landscape: { areas: ["plot"], columns: "minmax(0, 1fr)", rows: "minmax(0, 1fr)" },
    portrait: { areas: ["plot"], columns: "minmax(0, 1fr)", rows: "minmax(0, 1fr)" },
  },
  {
    id: "reports",
    title: (messages) => messages.scene.reports,
    needs: ["openReports"],
    landscape: { areas: ["map list"], columns: "31fr 69fr", rows: "minmax(0, 1fr)" },
    portrait: { areas: ["map", "list"], columns: "minmax(0, 1fr)", rows: "32% minmax(0, 1fr)" },
  },
];

/** The scene of the query string (`?scene=overview`), or null for rotation. */
export function parseScene(text: string | null): SceneId | null {
  return SCENE_IDS.find((id) => id === text) ?? null;
}
