import { useMemo } from "react";
import { useResource } from "../../data/use-resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { pageAt } from "../../ui/frame/page-turns.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import "./agencies.css";
import { agencyPages, biggestMovers } from "./agency-pages.ts";
import { DotPlot } from "./dot-plot.tsx";

const NONE: ReadonlySet<string> = new Set();

/** Who is late, how surely, and on how much work. */
export function AgenciesScene(scene: SceneProps) {
  const { data, messages, format } = useScene();
  const state = useResource(data.agencies);
  const pages = useMemo(() => (state.data === null ? [] : agencyPages(state.data)), [state.data]);
  const movers = useMemo(() => (state.data === null ? NONE : biggestMovers(state.data)), [state.data]);
  const index = pageAt(scene.pageTime, scene.dwellMs, scene.roundTurns, pages.length);
  const page = pages[index];
  const target = page?.blocks.find((block) => block.late_rate_target !== null)?.late_rate_target ?? null;
  return (
    <SceneFrame
      scene={scene}
      className="agencies"
      asOf={[state.data?.as_of]}
      {...(target === null
        ? {}
        : {
            footerExtra: messages.agencies.target(
              format.percent(target, Number.isInteger(target * 100) ? 0 : 1),
            ),
          })}
      footerNote={[
        messages.agencies.note,
        messages.page(format.count(index + 1), format.count(Math.max(1, pages.length))),
      ].join(" · ")}
    >
      <Panel area="plot" state={state} cadenceMs={CADENCE.agencies} now={scene.now}>
        {() =>
          page === undefined ? (
            <p className="live">{messages.nothingDue}</p>
          ) : (
            <DotPlot page={page} movers={movers} />
          )
        }
      </Panel>
    </SceneFrame>
  );
}
