import { useResource } from "../../data/use-resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { windowText } from "../../ui/window-text.ts";
import { Currents } from "./currents.tsx";
import "./flow.css";
import { Waiting } from "./waiting.tsx";

/** How reports pass through the steps of their handling, and what waits at each. */
export function FlowScene(scene: SceneProps) {
  const { data, messages, format } = useScene();
  const state = useResource(data.flow);
  return (
    <SceneFrame
      scene={scene}
      className="stream-scene"
      window={windowText(state.data?.window, messages, format)}
      asOf={[state.data?.as_of]}
      footerLegend={messages.flow.medians}
    >
      <Panel area="flow" state={state} cadenceMs={CADENCE.flow} now={scene.now} className="stream-steps">
        {(flow) => {
          const isEmpty = flow.currents.length === 0 && flow.waiting.every((wait) => wait.open === 0);
          if (isEmpty) return <p className="live panel-empty">{messages.flow.nothing}</p>;
          return (
            <>
              <Currents currents={flow.currents} />
              <Waiting flow={flow} />
            </>
          );
        }}
      </Panel>
    </SceneFrame>
  );
}
