import type { Scorecard, TrendPoint } from "@toancanh/contracts";
import { createFormatter, type PrintLabels } from "@toancanh/words";
import type { Cells } from "./cells.ts";
import type { PrintedChart } from "./printed.ts";

/** "2026-11" under an axis: T11/26, 11/26. */
function axisLabel(period: string, language: Scorecard["lang"]): string {
  return `${language === "vi" ? "T" : ""}${Number(period.slice(5))}/${period.slice(2, 4)}`;
}

/** The next of 1, 2, 4, 5, 8 times a power of ten. */
function niceTop(values: readonly (number | null)[]): number {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  if (highest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 4, 5, 8, 10].find((one) => one * power >= highest) ?? 10;
  return step * power;
}

/** The six small charts of a scorecard. */
export function layOutCharts(card: Scorecard, labels: PrintLabels, cells: Cells): PrintedChart[] {
  const { trend, lang, counted, usual, target, minimum_due, now, satisfaction } = card;
  const isReports = counted === "reports";
  const format = createFormatter(lang, "UTC");
  const [first, last] = [trend[0]?.period ?? card.period, trend.at(-1)?.period ?? card.period].map((period) =>
    axisLabel(period, lang),
  );
  const chart = (
    of: Pick<PrintedChart, "title" | "value" | "unit" | "kind"> & {
      readPoint: (point: TrendPoint) => number | null;
    },
    more: Partial<Pick<PrintedChart, "target" | "band" | "outside">> & { top?: number } = {},
  ): PrintedChart => {
    const { readPoint, ...shown } = of;
    const points = trend.map(readPoint);
    const top = more.top ?? niceTop([...points, more.target ?? null, more.band?.[1] ?? null]);
    return {
      ...shown,
      top,
      topText: format.plain(top),
      points,
      first: first ?? "",
      last: last ?? "",
      target: more.target ?? null,
      band: more.band ?? null,
      outside: more.outside ?? false,
      alt: labels.chartAlt(of.title, first ?? "", last ?? "", `${of.value} ${of.unit}`.trim()),
    };
  };
  const { charts } = labels;
  const hours = (minutes: number | null) => (minutes === null ? null : minutes / 60);
  const rate = now.late_rate;
  const band: [number, number] | null = usual === null ? null : [usual[0] * 100, usual[1] * 100];
  const isRate = rate !== null && now.due >= minimum_due;
  return [
    chart({
      title: charts.received(isReports),
      value: cells.count(now.received).text,
      unit: charts.unitCount(isReports),
      kind: "bars",
      readPoint: ({ received }) => received,
    }),
    chart(
      {
        title: charts.rate,
        value: cells.rate(now.late, now.due, rate).text,
        unit: isRate ? "%" : "",
        kind: "line",
        readPoint: ({ late_rate }) => (late_rate === null ? null : late_rate * 100),
      },
      {
        target: target === null ? null : target * 100,
        band,
        outside: band !== null && rate !== null && (rate * 100 < band[0] || rate * 100 > band[1]),
      },
    ),
    chart({
      title: charts.median,
      value: cells.hours(card.handling.median_minutes).text,
      unit: charts.unitHours,
      kind: "line",
      readPoint: ({ median_minutes }) => hours(median_minutes),
    }),
    chart({
      title: charts.ninth,
      value: cells.hours(card.handling.p90_minutes).text,
      unit: charts.unitHours,
      kind: "line",
      readPoint: ({ p90_minutes }) => hours(p90_minutes),
    }),
    chart({
      title: charts.reopened,
      value: cells.count(card.reopened.count).text,
      unit: charts.unitCount(isReports),
      kind: "bars",
      readPoint: ({ reopened }) => reopened,
    }),
    chart(
      {
        title: charts.satisfaction(cells.count(satisfaction.count).text),
        value: cells.mean(satisfaction.mean).text,
        unit: "",
        kind: "line",
        readPoint: ({ rating_mean }) => rating_mean,
      },
      { top: 5 },
    ),
  ];
}

/** The late rate of twelve periods over the whole width of a page, with its target and the usual range. */
export function layOutRateChart(card: Scorecard, labels: PrintLabels, cells: Cells): PrintedChart {
  const { trend, lang, usual, target, now } = card;
  const points = trend.map(({ late_rate }) => (late_rate === null ? null : late_rate * 100));
  const band: [number, number] | null = usual === null ? null : [usual[0] * 100, usual[1] * 100];
  const top = niceTop([...points, target === null ? null : target * 100, band?.[1] ?? null]);
  const periods = trend.map(({ period }) => axisLabel(period, lang));
  const [first, last] = [periods[0] ?? "", periods.at(-1) ?? ""];
  const value = cells.rate(now.late, now.due, now.late_rate).text;
  const rate = now.late_rate === null ? null : now.late_rate * 100;
  return {
    title: labels.charts.rate,
    value,
    unit: "%",
    kind: "line",
    top,
    topText: createFormatter(lang, "UTC").plain(top),
    points,
    first,
    last,
    target: target === null ? null : target * 100,
    band,
    outside: band !== null && rate !== null && (rate < band[0] || rate > band[1]),
    alt: labels.chartAlt(labels.charts.rate, first, last, `${value} %`),
    wide: {
      values: trend.map(({ late, due, late_rate }) => cells.rate(late ?? 0, due ?? 0, late_rate).text),
      periods,
    },
  };
}
