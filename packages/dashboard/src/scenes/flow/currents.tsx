import type { FlowCurrent, FlowLimit } from "@toancanh/contracts";
import { headlineUnits, LEAST_HEADLINE_UNITS } from "../../format/headline-size.ts";
import { useWindowSize } from "../../ui/measure/use-window-size.ts";
import { useScene } from "../../ui/scene-context.ts";
import { partsOf, shapeOf, stepTotals } from "./flow-model.ts";

const MINUTE_MS = 60_000;
/** Room of a step's figure, in units of the wall: across and upright. */
const FIGURE_UNITS = { landscape: 34, portrait: 20 };
/** A current's least part of the height of all, so that it holds its lines of text. */
const LEAST_PART = { landscape: 0.42, portrait: 0.45 };

/** How many reached each step, and the currents in which they went. */
export function Currents({ currents }: { currents: readonly FlowCurrent[] }) {
  const { messages, format } = useScene();
  const { width, height } = useWindowSize();
  const side = height > width ? "portrait" : "landscape";
  const words = messages.flow;
  const { received, assigned, checked, answered } = stepTotals(currents);
  const figures: [id: string, name: string, count: number | null][] = [
    ["received", words.received, received],
    ["assigned", words.assigned, assigned],
    ["checked", words.checked, checked],
    ["answered", words.answered, answered],
  ];
  const texts = figures.map(([, , count]) => (count === null ? "–" : format.count(count)));
  const units = headlineUnits(texts, FIGURE_UNITS[side]);
  return (
    <>
      <div className="stream-row stream-figures">
        {figures.map(([id, name, count], index) => (
          <div key={id}>
            <p className="second">{name}</p>
            <p
              className="stream-figure"
              style={{ fontSize: `calc(${units} * var(--u))` }}
              {...(units >= LEAST_HEADLINE_UNITS ? { "data-headline": true } : { "data-live": true })}
              data-figure={`step-${id}`}
              data-count={count ?? undefined}
            >
              {texts[index]}
            </p>
          </div>
        ))}
      </div>
      <div
        className="stream-currents"
        style={{
          gridTemplateRows: partsOf(currents, LEAST_PART[side])
            .map((part) => `minmax(0, ${part}fr)`)
            .join(" "),
        }}
      >
        {currents.map((current) => (
          <Current key={current.clock} current={current} />
        ))}
      </div>
    </>
  );
}

function Current({ current }: { current: FlowCurrent }) {
  const { messages, format } = useScene();
  const words = messages.flow;
  const { body, onTime, late, steps } = shapeOf(current);
  return (
    <section
      className="stream-row stream-current"
      data-current={current.clock}
      data-count={current.received}
      data-late={current.late}
    >
      <h2>{words.clocks[current.clock]}</h2>
      <div className="stream-shape">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <polygon className="stream-body" points={body} />
          <polygon className="stream-on-time" points={onTime} />
          <polygon className="stream-late" points={late} />
          {steps.map(({ x, height }) => (
            <rect key={x} className="stream-step" x={x} y={0} width={0.9} height={height} />
          ))}
        </svg>
        <Segment step={current.assign} />
        {current.check === null ? null : <Segment step={current.check} />}
        <Segment step={current.answer} isWide={current.check === null} />
        <div className="stream-end">
          <p>
            <strong data-live>{format.count(current.on_time)}</strong>{" "}
            <span className="second">{words.onTime}</span>
          </p>
          <p className={current.late === 0 ? "second" : "worse"}>
            <strong data-live>{format.count(current.late)}</strong> {words.late}
          </p>
        </div>
      </div>
    </section>
  );
}

function Segment({ step, isWide = false }: { step: FlowCurrent["answer"]; isWide?: boolean }) {
  const { format } = useScene();
  return (
    <p className={isWide ? "stream-segment stream-wide" : "stream-segment"}>
      <strong data-live>
        {step.median_minutes === null ? "–" : format.durationShort(step.median_minutes * MINUTE_MS)}
      </strong>
      <Limit limit={step.limit} />
    </p>
  );
}

function Limit({ limit }: { limit: FlowLimit }) {
  const { messages, format } = useScene();
  const words = messages.flow;
  if (limit === null) return null;
  const { unit, least, most } = limit;
  const isShort = unit === "hours" && most < 1;
  const [from, to] = [least, most].map((value) => format.plain(isShort ? Math.round(value * 60) : value));
  const text = from === to ? `${to}` : `${from}–${to}`;
  return <span className="second">{words.limits[isShort ? "minutes" : unit](text)}</span>;
}
