import type { Scorecard, TrendPoint } from "@toancanh/contracts";
import { printLabelsFor } from "@toancanh/words";
import { useDesk } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Section } from "../../shell/parts/section.tsx";

const WIDTH = 200;
const HEIGHT = 96;
const TOP = 8;
const LEFT = 40;
const HOUR_MINUTES = 60;

/** One measure over the periods of the card, oldest first; null leaves a gap. */
interface Measure {
  id: string;
  title: string;
  unit: string;
  values: readonly (number | null)[];
  text: (value: number) => string;
  isBars?: boolean;
  target?: number | null;
  usual?: readonly [number, number] | null;
  /** The axis never ends below it. */
  least: number;
}

/** Six small charts of the last twelve periods, each as of its own cut-off. */
export function TrendCharts({ card }: { card: Scorecard }) {
  const { words, format, language } = useDesk();
  const { charts, chartAlt } = printLabelsFor(language);
  const byReports = card.counted === "reports";
  const { trend } = card;
  const last = trend.at(-1);
  if (last === undefined) return null;
  const valuesOf = (of: (point: TrendPoint) => number | null) => trend.map(of);
  const hours = (minutes: number | null) => (minutes === null ? null : minutes / HOUR_MINUTES);
  const unitCount = charts.unitCount(byReports);
  const measures: readonly Measure[] = [
    {
      id: "received",
      title: charts.received(byReports),
      unit: unitCount,
      values: valuesOf(({ received }) => received),
      text: format.count,
      isBars: true,
      least: 4,
    },
    {
      id: "rate",
      title: charts.rate,
      unit: "",
      values: valuesOf(({ late_rate, due }) => ((due ?? 0) < card.minimum_due ? null : late_rate)),
      text: format.percent,
      target: card.target,
      usual: card.usual,
      least: 0.02,
    },
    {
      id: "median",
      title: charts.median,
      unit: charts.unitHours,
      values: valuesOf(({ median_minutes }) => hours(median_minutes)),
      text: format.decimal,
      least: 1,
    },
    {
      id: "ninth",
      title: charts.ninth,
      unit: charts.unitHours,
      values: valuesOf(({ p90_minutes }) => hours(p90_minutes)),
      text: format.decimal,
      least: 1,
    },
    {
      id: "reopened",
      title: charts.reopened,
      unit: unitCount,
      values: valuesOf(({ reopened }) => reopened),
      text: format.count,
      isBars: true,
      least: 4,
    },
    {
      id: "satisfaction",
      title: charts.satisfaction(format.count(last.ratings ?? 0)),
      unit: "",
      values: valuesOf(({ rating_mean }) => rating_mean),
      text: format.decimal,
      least: 5,
    },
  ];
  const ends: [string, string] = [monthText(trend[0]?.period ?? ""), monthText(last.period)];
  return (
    <Section className="d-7" title={words.scorecard.trend} sub={words.scorecard.trendSub}>
      <div className="sc-trend">
        {measures.map((measure) => {
          const now = measure.values.at(-1) ?? null;
          const told = now === null ? "–" : `${measure.text(now)} ${measure.unit}`.trim();
          return (
            <figure key={measure.id} data-measure={measure.id}>
              <figcaption>
                <span>{measure.title}</span> <strong>{told}</strong>
              </figcaption>
              <Chart
                measure={measure}
                label={chartAlt(measure.title, ...ends, told)}
                periods={trend.map(({ period }) => period)}
              />
            </figure>
          );
        })}
      </div>
    </Section>
  );
}

interface ChartProps {
  measure: Measure;
  label: string;
  /** Month of each value. */
  periods: readonly string[];
}

function Chart({ measure, label, periods }: ChartProps) {
  const { values, target = null, usual = null, isBars = false, text, least } = measure;
  const known = values.filter((value) => value !== null);
  const most = Math.max(least, target ?? 0, usual?.[1] ?? 0, ...known);
  const step = (WIDTH - LEFT) / Math.max(1, values.length);
  const x = (index: number) => LEFT + step * (index + 0.5);
  const y = (value: number) => HEIGHT - ((HEIGHT - TOP) * value) / most;
  const outside = (value: number) =>
    usual === null || (value >= usual[0] && value <= usual[1])
      ? ""
      : value > usual[1]
        ? "sc-worse"
        : "sc-better";
  return (
    <svg className="sc-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`} role="img" aria-label={label}>
      {usual === null ? null : (
        <rect
          className="sc-usual"
          x={LEFT}
          width={WIDTH - LEFT}
          y={y(usual[1])}
          height={Math.max(1, y(usual[0]) - y(usual[1]))}
        />
      )}
      <path className="sc-axis" d={`M${LEFT} ${HEIGHT}H${WIDTH}`} />
      {target === null ? null : <path className="sc-target" d={`M${LEFT} ${y(target)}H${WIDTH}`} />}
      {isBars ? null : <path className="sc-line" d={lineOf(values, x, y)} />}
      {values.map((value, index) => {
        const key = periods[index];
        const isNow = index === values.length - 1;
        if (value === null) return null;
        if (isBars) {
          return (
            <rect
              key={key}
              className={isNow ? "sc-now" : "sc-bar"}
              x={x(index) - step * 0.36}
              width={step * 0.72}
              y={y(value)}
              height={HEIGHT - y(value)}
            />
          );
        }
        return outside(value) !== "" ? (
          <path key={key} className={outside(value)} d={`M${x(index)} ${y(value) - 5}l5 5-5 5-5-5z`} />
        ) : (
          <circle
            key={key}
            className={isNow ? "sc-now" : "sc-bar"}
            cx={x(index)}
            cy={y(value)}
            r={isNow ? 3.5 : 2}
          />
        );
      })}
      <text x={LEFT - 4} y={TOP + 4} textAnchor="end">
        {text(most)}
      </text>
      <text x={LEFT - 4} y={HEIGHT} textAnchor="end">
        0
      </text>
      <text x={LEFT} y={HEIGHT + 14}>
        {monthText(periods[0] ?? "")}
      </text>
      <text x={WIDTH} y={HEIGHT + 14} textAnchor="end">
        {monthText(periods.at(-1) ?? "")}
      </text>
    </svg>
  );
}

/** A line through what is known, broken where nothing is. */
function lineOf(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = "";
  let isBroken = true;
  for (const [index, value] of values.entries()) {
    if (value !== null) path += `${isBroken ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    isBroken = value === null;
  }
  return path;
}
