import { useResource } from "../../data/use-resource.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { useScene } from "../../ui/scene-context.ts";
import { windowText } from "../../ui/window-text.ts";
import { ChangesPanel } from "./changes-panel.tsx";
import { FlowPanel } from "./flow-panel.tsx";
import { HeadlinePanel } from "./headline-panel.tsx";
import "./overview.css";
import { WardMapPanel } from "./ward-map-panel.tsx";

/** Is the city all right, and where is it not. */
export function OverviewScene(scene: SceneProps) {
  const { data, messages, format } = useScene();
  const summary = useResource(data.summary);
  const recent = useResource(data.recent);
  const wards = useResource(data.wards);
  const agencies = useResource(data.agencies);
  return (
    <SceneFrame
      scene={scene}
      className="overview"
      window={windowText(recent.data?.window, messages, format)}
      asOf={[recent.data?.as_of, summary.data?.as_of, wards.data?.as_of, agencies.data?.as_of]}
    >
      <HeadlinePanel state={recent} now={scene.now} />
      <WardMapPanel state={wards} now={scene.now} />
      <ChangesPanel state={agencies} now={scene.now} />
      <FlowPanel state={summary} open={recent.data?.open ?? null} now={scene.now} />
    </SceneFrame>
  );
}
