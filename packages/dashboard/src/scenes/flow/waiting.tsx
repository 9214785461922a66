import type { Flow } from "@toancanh/contracts";
import { type ElementSize, useSize } from "../../ui/measure/use-size.ts";
import { useScene } from "../../ui/scene-context.ts";
import { textWidth } from "../../ui/text-width.ts";
import { barShare } from "./flow-model.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
/** Sizes in units of the wall, as `--label` and `--data`. */
const LABEL_UNITS = 3.45;
const DATA_UNITS = 4.3;
const GAP_UNITS = 3.2;
/** Longest bar, where the figures beside it leave room for it. */
const BAR_UNITS = { most: 12, least: 1.2 };

/** In a narrower column what is past its due stands in a line of its own (flow.css, portrait). */
const STACKED_UNITS = 28;

type Band = Flow["waiting"][number]["bands"][number];

/** Below each step what waits for it, by age; the part that is past the step's due stands out. */
export function Waiting({ flow }: { flow: Flow }) {
  const { messages, format } = useScene();
  const words = messages.flow;
  const [cells, size] = useSize();
  const bands = flow.waiting[0]?.bands ?? [];
  const longest =
    size === null ? 0 : longestBar(size, flow, (band) => textsOf(band, words.over, format.count));
  return (
    <div className="stream-waiting">
      <div className="stream-row stream-wait-head">
        <h2>{words.waiting}</h2>
        <div className="stream-cells" ref={cells}>
          {flow.waiting.map(({ step, open }) => (
            <p key={step} data-figure={`waits-${step}`} data-count={open}>
              <strong data-live>{format.count(open)}</strong>{" "}
              <span className="second">{words.waits[step]}</span>
            </p>
          ))}
        </div>
      </div>
      {bands.map((band, index) => (
        <div key={band.from_minutes} className="stream-row stream-band">
          <Age band={band} />
          <div className="stream-cells">
            {flow.waiting.map(({ step, bands: own }) => {
              const cell = own[index];
              return cell === undefined ? null : (
                <Cell key={step} step={step} band={cell} length={barShare(cell.open, flow) * longest} />
              );
            })}
          </div>
        </div>
      ))}
    </div>
  );
}

function Age({ band: { from_minutes: from, to_minutes: to } }: { band: Band }) {
  const { messages, format } = useScene();
  const words = messages.flow;
  const isHours = to !== null && to <= DAY;
  const age = (text: string) => (isHours ? words.hours(text) : words.days(text));
  const text = (minutes: number) => format.plain(minutes / (isHours ? HOUR : DAY));
  return (
    <p className="second">
      {to === null
        ? words.above(age(text(from)))
        : from === 0
          ? words.below(age(text(to)))
          : age(`${text(from)} – ${text(to)}`)}
    </p>
  );
}

function Cell({ step, band, length }: { step: string; band: Band; length: number }) {
  const { messages, format } = useScene();
  const { open, overdue } = band;
  if (open === 0) {
    return (
      <p className="stream-cell stream-none" data-wait={step} data-count={0}>
        –
      </p>
    );
  }
  const [count, over] = textsOf(band, messages.flow.over, format.count);
  return (
    <p className="stream-cell" data-wait={step} data-count={open} data-overdue={overdue}>
      <span className="stream-bar" style={{ width: length }}>
        <span style={{ flexGrow: open - overdue }} />
        <span className="stream-bar-over" style={{ flexGrow: overdue }} />
      </span>
      <strong data-live>{count}</strong>
      {over === null ? null : <span className="worse">{over}</span>}
    </p>
  );
}

/** What a cell prints: how many wait, and how many of them too long. */
function textsOf(
  { open, overdue }: Band,
  over: (count: string) => string,
  count: (value: number) => string,
): [string, string | null] {
  return [count(open), overdue === 0 ? null : over(count(overdue))];
}

/** What the widest texts of any cell leave of its column, in px. */
function longestBar(
  { width, unit }: ElementSize,
  { waiting }: Flow,
  textsOf: (band: Band) => [string, string | null],
): number {
  const column = width / Math.max(1, waiting.length);
  const isStacked = column < STACKED_UNITS * unit;
  const widths = waiting.flatMap(({ bands }) =>
    bands.map((band) => {
      const [count, over] = textsOf(band);
      const beside = over === null || isStacked ? 0 : textWidth(over, unit * LABEL_UNITS);
      return textWidth(count, unit * DATA_UNITS) + beside;
    }),
  );
  const room = column - Math.max(0, ...widths) - GAP_UNITS * unit;
  return Math.max(BAR_UNITS.least * unit, Math.min(BAR_UNITS.most * unit, room));
}
