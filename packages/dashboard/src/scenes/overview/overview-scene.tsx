import { useResource } from "../../data/use-resource.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { useScene } from "../../ui/scene-context.ts";
import { FlowPanel } from "./flow-panel.tsx";
import { HeadlinePanel } from "./headline-panel.tsx";
import "./overview.css";
import { WardMapPanel } from "./ward-map-panel.tsx";
import { WorstPanel } from "./worst-panel.tsx";

/** Is the city all right, and where is it not. */
export function OverviewScene(scene: SceneProps) {
  const { data } = useScene();
  const summary = useResource(data.summary);
  const wards = useResource(data.wards);
  const agencies = useResource(data.agencies);
  return (
    <SceneFrame
      scene={scene}
      className="overview"
      asOf={[summary.data?.as_of, wards.data?.as_of, agencies.data?.as_of]}
    >
      <HeadlinePanel state={summary} now={scene.now} />
      <WardMapPanel state={wards} now={scene.now} />
      <WorstPanel state={agencies} now={scene.now} />
      <FlowPanel state={summary} now={scene.now} />
    </SceneFrame>
  );
}
