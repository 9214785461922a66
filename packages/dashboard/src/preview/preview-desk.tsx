import { createFormatter, exploreMessagesFor, messagesFor } from "@toancanh/words";
import { useMemo, useState } from "react";
import { ExploreView } from "../desk/explore/explore-view.tsx";
import { ExploreContext, type ExploreContextValue } from "../desk/explore/parts/explore-context.ts";
import { INITIAL_STATE } from "../desk/explore/state/explore-state.ts";
import { EXPLORE_PANELS } from "./explore-panels.ts";
import type { PreviewTarget } from "./preview-address.ts";
import { DESK_PREVIEWS, PreviewDeskPage } from "./preview-desk-page.tsx";
import { type PreviewProps, SAMPLE_LABEL } from "./preview-props.ts";
import { sampleExploreData } from "./sample/explore-data.ts";
import "./preview.css";

interface PreviewDeskProps extends PreviewProps {
  target: Extract<PreviewTarget, { kind: "desk" | "panel" }>;
}

/** A page of the desk, or one panel of Explore, on fixed data. */
export function PreviewDesk({ target, ...props }: PreviewDeskProps) {
  return (
    <div className="preview-desk" data-preview={`${target.id}/${props.address.state}`}>
      <p className="preview-label">{SAMPLE_LABEL}</p>
      {target.kind === "desk" && target.id in DESK_PREVIEWS ? (
        <PreviewDeskPage {...props} id={target.id} />
      ) : (
        <PreviewExplore {...props} panel={target.kind === "panel" ? target.id : null} />
      )}
    </div>
  );
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
