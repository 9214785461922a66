import type { Metrics, RecentOutcomes } from "@toancanh/contracts";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { DailyDots } from "./daily-dots.tsx";
import { onTimeText } from "./rate-text.ts";

export function HeadlinePanel({ state, now }: { state: ResourceState<RecentOutcomes>; now: number }) {
  const { messages } = useScene();
  return (
    <Panel
      area="headline"
      state={state}
      cadenceMs={CADENCE.recent}
      now={now}
      title={messages.overview.headline}
      className="headline"
    >
      {(recent) => (
        <>
          <BigFigure recent={recent} />
          <DailyDots recent={recent} />
          <Windows recent={recent} />
        </>
      )}
    </Panel>
  );
}

function BigFigure({ recent }: { recent: RecentOutcomes }) {
  const { format, messages } = useScene();
  const { on_time_rate: rate, due, late } = recent.metrics;
  if (rate === null) return <p className="live headline-none">{messages.nothingDue}</p>;
  return (
    <>
      <p className="headline-figure" data-due={due} data-late={late}>
        <span data-headline data-figure="on-time-rate">
          {format.percentNumber(rate)}
        </span>
        <span className="headline-unit">%</span>
      </p>
      <AgainstTarget rate={rate} target={recent.target.on_time_rate} />
    </>
  );
}

/** How far the rate lies from the target, as it is printed: in whole tenths of a point. */
function AgainstTarget({ rate, target }: { rate: number; target: number }) {
  const { format, messages } = useScene();
  const tenths = Math.round(rate * 1000) - Math.round(target * 1000);
  const mark = format.percent(target, Number.isInteger(target * 100) ? 0 : 1);
  const points = format.decimal(Math.abs(tenths) / 10);
  if (tenths === 0) return <p className="headline-against better">{messages.overview.onTarget(mark)}</p>;
  return tenths > 0 ? (
    <p className="headline-against better">
      <span className="mover" />
      {messages.overview.above(points, mark)}
    </p>
  ) : (
    <p className="headline-against worse">
      <span className="mover mover-down" />
      {messages.overview.below(points, mark)}
    </p>
  );
}

function Windows({ recent }: { recent: RecentOutcomes }) {
  const { messages, format } = useScene();
  const words = messages.overview;
  const begun = Date.parse(recent.as_of) - Date.parse(recent.period.period.from);
  const rows: [string, string, Metrics][] = [
    ["last_7_days", words.lastSevenDays, recent.last_7_days],
    ["period", words.thisPeriod, recent.period.metrics],
    ["same_stretch", words.sameStretch, recent.same_stretch.metrics],
    ["previous", words.previous, recent.previous.metrics],
  ];
  return (
    <table className="windows">
      <thead>
        <tr className="second">
          <th />
          <th scope="col">{words.onTime}</th>
          <th scope="col">{words.ofDue}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([id, name, metrics]) => {
          const text = onTimeText(metrics, format);
          return (
            <tr key={id} data-due={metrics.due} data-late={metrics.late}>
              <th scope="row">{name}</th>
              {text === null ? (
                <td className="second number" colSpan={2} data-figure={`on-time-${id}`}>
                  {id === "period" ? words.notDueYet(format.durationShort(begun)) : messages.nothingDueShort}
                </td>
              ) : (
                <>
                  <td className="live number" data-live data-figure={`on-time-${id}`}>
                    {text}
                  </td>
                  <td className="second number">{format.count(metrics.due)}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
