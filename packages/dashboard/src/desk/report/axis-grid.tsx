import { useDesk } from "../../shell/context/desk-context.ts";
import type { Axis, AxisTick } from "./axis-model.ts";

/** Height of the line with the names of hours or days, and of the line that counts working days. */
export const HEAD = 26;
export const DAY_ROW = 34;
/** Room of a tick's name with its day of the week; of its date alone; of a counted day. */
export const TICK_ROOM = 66;
const DATE_ROOM = 38;
const NUMBER_ROOM = 24;

/** An axis with the pixels it is drawn in. */
export interface Drawn {
  axis: Axis;
  width: number;
  /** Pixels of the names at the left. */
  labels: number;
  x: (at: number) => number;
  ticks: AxisTick[];
}

interface GridProps {
  drawn: Drawn;
  height: number;
}

/** Lines of the hours or the days, with days off shaded and working days counted. */
export function Grid(props: GridProps) {
  return props.drawn.axis.unit === "hours" ? <Hours {...props} /> : <Days {...props} />;
}

function Hours({ drawn: { ticks, x }, height }: GridProps) {
  const { format } = useDesk();
  return (
    <g className="rp-axis-grid">
      {ticks.map(({ at, date }, index) => (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={HEAD - 4} y2={height} />
          <text x={x(at)} y={14} textAnchor="middle">
            {index > 0 && date !== ticks[index - 1]?.date ? format.dayMonth(at) : format.time(at)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Days({ drawn: { axis, ticks, x, labels, width }, height }: GridProps) {
  const { words } = useDesk();
  const usual = ticks.length === 0 ? DATE_ROOM : (width - labels) / ticks.length;
  const step = Math.ceil(DATE_ROOM / usual);
  return (
    <g className="rp-axis-grid">
      {axis.countsDays ? (
        <text className="rp-axis-name" x={0} y={HEAD + 20}>
          {words.report.axis.workingDay}
        </text>
      ) : null}
      {ticks.map((tick, index) => {
        const from = Math.max(labels, x(tick.at));
        const to = Math.min(width, x(ticks[index + 1]?.at ?? axis.to));
        return (
          <g key={tick.at}>
            {tick.isOff ? (
              <rect x={from} width={Math.max(0, to - from)} y={HEAD - 6} height={height - HEAD + 6} />
            ) : null}
            <line x1={from} x2={from} y1={HEAD - 6} y2={height} />
            <DayName
              tick={tick}
              middle={(from + to) / 2}
              room={(to - from) * step}
              isNamed={index % step === 0}
            />
            {axis.countsDays ? (
              <DayNumber tick={tick} middle={(from + to) / 2} room={to - from} isFirst={index === 0} />
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

interface DayProps {
  tick: AxisTick;
  middle: number;
  /** Pixels that the text may take. */
  room: number;
}

function DayName({ tick: { at }, middle, room, isNamed }: DayProps & { isNamed: boolean }) {
  const { words, format, city } = useDesk();
  if (!isNamed || room < DATE_ROOM) return null;
  const day = new Intl.DateTimeFormat("en-US", { timeZone: city.time_zone, weekday: "short" }).format(at);
  return (
    <text x={middle} y={14} textAnchor="middle">
      {room > TICK_ROOM ? `${words.report.axis.weekdays[day] ?? ""} ` : ""}
      {format.dayMonth(at)}
    </text>
  );
}

function DayNumber({ tick: { number, isOff }, middle, room, isFirst }: DayProps & { isFirst: boolean }) {
  const { words } = useDesk();
  if (number === null) {
    const text = isOff ? words.report.axis.dayOff : isFirst ? words.report.axis.notCounted : "";
    return room < TICK_ROOM ? null : (
      <text x={middle} y={HEAD + 20} textAnchor="middle">
        {text}
      </text>
    );
  }
  if (room < NUMBER_ROOM) return null;
  return (
    <>
      <circle cx={middle} cy={HEAD + 15} r={11} />
      <text className="rp-axis-number" x={middle} y={HEAD + 20} textAnchor="middle">
        {number}
      </text>
    </>
  );
}
