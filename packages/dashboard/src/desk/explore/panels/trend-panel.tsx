import type { Trend } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import { PALETTE } from "../../../ui/palette.ts";
import { useLatest } from "../data/use-latest.ts";
import { Choice, Select } from "../parts/choice.tsx";
import { useExplore } from "../parts/explore-context.ts";
import { type ChartSeries, ChartTable, ExploreChart } from "../parts/line-chart.tsx";
import { Section } from "../parts/section.tsx";
import { countsAssignments, fieldQuery, periodQuery, wardQuery } from "../state/explore-queries.ts";
import { TREND_PERIODS, TREND_VALUES } from "../state/explore-state.ts";
import { periodName } from "../state/period-name.ts";

type Volume = Trend["totals"][number];

function useTrendNote(): string {
  const { words, city, format, language } = useExplore();
  if (city.reform === undefined) return words.trend.note(null);
  const { since, unit_count, unit_noun } = city.reform;
  return words.trend.note({
    since: format.calendarDate(since),
    count: format.count(unit_count),
    noun: pickText(unit_noun, language),
  });
}

/** Many periods, within the boundaries of today and as counted then: what a reform changed and what it did not. */
export function TrendPanel() {
  const { data, state, update, words, format, wardName } = useExplore();
  const note = useTrendNote();
  const answer = useLatest(
    data.trend({
      ...periodQuery(state),
      ...fieldQuery(state),
      ...wardQuery(state),
      periods: state.trendPeriods,
    }),
  );
  const title = state.ward === null ? words.trend.title : `${words.trend.title}: ${wardName(state.ward)}`;
  return (
    <Section
      area="trend"
      title={title}
      note={countsAssignments(state) ? `${note} ${words.trend.notForAgency}` : note}
      state={answer}
      controls={
        <>
          <Choice
            label={words.trend.value}
            value={state.trendValue}
            options={TREND_VALUES.map((value) => ({ value, text: words.trend.values[value] }))}
            onChoose={(trendValue) => update({ trendValue }, "replace")}
          />
          <Select
            label={words.trend.periods}
            name="trend-periods"
            value={String(state.trendPeriods)}
            onChoose={(value) => {
              const found = TREND_PERIODS.find((one) => String(one) === value);
              if (found !== undefined) update({ trendPeriods: found }, "replace");
            }}
          >
            {TREND_PERIODS.map((count) => (
              <option key={count} value={count}>
                {words.trend.periodCount(format.count(count))}
              </option>
            ))}
          </Select>
        </>
      }
    >
      {(trend) => <TrendView trend={trend} />}
    </Section>
  );
}

function TrendView({ trend }: { trend: Trend }) {
  const { state, words, format, language } = useExplore();
  const unit = trend.rows.find((row) => row.unit === state.ward);
  const rate = state.trendValue === "late_rate";
  const values = (volumes: readonly Volume[]) =>
    volumes.map((volume) => (rate ? volume.late_rate : volume.received));
  const then: ChartSeries = {
    name: words.trend.asThen,
    colour: PALETTE.worse,
    dashed: true,
    values: values(unit?.as_then ?? trend.totals),
  };
  const now: ChartSeries = {
    name: words.trend.likeForLike,
    colour: PALETTE.better,
    values: values(unit?.like_for_like ?? trend.totals),
  };
  const series =
    unit === undefined
      ? [{ ...now, name: words.figures.scopeCity }]
      : // The dashes lie over the line where the two agree.
        [now, then];
  const titles = trend.periods.map((period) => periodName(period, words.filters, format));
  // A period is named on the axis by the month, or day, in which it ends.
  const ticks = trend.periods.map((period) => {
    const day = format.date(Date.parse(period.to) - 1);
    return period.kind === "day" || period.kind === "last_7_days" ? day.slice(0, 5) : day.slice(3);
  });
  const text = (value: number) => (rate ? format.percent(value) : format.count(value));
  if (state.ward !== null && unit === undefined) return <p className="ex-note">{words.trend.unknownUnit}</p>;
  return (
    <div className="ex-trend-row">
      <div>
        <ExploreChart
          label={series.map(({ name }) => name).join(", ")}
          ticks={ticks}
          titles={titles}
          series={series}
          text={text}
        />
        <ChartTable
          summary={words.trend.table}
          head={words.trend.period}
          titles={titles}
          series={series}
          text={text}
        />
      </div>
      <div className="ex-explanation" data-explanation={trend.explanation === undefined ? "none" : "unit"}>
        {trend.explanation === undefined ? (
          <p>
            {words.trend.same} {words.trend.chooseWard}
          </p>
        ) : (
          trend.explanation[language].map((line) => <p key={line}>{line}</p>)
        )}
      </div>
    </div>
  );
}
