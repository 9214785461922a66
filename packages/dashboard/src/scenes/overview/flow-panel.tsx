import type { RecentOutcomes, Summary } from "@toancanh/contracts";
import { Line, LineChart, ReferenceLine, XAxis, YAxis } from "recharts";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { AxisLabels } from "../../ui/axis-labels.tsx";
import { useSize } from "../../ui/measure/use-size.ts";
import { PALETTE } from "../../ui/palette.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { type FlowPoint, flowTotals, pushApart, roundUp, wholeHours } from "./figures.ts";

interface FlowPanelProps {
  state: ResourceState<Summary>;
  /** What is open, with its overdue by age; null until it is known. */
  open: RecentOutcomes["open"] | null;
  now: number;
}

export function FlowPanel({ state, open, now }: FlowPanelProps) {
  const { messages, format } = useScene();
  return (
    <Panel area="flow" state={state} cadenceMs={CADENCE.summary} now={now} className="flow">
      {(summary) => {
        const totals = flowTotals(summary);
        return (
          <div className="flow-row">
            <div className="flow-open">
              <p className="second">{messages.overview.flowTitle}</p>
              {open === null ? null : <OpenNow open={open} />}
            </div>
            <FlowChart
              points={wholeHours(summary)}
              receivedName={`${messages.overview.received} ${format.count(totals.received)}`}
              handledName={`${messages.overview.handled} ${format.count(totals.handled)}`}
            />
          </div>
        );
      }}
    </Panel>
  );
}

/** Only what fell overdue lately is news; the older stock stands beside it. */
function OpenNow({ open }: { open: RecentOutcomes["open"] }) {
  const { messages, format } = useScene();
  const older = open.overdue - open.overdue_recent;
  return (
    <>
      <p>
        <span className="live" data-live data-figure="open">
          {format.count(open.total)}
        </span>{" "}
        <span className="second">{messages.overview.open}</span>
      </p>
      <p>
        <span className="live" data-live data-figure="overdue">
          {format.count(open.overdue_recent)}
        </span>{" "}
        <span className="second">
          {messages.overview.overdue}
          {older === 0 ? "" : `, ${messages.overview.olderStock(format.count(older))}`}
        </span>
      </p>
    </>
  );
}

interface FlowChartProps {
  points: FlowPoint[];
  receivedName: string;
  handledName: string;
}

/** Two lines named at their ends. Hours and names are HTML, so that their size follows the screen. */
function FlowChart({ points, receivedName, handledName }: FlowChartProps) {
  const { format, messages } = useScene();
  const [plot, size] = useSize();
  const top = roundUp(Math.max(0, ...points.flatMap((point) => [point.received, point.handled])));
  const last = points.at(-1);
  const first = points[0];
  const yOf = (value: number) => (size === null ? 0 : size.height * (1 - value / top));
  const gap = size === null ? 0 : size.unit * 4.9;
  const [receivedY = 0, handledY = 0] =
    last === undefined || size === null
      ? []
      : pushApart([yOf(last.received), yOf(last.handled)], gap, size.height);
  const span = first === undefined || last === undefined ? 1 : Math.max(1, last.hour - first.hour);
  const stroke = size === null ? 2 : size.unit * 0.42;
  return (
    <div className="flow-chart">
      <div className="flow-plot" ref={plot}>
        {size === null || first === undefined ? null : (
          <>
            <LineChart
              width={size.width}
              height={size.height}
              data={points}
              margin={{ top: 0, right: 0, bottom: 0, left: 0 }}
              accessibilityLayer={false}
            >
              <XAxis dataKey="hour" type="number" domain={["dataMin", "dataMax"]} hide />
              <YAxis domain={[0, top]} hide />
              <ReferenceLine y={0} stroke={PALETTE.line} />
              <ReferenceLine y={top} stroke={PALETTE.lineFaint} />
              <Line
                dataKey="received"
                stroke={PALETTE.textSecond}
                strokeWidth={stroke}
                dot={false}
                isAnimationActive={false}
              />
              <Line
                dataKey="handled"
                stroke={PALETTE.better}
                strokeWidth={stroke}
                dot={false}
                isAnimationActive={false}
              />
            </LineChart>
            <span className="flow-top second">{messages.overview.perHour(format.count(top))}</span>
            <AxisLabels
              className="flow-hours second"
              labels={points
                .filter((point) => format.hour(point.hour) % 6 === 0)
                .map((point) => ({ at: (point.hour - first.hour) / span, text: format.time(point.hour) }))}
            />
          </>
        )}
      </div>
      <p className="flow-names">
        <span className="second" style={{ top: receivedY }} data-figure="flow-received">
          {receivedName}
        </span>
        <span className="better" style={{ top: handledY }} data-figure="flow-handled">
          {handledName}
        </span>
      </p>
    </div>
  );
}
