import { type ReactNode, useMemo, useState } from "react";
import { MapStageContext } from "../map/map-slot.tsx";
import { MapStage } from "../map/map-stage.ts";
import "./wall.css";

interface WallStageProps {
  /** Pixels by which everything is moved against burning in. */
  shift: { x: number; y: number };
  /** True while the scenes shown fade out. */
  leaving: boolean;
  children: ReactNode;
}

/** Scenes side by side, over the one map that all of them draw on. */
export function WallStage({ shift, leaving, children }: WallStageProps) {
  const [canvasHome, setCanvasHome] = useState<HTMLDivElement | null>(null);
  const stage = useMemo(() => (canvasHome === null ? null : new MapStage(canvasHome)), [canvasHome]);
  return (
    <div className="wall-shift" style={{ transform: `translate(${shift.x}px, ${shift.y}px)` }}>
      <div className="wall-stage" data-map-root data-leaving={leaving}>
        <div className="map-canvas" ref={setCanvasHome} />
        <MapStageContext value={stage}>
          <div className="wall-tiles">{children}</div>
        </MapStageContext>
      </div>
    </div>
  );
}
