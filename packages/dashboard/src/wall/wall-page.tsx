import { createFormatter, type Language, messagesFor } from "@toancanh/words";
import { useEffect, useMemo, useState } from "react";
import { useResource } from "../data/use-resource.ts";
import { createWallData, type WallData } from "../data/wall-data.ts";
import { parseScene, SCENES, type SceneId } from "../scenes/index.ts";
import type { LoadedScene } from "../ui/frame/scene-spec.ts";
import { useWindowSize } from "../ui/measure/use-window-size.ts";
import { Notice } from "../ui/notice.tsx";
import { SceneContext, useScene } from "../ui/scene-context.ts";
import { KeysHelp } from "./keys-help.tsx";
import { burnInShift, parseDwell, tilesFor } from "./rotation.ts";
import { SceneGuard } from "./scene-guard.tsx";
import { useFailingScenes } from "./use-failing-scenes.ts";
import { useNow } from "./use-now.ts";
import { useFade, useRotation } from "./use-rotation.ts";
import { createWallAccess, useScenesLeftOut, WallRefused } from "./wall-access.tsx";
import { commandOf } from "./wall-keys.ts";
import { WallStage } from "./wall-stage.tsx";

/**
 * The wall: opens its data, waits for what never changes, then shows scenes.
 * @param scenes all of SCENES, loaded: a rotation must not wait for a scene's code
 */
export function WallPage({ scenes }: { scenes: readonly LoadedScene[] }) {
  const [data] = useState(createWallData);
  useEffect(() => data.start(), [data]);
  const query = new URLSearchParams(window.location.search);
  const [language, setLanguage] = useState<Language>(query.get("lang") === "en" ? "en" : "vi");
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const [access] = useState(createWallAccess);
  const session = useResource(access);
  const city = useResource(data.city);
  const shapes = useResource(data.shapes);
  const health = useResource(data.health);
  const messages = messagesFor(language);
  const timeZone = city.data?.time_zone ?? "UTC";
  const format = useMemo(() => createFormatter(language, timeZone), [language, timeZone]);
  const value = useMemo(
    () =>
      city.data === null || shapes.data === null
        ? null
        : { data, city: city.data, shapes: shapes.data, language, messages, format, label: null },
    [data, city.data, shapes.data, language, messages, format],
  );
  if (session.data !== null && !session.data.scopes.includes("figures")) {
    return <WallRefused session={session.data} language={language} />;
  }
  if (value === null) {
    return (
      <div className="wall wall-waiting">
        <Notice
          messages={messages}
          failure={city.failure ?? shapes.failure}
          fill={health.data?.fill ?? null}
        />
      </div>
    );
  }
  return (
    <SceneContext value={value}>
      <Wall
        data={data}
        scenes={scenes}
        allowed={session.data?.scenes ?? null}
        dwellMs={parseDwell(query.get("dwell")) * 1_000}
        pinned={parseScene(query.get("scene"))}
        onLanguage={() => setLanguage((old) => (old === "vi" ? "en" : "vi"))}
      />
    </SceneContext>
  );
}

interface WallProps {
  data: WallData;
  scenes: readonly LoadedScene[];
  /** Ids of scenes that this screen may show; null for all. */
  allowed: readonly string[] | null;
  dwellMs: number;
  pinned: SceneId | null;
  onLanguage: () => void;
}

function Wall({ data, scenes, allowed, dwellMs, pinned: asked, onLanguage }: WallProps) {
  const pinned = asked !== null && allowed !== null && !allowed.includes(asked) ? null : asked;
  const { now, turnTime } = useNow(data.clock);
  const { width, height } = useWindowSize();
  const [help, setHelp] = useState(false);
  const tiles = pinned === null ? tilesFor(width, height, SCENES.length) : 1;
  const failing = useFailingScenes(data, turnTime);
  const leftOut = useScenesLeftOut(failing.indices, allowed);
  const rotation = useRotation({ turnTime, dwellMs, tiles, pinned, failing: leftOut });
  const { shown, leaving } = useFade(rotation.scenes);
  const { command } = rotation;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const found = commandOf(event.key, SCENES.length);
      if (found === null) return;
      event.preventDefault();
      if (found.kind === "language") onLanguage();
      else if (found.kind === "help") setHelp((old) => !old);
      else command(found);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [command, onLanguage]);

  return (
    <div className="wall">
      <WallStage shift={burnInShift(turnTime)} leaving={leaving}>
        {shown.map((index) => {
          const scene = scenes[index];
          if (scene === undefined) return null;
          const { spec, Scene } = scene;
          return (
            <SceneGuard key={spec.id} fallback={<BrokenScene />} onFailure={() => failing.report(index)}>
              <Scene
                spec={spec}
                now={now}
                pageTime={rotation.pageTime}
                dwellMs={dwellMs}
                roundTurns={rotation.roundTurns}
                portrait={height > width}
                paused={rotation.paused}
              />
            </SceneGuard>
          );
        })}
      </WallStage>
      {help ? <KeysHelp /> : null}
    </div>
  );
}

function BrokenScene() {
  const { messages } = useScene();
  return <Notice messages={messages} failure={{ kind: "shape" }} fill={null} />;
}
