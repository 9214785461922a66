import { createFormatter, messagesFor } from "@toancanh/words";
import { useEffect, useMemo, useState } from "react";
import { SCENES } from "../scenes/index.ts";
import type { LoadedScene } from "../ui/frame/scene-spec.ts";
import { useWindowSize } from "../ui/measure/use-window-size.ts";
import { SceneContext } from "../ui/scene-context.ts";
import { WallStage } from "../wall/wall-stage.tsx";
import { type PreviewProps, SAMPLE_LABEL } from "./preview-props.ts";
import { sampleWallData } from "./sample/wall-data.ts";

/** With one page a dwell, the n-th dwell shows the n-th page. */
const DWELL_MS = 10_000;

/** One scene in a state; nothing until its code is loaded. */
export function PreviewScene({ id, ...props }: PreviewProps & { id: string; page: number }) {
  const scene = useLoadedScene(id);
  return scene === null ? null : <SceneOnSample {...props} scene={scene} />;
}

interface SceneOnSampleProps extends PreviewProps {
  scene: LoadedScene;
  /** Page of the scene, from 0. */
  page: number;
}

/** A scene as the wall draws it, on fixed data and at a moment that does not pass. */
export function SceneOnSample({
  address: { state, language },
  city,
  shapes,
  scene: { spec, Scene },
  page,
}: SceneOnSampleProps) {
  const { width, height } = useWindowSize();
  const value = useMemo(
    () => ({
      data: sampleWallData(city, shapes, state),
      city,
      shapes,
      language,
      messages: messagesFor(language),
      format: createFormatter(language, city.time_zone),
      label: SAMPLE_LABEL,
    }),
    [city, shapes, state, language],
  );
  return (
    <SceneContext value={value}>
      <div className="wall" data-preview={`${spec.id}/${state}`}>
        <WallStage shift={{ x: 0, y: 0 }} leaving={false}>
          <Scene
            spec={spec}
            now={value.data.clock.now()}
            pageTime={page * DWELL_MS}
            dwellMs={DWELL_MS}
            roundTurns={1}
            portrait={height > width}
            paused={false}
          />
        </WallStage>
      </div>
    </SceneContext>
  );
}

function useLoadedScene(id: string): LoadedScene | null {
  const [loaded, setLoaded] = useState<LoadedScene | null>(null);
  useEffect(() => {
    const spec = SCENES.find((scene) => scene.id === id) ?? SCENES[0];
    if (spec === undefined) return;
    void spec.load().then((Scene) => setLoaded({ spec, Scene }));
  }, [id]);
  return loaded;
}
