import type { Outcome } from "@toancanh/domain";
import type { ReactNode } from "react";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useNames } from "../../shell/parts/names.ts";
import { useSize } from "../../ui/measure/use-size.ts";
import { DAY_ROW, type Drawn, Grid, HEAD, TICK_ROOM } from "./axis-grid.tsx";
import { type Axis, type AxisGroup, type AxisStage, ticksOf } from "./axis-model.ts";

const ROW = 22;
const LABELS_WIDE = 215;
const LABELS_NARROW = 118;
const NARROW = 640;
const TEXT_GAP = 10;
/** A character of 12 px is at most so wide. */
const CHARACTER = 6.6;

/** Stages with their dues, when each was done, and who held the report, on one time axis. */
export function AxisChart({ axis }: { axis: Axis }) {
  const { city, words } = useDesk();
  const [frame, size] = useSize();
  const width = size?.width ?? 0;
  const labels = width < NARROW ? LABELS_NARROW : LABELS_WIDE;
  const scale = (width - labels - 8) / (axis.to - axis.from);
  const ticks = ticksOf(axis, city.time_zone, Math.max(2, Math.floor((width - labels) / TICK_ROOM)));
  const drawn: Drawn = { axis, width, labels, ticks, x: (at) => labels + (at - axis.from) * scale };
  const top = HEAD + (axis.countsDays ? DAY_ROW : 0);
  const heights = axis.groups.map(({ stages }) => ROW * Math.max(1, stages.length + 1) + 8);
  const tops = heights.map(
    (_, index) => top + heights.slice(0, index).reduce((sum, height) => sum + height, 0),
  );
  const holdersTop = top + heights.reduce((sum, height) => sum + height, 0);
  const height = holdersTop + Math.max(1, axis.lanes) * 24 + 10;
  return (
    <div className="rp-axis" ref={frame}>
      {width < 50 ? null : (
        <svg width={width} height={height} role="img" aria-label={words.report.axis.title}>
          <Grid drawn={drawn} height={height} />
          {axis.groups.map((group, index) => (
            <Group
              key={`${group.agency} ${group.turn}`}
              drawn={drawn}
              group={group}
              top={tops[index] ?? top}
            />
          ))}
          <Holders drawn={drawn} top={holdersTop} />
        </svg>
      )}
      <AxisInWords axis={axis} />
    </div>
  );
}

function Group({ drawn, group, top }: { drawn: Drawn; group: AxisGroup; top: number }) {
  const { words, language } = useDesk();
  const names = useNames();
  const { axis } = words.report;
  const name = group.agency === "" ? axis.report : axis.agency(nameOf(names, group));
  return (
    <g>
      <line className="rp-axis-rule" x1={0} x2={drawn.width} y1={top} y2={top} />
      <text className="rp-axis-name" x={0} y={top + 18}>
        {shorten(name, drawn.width - 4)}
      </text>
      {group.stages.map((stage, index) => (
        <g key={`${stage.start} ${stage.name.vi}`} transform={`translate(0 ${top + ROW * (index + 1) + 11})`}>
          <text className="rp-axis-stage" x={12} y={5}>
            {shorten(stage.name[language], drawn.labels - 18)}
          </text>
          <Stage drawn={drawn} stage={stage} />
        </g>
      ))}
    </g>
  );
}

function Stage({ drawn: { x, axis, width, labels }, stage }: { drawn: Drawn; stage: AxisStage }) {
  const { words, format } = useDesk();
  const { start, due, end, isDone, outcome } = stage;
  const limit = due ?? end;
  const from = Math.max(labels, x(start));
  const isLate = outcome === "handled_late" || outcome === "open_overdue";
  const endX = Math.min(x(Math.min(end, axis.to)), width - 6);
  const text = resultText(stage, words.report.axis, format.span);
  const after = Math.max(endX, x(Math.min(limit, axis.to))) + TEXT_GAP;
  const fits = after + text.length * CHARACTER < width;
  return (
    <>
      <rect
        className="rp-axis-limit"
        x={from}
        width={Math.max(1, x(Math.min(limit, axis.to)) - from)}
        y={-7}
        height={14}
      />
      {due === null || due > axis.to ? null : (
        <line className="rp-axis-due" x1={x(due)} x2={x(due)} y1={-10} y2={10} />
      )}
      {isLate && due !== null ? (
        <line className={`rp-axis-${outcome}`} x1={x(due)} x2={endX} y1={0} y2={0} />
      ) : null}
      {isDone || outcome === "open_overdue" ? <Mark x={endX} outcome={outcome} /> : null}
      <text
        className="rp-axis-result"
        x={fits ? after : endX - TEXT_GAP}
        y={fits ? 4 : -3}
        textAnchor={fits ? "start" : "end"}
      >
        {text}
      </text>
    </>
  );
}

/** The same shapes as in tables: disc in time, diamond late, triangle overdue. */
function Mark({ x, outcome }: { x: number; outcome: Outcome }): ReactNode {
  if (outcome === "handled_late")
    return <path className="rp-mark-late" d={`M${x} -6.5l6.5 6.5-6.5 6.5-6.5-6.5z`} />;
  if (outcome === "open_overdue") return <path className="rp-mark-over" d={`M${x} -6.5l6.5 12h-13z`} />;
  return <circle className="rp-mark-on" cx={x} cy={0} r={5} />;
}

function Holders({ drawn: { axis, x, width, labels }, top }: { drawn: Drawn; top: number }) {
  const { words, format } = useDesk();
  const names = useNames();
  return (
    <g>
      <line className="rp-axis-rule" x1={0} x2={width} y1={top} y2={top} />
      <text className="rp-axis-name" x={0} y={top + 20}>
        {words.report.axis.holders}
      </text>
      {axis.holders.map((holder, index) => {
        const from = Math.max(labels, x(holder.from));
        const to = Math.min(width, x(Math.min(holder.to, axis.to)));
        const name = holder.agency === "" ? words.report.axis.intake : nameOf(names, holder);
        const text = words.report.axis.held(name, format.span(holder.to - holder.from));
        const room = to - from - 10;
        return (
          <g key={`${holder.agency} ${holder.from}`}>
            <rect
              className={`rp-holder-${index % 2}`}
              x={from}
              width={Math.max(1, to - from - 1)}
              y={top + 5 + holder.lane * 24}
              height={18}
            />
            {text.length * CHARACTER < room || name.length * CHARACTER < room ? (
              <text className="rp-holder-name" x={from + 6} y={top + 18 + holder.lane * 24}>
                {text.length * CHARACTER < room ? text : name}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** The picture in words, for those who do not see it. */
function AxisInWords({ axis }: { axis: Axis }) {
  const { words, format, language } = useDesk();
  const names = useNames();
  return (
    <ul className="d-hidden">
      {axis.groups.map((group) => (
        <li key={`${group.agency} ${group.turn}`}>
          {group.agency === "" ? words.report.axis.report : words.report.axis.agency(nameOf(names, group))}
          <ul>
            {group.stages.map((stage) => (
              <li key={`${stage.start} ${stage.name.vi}`}>
                {words.report.axis.summary(
                  stage.name[language],
                  stage.due === null ? "–" : format.dateTime(stage.due),
                  resultText(stage, words.report.axis, format.span),
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

interface ResultWords {
  lateBy: (span: string) => string;
  overdueBy: (span: string) => string;
  early: (span: string) => string;
  left: (span: string) => string;
  running: string;
}

function resultText(stage: AxisStage, words: ResultWords, span: (ms: number) => string): string {
  const { due, end, outcome } = stage;
  if (due === null) return stage.isDone ? "" : words.running;
  if (outcome === "handled_late") return words.lateBy(span(end - due));
  if (outcome === "open_overdue") return words.overdueBy(span(end - due));
  if (outcome === "handled_on_time") return words.early(span(due - end));
  return words.left(span(due - end));
}

function nameOf(
  names: { agency: (id: string) => string; agencyWhole: (id: string) => string },
  { agency, name }: { agency: string; name: string },
): string {
  return name === names.agencyWhole(agency) ? names.agency(agency) : name;
}

function shorten(text: string, room: number): string {
  const most = Math.floor(room / 7.2);
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
