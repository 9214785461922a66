import type { ReactNode } from "react";
import type { ResourceState } from "../data/resource.ts";
import { ageForLabel, freshnessOf } from "../data/staleness.ts";
import { useResource } from "../data/use-resource.ts";
import { Notice } from "./notice.tsx";
import "./panel.css";
import { useScene } from "./scene-context.ts";

interface PanelProps<T> {
  area: string;
  state: ResourceState<T>;
  cadenceMs: number;
  now: number;
  title?: string;
  className?: string;
  children: (data: T) => ReactNode;
}

/** A region with figures: carries their time, says when they are old, and why when there are none. */
export function Panel<T extends { as_of: string; window?: { from: string; to: string } }>(
  props: PanelProps<T>,
) {
  const { area, state, cadenceMs, now, title, className, children } = props;
  const { messages, format, data } = useScene();
  const health = useResource(data.health).data;
  const asOf = state.data === null ? null : Date.parse(state.data.as_of);
  const window = state.data?.window;
  const freshness = freshnessOf(asOf, now, cadenceMs, data.clock.speed());
  return (
    <section
      className={`panel ${className ?? ""}`}
      style={{ gridArea: area }}
      data-panel={area}
      data-as-of={state.data?.as_of}
      data-window={window === undefined ? undefined : `${window.from}/${window.to}`}
      data-freshness={freshness}
    >
      <div className="panel-body">
        {title === undefined ? null : <h2 className="panel-title">{title}</h2>}
        {state.data === null ? (
          <Notice messages={messages} failure={state.failure} fill={health?.fill ?? null} />
        ) : (
          children(state.data)
        )}
      </div>
      {freshness === "dead" ? <div className="panel-hatch" /> : null}
      {freshness === "fresh" || asOf === null ? null : (
        <p className="panel-age">{messages.oldData(format.duration(ageForLabel(asOf, now)))}</p>
      )}
    </section>
  );
}
