import { createFormatter, exploreMessagesFor, messagesFor } from "@toancanh/words";
import { useMemo, useState } from "react";
import { ExploreView } from "../desk/explore/explore-view.tsx";
import { ExploreContext, type ExploreContextValue } from "../desk/explore/parts/explore-context.ts";
import { INITIAL_STATE } from "../desk/explore/state/explore-state.ts";
import { DeskView } from "../desk/start/desk-view.tsx";
import { SCENES } from "../scenes/index.ts";
import { EXPLORE_PANELS } from "./explore-panels.ts";
import type { PreviewTarget } from "./preview-address.ts";
import { type PreviewProps, SAMPLE_LABEL } from "./preview-props.ts";
import { sampleExploreData } from "./sample/explore-data.ts";
import { fixedResource } from "./sample/fixed-resource.ts";
import { sampleDeadLetters, sampleHealth } from "./sample/operation.ts";
import { situationOf } from "./sample/situations.ts";
import "./preview.css";

interface PreviewDeskProps extends PreviewProps {
  target: Extract<PreviewTarget, { kind: "desk" | "panel" }>;
}

/** A page of the desk, or one panel of Explore, on fixed data. */
export function PreviewDesk({ target, ...props }: PreviewDeskProps) {
  return (
    <div className="preview-desk" data-preview={`${target.id}/${props.address.state}`}>
      <p className="preview-label">{SAMPLE_LABEL}</p>
      {target.id === "start" ? (
        <PreviewStart {...props} />
      ) : (
        <PreviewExplore {...props} panel={target.kind === "panel" ? target.id : null} />
      )}
    </div>
  );
}

function PreviewStart({ city, address: { state, language } }: PreviewProps) {
  const data = useMemo(() => {
    const situation = situationOf(state);
    return {
      city: fixedResource(city),
      health: fixedResource(sampleHealth(city, situation), situation.lost ? { kind: "network" } : null),
      deadLetters: fixedResource(sampleDeadLetters(situation)),
    };
  }, [city, state]);
  return <DeskView data={data} scenes={SCENES} language={language} />;
}

function PreviewExplore({
  city,
  shapes,
  address: { state: sample, language },
  panel,
}: PreviewProps & { panel: string | null }) {
  const [state, setState] = useState({ ...INITIAL_STATE, language });
  const data = useMemo(() => sampleExploreData(city, shapes, sample), [city, shapes, sample]);
  const names = useMemo(() => new Map(city.wards.map((ward) => [ward.code, ward.short_name])), [city]);
  const value: ExploreContextValue = {
    data,
    city,
    shapes,
    language,
    messages: messagesFor(language),
    words: exploreMessagesFor(language),
    format: useMemo(() => createFormatter(language, city.time_zone), [language, city]),
    state,
    // What is chosen here stays here: the address pins the picture.
    update: (change) => setState((old) => ({ ...old, ...change })),
    wardName: (code) => names.get(code) ?? code,
  };
  const Panel = EXPLORE_PANELS.find(({ id }) => id === panel)?.Panel;
  return (
    <ExploreContext value={value}>
      {Panel === undefined ? (
        <ExploreView />
      ) : (
        <main className="ex-page">
          <Panel />
        </main>
      )}
    </ExploreContext>
  );
}
