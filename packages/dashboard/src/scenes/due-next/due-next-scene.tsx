import { useResource } from "../../data/use-resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { turnAt } from "../../ui/frame/page-turns.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { ActNow } from "./act-now.tsx";
import { DueFigures } from "./due-figures.tsx";
import "./due-next.css";
import { DueLanes } from "./due-lanes.tsx";

/** What is owed next: how much is due when, who owes it, and what must be done now. */
export function DueNextScene(scene: SceneProps) {
  const { data, messages } = useScene();
  const state = useResource(data.dueNext);
  const shared = { state, cadenceMs: CADENCE.dueNext, now: scene.now };
  return (
    <SceneFrame
      scene={scene}
      className="due-next"
      window={messages.dueNext.window}
      asOf={[state.data?.as_of]}
      footerLegend={messages.dueNext.dot}
    >
      <Panel area="lanes" {...shared} className="due-panel">
        {(due) => (
          <>
            <DueFigures due={due} />
            <DueLanes due={due} turn={turnAt(scene.pageTime, scene.dwellMs)} />
          </>
        )}
      </Panel>
      <Panel area="now" {...shared} className="due-now">
        {(due) => <ActNow due={due} />}
      </Panel>
    </SceneFrame>
  );
}
