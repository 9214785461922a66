import type { Metrics, Summary } from "@toancanh/contracts";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { onTimeScale, positionOn } from "../../format/scale.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";

export function HeadlinePanel({ state, now }: { state: ResourceState<Summary>; now: number }) {
  const { messages } = useScene();
  return (
    <Panel
      area="headline"
      state={state}
      cadenceMs={CADENCE.summary}
      now={now}
      title={messages.overview.headline}
      className="headline"
    >
      {(summary) => (
        <>
          <BigFigure summary={summary} />
          <TargetBar summary={summary} />
          <OtherWindows summary={summary} />
        </>
      )}
    </Panel>
  );
}

function BigFigure({ summary }: { summary: Summary }) {
  const { format, messages } = useScene();
  const rate = summary.metrics.on_time_rate;
  if (rate === null) return <p className="live headline-none">{messages.nothingDue}</p>;
  return (
    <p className="headline-figure">
      <span data-headline data-figure="on-time-rate">
        {format.percentNumber(rate)}
      </span>
      <span className="headline-unit">%</span>
    </p>
  );
}

/** Where the figure stands between the start of the scale and 100 %, with the target marked and named. */
function TargetBar({ summary }: { summary: Summary }) {
  const { format, messages } = useScene();
  const rate = summary.metrics.on_time_rate;
  const target = summary.target.on_time_rate;
  const scale = onTimeScale([rate, summary.previous.on_time_rate, target]);
  const at = (value: number) => `${positionOn(scale, value) * 100}%`;
  return (
    <div className="target-bar">
      <p className="target-name">
        <span className="second" data-figure="due">
          {messages.due(format.count(summary.metrics.due))}
        </span>
        <span className="better">
          {messages.overview.target(format.percent(target, Number.isInteger(target * 100) ? 0 : 1))}
        </span>
      </p>
      <div className="target-track">
        {rate === null ? null : <div className="target-value" style={{ width: at(rate) }} />}
        {scale.ticks.map((tick) => (
          <div key={tick} className="target-tick" style={{ left: at(tick) }} />
        ))}
        <div className="target-mark" style={{ left: at(target) }} />
      </div>
      <div className="target-axis second">
        {scale.ticks.map((tick) => (
          <span key={tick}>{format.percent(tick, 0)}</span>
        ))}
      </div>
    </div>
  );
}

function OtherWindows({ summary }: { summary: Summary }) {
  const { messages, format } = useScene();
  const rows: [string, string, Metrics][] = [
    ["previous", messages.overview.previous, summary.previous],
    ["today", messages.overview.today, summary.windows.today],
    ["last_7_days", messages.overview.lastSevenDays, summary.windows.last_7_days],
    ["quarter", messages.overview.quarter, summary.windows.quarter],
  ];
  return (
    <table className="windows">
      <thead>
        <tr className="second">
          <th />
          <th scope="col">{messages.overview.onTime}</th>
          <th scope="col">{messages.overview.ofDue}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([id, name, metrics]) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td className="live number" data-live data-figure={`on-time-${id}`}>
              {format.percent(metrics.on_time_rate)}
            </td>
            <td className="second number">{format.count(metrics.due)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
