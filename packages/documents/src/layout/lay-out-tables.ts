import { OUTCOMES, type Scorecard, type UnitCounts } from "@toancanh/contracts";
import { createFormatter, type PrintLabels, sayPeriod } from "@toancanh/words";
import type { Cells } from "./cells.ts";
import type { PrintedCell, PrintedTable } from "./printed.ts";

/** Results of the unit, of the period before and of its group. */
export function tableResults(card: Scorecard, labels: PrintLabels, cells: Cells): PrintedTable {
  const isReports = card.counted === "reports";
  const { heads } = labels;
  const sides: { over: string; counts: UnitCounts }[] = [{ over: heads.now, counts: card.now }];
  if (card.before !== null) sides.push({ over: heads.before, counts: card.before });
  if (card.group !== null) sides.push({ over: heads.group(card.group.name), counts: card.group.counts });
  const shown = OUTCOMES.filter(
    (outcome) => outcome !== "no_deadline" || sides.some(({ counts }) => counts.no_deadline > 0),
  );
  const row = (head: string, of: (counts: UnitCounts) => PrintedCell[], strong: boolean) => ({
    cells: [cells.text(head), ...sides.flatMap(({ counts }) => of(counts))],
    strong,
  });
  return {
    id: "results",
    caption: labels.tables.results(isReports),
    columns: [
      { head: heads.outcome, align: "left", width: 4 },
      ...sides.flatMap(({ over }) => [
        { head: heads.count(isReports), over, align: "right" as const, width: 1.4 },
        { head: heads.percent, over, align: "right" as const, width: 1 },
      ]),
    ],
    rows: [
      ...shown.map((outcome) =>
        row(
          labels.outcomes[outcome],
          (counts) => [cells.count(counts[outcome]), cells.share(counts[outcome], counts.received)],
          false,
        ),
      ),
      row(
        labels.received(isReports),
        (counts) => [cells.count(counts.received), cells.share(counts.received, counts.received)],
        true,
      ),
      row(
        labels.lateRateRow,
        ({ late, due, late_rate }) => [cells.fraction(late, due), cells.rate(late, due, late_rate)],
        true,
      ),
    ],
  };
}

export function tableStages(card: Scorecard, labels: PrintLabels, cells: Cells): PrintedTable {
  const { heads } = labels;
  return {
    id: "stages",
    caption: labels.tables.stages(card.decisions.join(", ")),
    columns: [
      { head: heads.stage, align: "left", width: 3 },
      { head: heads.limit, align: "left", width: 2.6 },
      { head: heads.due, align: "right", width: 1.1 },
      { head: heads.onTime, align: "right", width: 1.1 },
      { head: heads.late, align: "right", width: 0.9 },
      { head: heads.rate, align: "right", width: 1.2 },
      { head: heads.medianHours, align: "right", width: 1.2 },
    ],
    rows: card.stages.map(({ name, limit, due, on_time, late, late_rate, median_minutes }) => ({
      cells: [
        cells.text(name),
        cells.text(limit),
        cells.count(due),
        cells.count(on_time),
        cells.count(late),
        cells.rate(late, due, late_rate),
        cells.hours(median_minutes),
      ],
      strong: false,
    })),
  };
}

export function tableFields(card: Scorecard, labels: PrintLabels, cells: Cells): PrintedTable {
  const { heads } = labels;
  const { now, handling } = card;
  return {
    id: "fields",
    caption: labels.tables.fields,
    columns: [
      { head: heads.field, align: "left", width: 5 },
      { head: heads.given(card.counted === "reports"), align: "right", width: 1.2 },
      { head: heads.due, align: "right", width: 1.2 },
      { head: heads.late, align: "right", width: 1 },
      { head: heads.rate, align: "right", width: 1.3 },
      { head: heads.hours, align: "right", width: 1.1 },
    ],
    rows: [
      ...card.fields.map(({ name, received, due, late, late_rate, median_minutes }) => ({
        cells: [
          cells.text(name),
          cells.count(received),
          cells.count(due),
          cells.count(late),
          cells.rate(late, due, late_rate),
          cells.hours(median_minutes),
        ],
        strong: false,
      })),
      {
        cells: [
          cells.text(labels.total),
          cells.count(now.received),
          cells.count(now.due),
          cells.count(now.late),
          cells.rate(now.late, now.due, now.late_rate),
          cells.hours(handling.median_minutes),
        ],
        strong: true,
      },
    ],
  };
}

export function tableHandOffs(card: Scorecard, labels: PrintLabels, cells: Cells): PrintedTable {
  const { hand_offs, reopened, satisfaction } = card;
  const row = (head: string, count: PrintedCell, more: PrintedCell) => ({
    cells: [cells.text(head), count, more],
    strong: false,
  });
  const none = cells.text("");
  return {
    id: "hand_offs",
    caption: labels.tables.handOffs,
    columns: [
      { head: labels.heads.measure, align: "left", width: 5 },
      { head: labels.heads.quantity, align: "right", width: 1.5 },
      { head: labels.heads.outOf, align: "right", width: 1.5 },
    ],
    rows: [
      row(labels.handOffs.receivedLate, cells.count(hand_offs.received_late), none),
      row(labels.handOffs.passedOn, cells.count(hand_offs.passed_on), none),
      row(labels.handOffs.returned, cells.count(hand_offs.returned), none),
      row(labels.handOffs.reopened, cells.count(reopened.count), cells.count(reopened.ever_handled)),
      row(labels.handOffs.ratings, cells.count(satisfaction.count), cells.mean(satisfaction.mean)),
    ],
  };
}

/** Twelve periods, oldest first, each as of its own cut-off. */
export function tableTrend(card: Scorecard, labels: PrintLabels, cells: Cells): PrintedTable {
  const { charts, heads } = labels;
  const isReports = card.counted === "reports";
  const column = (head: string) => ({ head, align: "right" as const, width: 1 });
  return {
    id: "trend",
    caption: labels.tables.trend,
    columns: [
      { head: heads.period, align: "left", width: 1 },
      column(charts.received(isReports)),
      column(heads.due),
      column(heads.late),
      column(heads.rate),
      column(heads.medianHours),
      column(heads.ninthHours),
      column(charts.reopened),
      column(heads.satisfaction),
    ],
    rows: card.trend.map((one) => ({
      cells: [
        cells.text(sayPeriod(one.period)),
        cells.count(one.received),
        cells.count(one.due),
        cells.count(one.late),
        cells.rate(one.late ?? 0, one.due ?? 0, one.late_rate),
        cells.hours(one.median_minutes),
        cells.hours(one.p90_minutes),
        cells.count(one.reopened),
        cells.mean(one.rating_mean),
      ],
      strong: one.period === card.period,
    })),
  };
}

/** What was late; null where nothing was, or single reports may not be shown. */
export function tableCases(card: Scorecard, labels: PrintLabels, cells: Cells): PrintedTable | null {
  const { cases, lost } = card;
  if (cases === null || cases.length === 0) return null;
  const { heads } = labels;
  const format = createFormatter(card.lang, card.time_zone);
  const moment = (instant: string) => format.dayTime(Date.parse(instant));
  const count = (value: number) => format.count(value);
  return {
    id: "late",
    caption: labels.tables.cases(count(cases.length), count(card.late_cases)),
    columns: [
      { head: heads.report, align: "left", width: 3 },
      { head: heads.field, align: "left", width: 2.3 },
      { head: heads.dueAt, align: "right", width: 1.95 },
      { head: heads.finished, align: "right", width: 1.95 },
      { head: heads.lateBy, align: "right", width: 1.4 },
      { head: heads.reason, align: "left", width: 2.8 },
      ...(lost === null ? [] : [{ head: heads.points, align: "right" as const, width: 1.1 }]),
    ],
    rows: [
      ...cases.map((one) => ({
        cells: [
          cells.text(one.service_request_id),
          cells.text(one.field),
          cells.text(moment(one.due)),
          cells.text(one.finished === null ? labels.notFinished : moment(one.finished)),
          { text: format.duration(one.minutes_late * 60_000), value: one.minutes_late },
          cells.text(one.reason),
          ...(lost === null ? [] : [cells.points(one.points)]),
        ],
        strong: false,
      })),
      ...(lost === null
        ? []
        : [
            {
              cells: [
                cells.text(lost.other === 0 ? labels.total : labels.otherLost(cells.points(lost.other).text)),
                ...Array.from({ length: 5 }, () => cells.text("")),
                cells.points(lost.late),
              ],
              strong: true,
            },
          ]),
    ],
  };
}
