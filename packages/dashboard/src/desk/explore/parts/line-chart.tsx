import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";
import { useSize } from "../../../ui/measure/use-size.ts";
import { PALETTE } from "../../../ui/palette.ts";

export interface ChartSeries {
  name: string;
  colour: string;
  dashed?: boolean;
  /** One value a point; null leaves a gap. */
  values: readonly (number | null)[];
}

interface ExploreChartProps {
  /** What a screen reader says of it; the table beneath has the figures. */
  label: string;
  /** Short names of the points, for the axis. */
  ticks: readonly string[];
  /** Whole names, for the pointer. */
  titles: readonly string[];
  series: readonly ChartSeries[];
  text: (value: number) => string;
}

const AXIS = { fill: PALETTE.textSecond, fontSize: "0.8125rem" };
const DASHES = "6 4";

/** Lines over time with named ends, a value axis from zero, and figures at the pointer or by arrow keys. */
export function ExploreChart({ label, ticks, titles, series, text }: ExploreChartProps) {
  const [frame, size] = useSize();
  const rows = ticks.map((tick, index) => {
    const row: Record<string, string | number | null> = { tick, title: titles[index] ?? tick };
    series.forEach(({ values }, place) => {
      row[`s${place}`] = values[index] ?? null;
    });
    return row;
  });
  return (
    <figure className="ex-chart" aria-label={label}>
      <figcaption>
        {series.map(({ name, colour, dashed }) => (
          <span key={name} className="ex-chart-name">
            <svg width="26" height="8" aria-hidden="true">
              <line
                x1="1"
                y1="4"
                x2="25"
                y2="4"
                stroke={colour}
                strokeWidth="3"
                {...(dashed === true ? { strokeDasharray: DASHES } : {})}
              />
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
      <div className="ex-chart-frame" ref={frame}>
        {size === null || size.width < 50 ? null : (
          <LineChart
            width={size.width}
            height={size.height}
            data={rows}
            margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          >
            <CartesianGrid stroke={PALETTE.lineFaint} vertical={false} />
            <XAxis
              dataKey="tick"
              tick={AXIS}
              stroke={PALETTE.line}
              tickLine={false}
              interval="preserveStartEnd"
              minTickGap={28}
            />
            <YAxis
              tick={AXIS}
              stroke={PALETTE.line}
              tickLine={false}
              width="auto"
              tickFormatter={(value: number) => text(value)}
              domain={[0, "auto"]}
              allowDecimals
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: PALETTE.stale }}
              content={({ active, payload }) => {
                const row: unknown = payload[0]?.payload;
                if (!active || typeof row !== "object" || row === null || !("title" in row)) return null;
                return (
                  <div className="ex-tooltip ex-tooltip-still">
                    <strong>{String(row.title)}</strong>
                    <dl>
                      {series.map(({ name }, place) => {
                        const value = Object.entries(row).find(([key]) => key === `s${place}`)?.[1];
                        return (
                          <div key={name}>
                            <dt>{name}</dt>
                            <dd>{typeof value === "number" ? text(value) : "–"}</dd>
                          </div>
                        );
                      })}
                    </dl>
                  </div>
                );
              }}
            />
            {series.map(({ name, colour, dashed, values }, place) => (
              <Line
                key={name}
                dataKey={`s${place}`}
                stroke={colour}
                strokeWidth={2}
                {...(dashed === true ? { strokeDasharray: DASHES } : {})}
                dot={values.length <= 40 ? { r: 2, fill: colour, strokeWidth: 0 } : false}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        )}
      </div>
    </figure>
  );
}

interface ChartTableProps {
  summary: string;
  head: string;
  titles: readonly string[];
  series: readonly ChartSeries[];
  text: (value: number) => string;
}

/** The same figures as a table, folded away. */
export function ChartTable({ summary, head, titles, series, text }: ChartTableProps) {
  return (
    <details className="ex-details">
      <summary>{summary}</summary>
      <div className="ex-scroll ex-scroll-tall">
        <table>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col" className="ex-number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {titles.map((title, index) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                {series.map(({ name, values }) => {
                  const value = values[index] ?? null;
                  return (
                    <td key={name} className="ex-number">
                      {value === null ? "–" : text(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
