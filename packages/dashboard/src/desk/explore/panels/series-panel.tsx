import type { TimeSeries } from "@toancanh/contracts";
import { useMemo } from "react";
import { PALETTE } from "../../../ui/palette.ts";
import { useLatest } from "../data/use-latest.ts";
import { useExplore } from "../parts/explore-context.ts";
import { type ChartSeries, ChartTable, ExploreChart } from "../parts/line-chart.tsx";
import { Section } from "../parts/section.tsx";
import { bucketOf, periodQuery, scopeQuery, wardQuery } from "../state/explore-queries.ts";
import { fillBuckets } from "./fill-buckets.ts";

/** What came and what was finished, over the period. */
export function SeriesPanel() {
  const { data, state, words } = useExplore();
  const bucket = bucketOf(state.period ?? undefined);
  const answer = useLatest(
    data.timeSeries({ ...periodQuery(state), ...scopeQuery(state), ...wardQuery(state), bucket }),
  );
  return (
    <Section area="series" title={`${words.series.title}, ${words.series.bucket[bucket]}`} state={answer}>
      {(series) => <SeriesChart series={series} />}
    </Section>
  );
}

function SeriesChart({ series }: { series: TimeSeries }) {
  const { words, format } = useExplore();
  const points = useMemo(() => fillBuckets(series), [series]);
  if (points.length === 0) return <p className="ex-note">{words.series.empty}</p>;
  const sum = (values: readonly number[]) => format.count(values.reduce((all, value) => all + value, 0));
  const line = (name: string, colour: string, values: number[]): ChartSeries => ({
    name: `${name} ${sum(values)}`,
    colour,
    values,
  });
  const lines = [
    line(
      words.series.received,
      PALETTE.textSecond,
      points.map((point) => point.received),
    ),
    line(
      words.series.handled,
      PALETTE.better,
      points.map((point) => point.handled),
    ),
    line(
      words.series.late,
      PALETTE.worse,
      points.map((point) => point.handled_late),
    ),
  ];
  const day = (at: number) => format.date(at).slice(0, 5);
  const tick = (at: number) =>
    series.bucket === "hour" ? format.time(at) : series.bucket === "day" ? day(at) : format.date(at).slice(3);
  const title = (at: number) =>
    series.bucket === "hour"
      ? format.dayTime(at)
      : series.bucket === "day"
        ? `${format.weekday(at)} ${format.date(at)}`
        : format.date(at).slice(3);
  const titles = points.map((point) => title(point.at));
  return (
    <>
      <ExploreChart
        label={lines.map(({ name }) => name).join(", ")}
        ticks={points.map((point) => tick(point.at))}
        titles={titles}
        series={lines}
        text={format.count}
      />
      <p className="ex-note">{words.series.running}</p>
      <ChartTable
        summary={words.series.table}
        head={words.series.time}
        titles={titles}
        series={lines}
        text={format.count}
      />
    </>
  );
}
