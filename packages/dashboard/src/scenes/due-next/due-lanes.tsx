import type { DueMark, DueNext } from "@toancanh/contracts";
import type { ReactNode } from "react";
import { type ElementSize, useSize } from "../../ui/measure/use-size.ts";
import { useScene } from "../../ui/scene-context.ts";
import { LABEL_UNITS, textWidth } from "../../ui/text-width.ts";
import { useHeldOrder } from "../../ui/use-held-order.ts";
import { useNames } from "../../ui/use-names.ts";
import { columnsOf, dotsOf, type Pane, placeIn, placeLabels } from "./lane-model.ts";
import { nextDueText } from "./next-due.ts";

/** From dot to dot, in units of the wall, and the dot's own part of it. */
const DOT_UNITS = 1.32;
const DOT_PART = 0.92;
/** Lanes have the same height however few they are. */
const ROWS = 7;
/** Columns stand in the lower part of a lane, their number above them; they grow by the root of what is due. */
const COLUMN_PART = 0.42;
const MINUTE_MS = 60_000;

interface Lane {
  id: string;
  name: string;
  due: number;
  marks: readonly DueMark[];
}

/** A lane an agency: one dot an obligation at its due, each pane of the time ahead on its own scale. */
export function DueLanes({ due, turn }: { due: DueNext; turn: number }) {
  const { messages, format } = useScene();
  const names = useNames();
  const own = due.lanes.map(
    (lane): Lane => ({
      id: lane.agency_responsible,
      name: names.agency(lane.agency_responsible === "" ? [] : [lane.agency_responsible]),
      due: lane.due,
      marks: lane.marks,
    }),
  );
  const order = useHeldOrder(
    `${turn}`,
    own.map(({ id }) => id),
  );
  const placeOf = ({ id }: Lane) => (order.includes(id) ? order.indexOf(id) : order.length);
  const lanes = own.toSorted((a, b) => placeOf(a) - placeOf(b));
  const { others } = due;
  const next = nextDueText(due, format);
  if (lanes.length === 0) {
    return (
      <p className="live second due-nothing">
        {next === null ? messages.dueNext.nothing : messages.dueNext.noneAhead(next)}
      </p>
    );
  }
  const drawn = others === null ? lanes : [...lanes, { ...others, id: "", name: "" }];
  return (
    <div className="due-lanes">
      <ol className="due-names" style={{ gridTemplateRows: `repeat(${ROWS}, minmax(0, 1fr))` }}>
        {lanes.map((lane) => (
          <li key={lane.id} data-unit={lane.id} data-due={lane.due}>
            {lane.name}
          </li>
        ))}
        {others === null ? null : (
          <li className="second" data-pooled={others.agencies} data-due={others.due}>
            {messages.dueNext.others(format.count(others.agencies))}
          </li>
        )}
      </ol>
      <Plot due={due} lanes={drawn} />
    </div>
  );
}

function Plot({ due, lanes }: { due: DueNext; lanes: readonly Lane[] }) {
  const [plot, size] = useSize();
  return (
    <div className="due-plot" ref={plot}>
      {due.panes.map((pane) => (
        <div key={pane.to_minutes} className="due-pane" />
      ))}
      {size === null ? null : <Drawn due={due} lanes={lanes} size={size} />}
    </div>
  );
}

function Drawn({ due, lanes, size }: { due: DueNext; lanes: readonly Lane[]; size: ElementSize }) {
  const { format } = useScene();
  const { panes } = due;
  const asOf = Date.parse(due.as_of);
  const dot = size.unit * DOT_UNITS;
  const paneWidth = size.width / panes.length;
  const laneHeight = size.height / ROWS;
  const room = { width: paneWidth / dot, height: laneHeight / dot - 0.6 };
  const xOf = (minute: number) => {
    const index = panes.findIndex((pane) => minute < pane.to_minutes);
    const pane = panes[index];
    return pane === undefined ? size.width : (index + placeIn(pane, minute, room.width)) * paneWidth;
  };
  const cells = lanes.flatMap((lane, row) =>
    panes.map((pane, column) => cellOf(lane, pane, { row, column, room })),
  );
  const mostIn = panes.map((_, column) =>
    Math.max(1, ...cells.flatMap((cell) => (cell.column === column ? cell.columns : []))),
  );
  const ends = due.office_ends.map((end) => {
    const at = Date.parse(end);
    return { at, x: xOf((at - asOf) / MINUTE_MS) };
  });
  /** The number stands in the half of its pane that no line of the end of office hours goes through. */
  const isLeft = (column: number) =>
    ends.every(({ x }) => x < column * paneWidth || x > (column + 0.5) * paneWidth);
  return (
    <>
      <TimeAxis
        size={size}
        labels={[
          ...ends.map(({ at, x }) => ({ text: format.time(at), x, isEnd: true })),
          ...panes.map((pane, index) => ({
            text: format.time(asOf + pane.from_minutes * MINUTE_MS),
            x: index * paneWidth,
            isEnd: false,
          })),
        ]}
      />
      {ends.map(({ at, x }) => (
        <div key={at} className="due-end" style={{ left: x }} data-figure="office-end" data-time={at} />
      ))}
      <svg className="due-marks" width={size.width} height={size.height} aria-hidden="true">
        {cells.map((cell) => {
          const left = cell.column * paneWidth;
          const middle = (cell.row + 0.5) * laneHeight;
          const width = paneWidth / Math.max(1, cell.columns.length);
          return (
            <g key={cell.key} className={cell.column === 0 ? "due-soon" : ""}>
              {cell.dots.map(({ x, y }) => (
                <circle
                  key={`${x} ${y}`}
                  cx={left + x * dot}
                  cy={middle + y * dot}
                  r={(dot * DOT_PART) / 2}
                />
              ))}
              {cell.columns.map((count, index) => {
                const height = Math.sqrt(count / (mostIn[cell.column] ?? 1)) * laneHeight * COLUMN_PART;
                return (
                  <rect
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                    key={index}
                    x={left + index * width + 1}
                    y={(cell.row + 0.96) * laneHeight - height}
                    width={Math.max(1, width - 2)}
                    height={height}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      {cells.map((cell) =>
        cell.columns.length === 0 ? null : (
          <span
            key={cell.key}
            className="due-count"
            style={{
              top: cell.row * laneHeight,
              ...(isLeft(cell.column)
                ? { left: cell.column * paneWidth }
                : { right: size.width - (cell.column + 1) * paneWidth }),
            }}
          >
            {format.count(cell.due)}
          </span>
        ),
      )}
    </>
  );
}

/** A lane's part of a pane: dots, or columns with their number where dots do not fit. */
function cellOf(
  lane: Lane,
  pane: Pane,
  at: { row: number; column: number; room: { width: number; height: number } },
) {
  const marks = lane.marks.filter(
    ({ in_minutes }) => in_minutes >= pane.from_minutes && in_minutes < pane.to_minutes,
  );
  const dots = dotsOf(marks, pane, at.room);
  return {
    key: `${at.row} ${at.column}`,
    row: at.row,
    column: at.column,
    due: marks.reduce((sum, mark) => sum + mark.count, 0),
    dots: dots ?? [],
    columns: dots === null ? columnsOf(marks, pane) : [],
  };
}

interface TimeAxisProps {
  size: ElementSize;
  labels: readonly { text: string; x: number; isEnd: boolean }[];
}

/** Times above the lanes: the end of office hours before the beginnings of the panes, where they do not all fit. */
function TimeAxis({ size, labels }: TimeAxisProps): ReactNode {
  const widths = labels.map(({ text, x }) => ({ x, width: textWidth(text, size.unit * LABEL_UNITS) }));
  return (
    <p className="due-axis">
      {placeLabels(widths, size.width, size.unit * 0.8).map(({ index, x }) => {
        const label = labels[index];
        return label === undefined ? null : (
          <span key={index} className={label.isEnd ? "due-end-time" : "second"} style={{ left: x }}>
            {label.text}
          </span>
        );
      })}
    </p>
  );
}
