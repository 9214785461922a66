import { useMemo } from "react";
import { useResource } from "../../data/use-resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { pageAt } from "../../ui/frame/page-turns.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { windowText } from "../../ui/window-text.ts";
import "./agencies.css";
import { standingPages } from "./standing-pages.ts";
import { StandingPlot } from "./standing-plot.tsx";

/** Who is late over the last 30 days, how surely, and on how much work. */
export function AgenciesScene(scene: SceneProps) {
  const { data, messages, format } = useScene();
  const state = useResource(data.agencies);
  const pages = useMemo(() => (state.data === null ? [] : standingPages(state.data)), [state.data]);
  const index = pageAt(scene.pageTime, scene.dwellMs, scene.roundTurns, pages.length);
  const page = pages[index];
  return (
    <SceneFrame
      scene={scene}
      className="agencies"
      window={windowText(state.data?.window, messages, format)}
      asOf={[state.data?.as_of]}
      footerLegend={messages.agencies.interval}
      footerNote={messages.page(format.count(index + 1), format.count(Math.max(1, pages.length)))}
    >
      <Panel area="plot" state={state} cadenceMs={CADENCE.agencies} now={scene.now}>
        {(standings) => {
          const minimum = standings.minimum_due;
          if (page !== undefined) return <StandingPlot page={page} minimum={minimum} />;
          return (
            <p className="live panel-empty">
              {standings.blocks.every((block) => block.due === 0)
                ? messages.nothingDue
                : messages.agencies.noneRanked(format.count(minimum))}
            </p>
          );
        }}
      </Panel>
    </SceneFrame>
  );
}
