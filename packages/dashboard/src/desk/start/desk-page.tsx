import { useState } from "react";
import { client } from "../../client/client.ts";
import { createResource } from "../../data/resource.ts";
import type { SceneSpec } from "../../ui/frame/scene-spec.ts";
import { AccessBar } from "./access-bar.tsx";
import { DeskView } from "./desk-view.tsx";

const FIXED_MS = 3_600_000;
const CADENCE_MS = 15_000;

/**
 * Start page of the desk.
 * @param scenes those of the wall, to link to each
 */
export function DeskPage({ scenes }: { scenes: readonly Pick<SceneSpec, "id" | "title">[] }) {
  const language = new URLSearchParams(window.location.search).get("lang") === "en" ? "en" : "vi";
  const [data] = useState(() => ({
    session: createResource({
      cadenceMs: CADENCE_MS,
      load: (signal) => client.get("session", {}, signal),
    }),
    city: createResource({ cadenceMs: FIXED_MS, load: (signal) => client.get("city", {}, signal) }),
    health: createResource({ cadenceMs: CADENCE_MS, load: (signal) => client.get("health", {}, signal) }),
    deadLetters: createResource({
      cadenceMs: CADENCE_MS,
      load: (signal) => client.get("dead_letters", {}, signal),
    }),
  }));
  return (
    <>
      <AccessBar session={data.session} city={data.city} language={language} />
      <DeskView data={data} scenes={scenes} language={language} />
    </>
  );
}
