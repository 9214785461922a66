import type { CityReport, ReportBlock, ReportCategory, ReportUnit, UnitCounts } from "@toancanh/contracts";
import { createFormatter, type reportLabelsFor } from "@toancanh/words";
import type { Cells } from "../cells.ts";
import type { PrintedCell, PrintedTable } from "../printed.ts";

type Column = PrintedTable["columns"][number];
type Row = PrintedTable["rows"][number];
type Labels = ReturnType<typeof reportLabelsFor>;

/** What the tables of one report share. */
interface TableGround {
  report: CityReport;
  labels: Labels;
  cells: Cells;
}

const right = (head: string, width: number, over?: string): Column => ({
  head,
  align: "right",
  width,
  ...(over === undefined ? {} : { over }),
});
const middle = (head: string, width: number): Column => ({ head, align: "center", width });
const left = (head: string, width: number): Column => ({ head, align: "left", width });

/** Blocks with their target; what is not listed comes last. */
export function tableBlocks({ report, labels, cells }: TableGround): PrintedTable {
  const { blocks, city, together } = report;
  const { heads } = labels;
  const targets = new Set(blocks.flatMap(({ target }) => target ?? []));
  const [only] = targets;
  const isOne = targets.size === 1 && only !== undefined;
  const under = (target: number) =>
    `< ${createFormatter(city.lang, "UTC").percent(target, Number.isInteger(target * 100) ? 0 : 1)}`;
  const outcomes = outcomeColumns({ report, labels, cells }, blocks, heads.given);
  const earlier = earlierOf(blocks);
  return {
    id: "blocks",
    caption: labels.tables.blocks(""),
    columns: [
      middle(heads.number, 0.8),
      left(heads.block, 3.4),
      ...outcomes.columns,
      right(heads.rateNow, 1, heads.rate),
      ...(earlier.before ? [right(heads.rateBefore, 1, heads.rate)] : []),
      ...(earlier.year ? [right(heads.rateYear, 1.2, heads.rate)] : []),
      middle(isOne ? `${heads.target} ${under(only)}` : heads.target, 1.3),
    ],
    rows: [
      ...blocks.map((block, index) => ({
        cells: [
          cells.text(String(index + 1)),
          cells.text(block.name),
          ...outcomes.of(block.now),
          rateOf(cells, block.now),
          ...(earlier.before ? [rateOf(cells, block.before)] : []),
          ...(earlier.year ? [rateOf(cells, block.year_before)] : []),
          targetOf(block, city.minimum_due, isOne ? () => "" : under),
        ],
        strong: false,
      })),
      sumRow([
        ...outcomes.of(together.blocks.now),
        rateOf(cells, together.blocks.now),
        ...(earlier.before ? [rateOf(cells, together.blocks.before)] : []),
        ...(earlier.year ? [rateOf(cells, together.blocks.year_before)] : []),
        cells.text(""),
      ]),
    ],
  };

  function sumRow(own: PrintedCell[]): Row {
    return { cells: [cells.text(""), cells.text(labels.total), ...own], strong: true };
  }

  function targetOf(
    { target, now }: ReportBlock,
    least: number,
    tell: (target: number) => string,
  ): PrintedCell {
    if (city.state === "running" || target === null || now.late_rate === null || now.due < least)
      return cells.text("–");
    const met = now.late_rate < target ? labels.met : labels.missed;
    return cells.text([met, tell(target)].filter((part) => part !== "").join(", "));
  }
}

/** Field groups with their categories; groups stand out. */
export function tableFields({ report, labels, cells }: TableGround): PrintedTable {
  const { heads } = labels;
  const { fields, together } = report;
  const earlier = earlierOf(fields);
  const row = (one: ReportCategory, strong: boolean): Row => ({
    cells: [
      cells.text(one.name),
      cells.count(one.now.received),
      ...(earlier.before ? [cells.count(one.before?.received ?? null)] : []),
      ...(earlier.year ? [cells.count(one.year_before?.received ?? null)] : []),
      cells.count(one.now.due),
      cells.count(one.now.late),
      rateOf(cells, one.now),
      ...(earlier.before ? [rateOf(cells, one.before)] : []),
      ...(earlier.year ? [rateOf(cells, one.year_before)] : []),
    ],
    strong,
  });
  const over = (name: string) => [
    right(heads.now, 1, name),
    ...(earlier.before ? [right(heads.before, 1, name)] : []),
    ...(earlier.year ? [right(heads.year, 1.2, name)] : []),
  ];
  const all: ReportCategory = {
    id: "",
    name: labels.total,
    ...together.fields,
    change: "none",
  };
  return {
    id: "fields",
    caption: labels.tables.fields(""),
    columns: [
      left(heads.field, 4.4),
      ...over(heads.received),
      right(heads.due, 1),
      right(heads.late, 0.8),
      ...over(heads.rate),
    ],
    rows: [
      ...fields.flatMap((group) => [
        row(group, true),
        ...group.categories.map((category) => row(category, false)),
      ]),
      row(all, true),
    ],
    dense: true,
  };
}

/** The agencies of a block, with points and the fair view where they are ranked. */
export function tableUnits({ report, labels, cells }: TableGround, block: ReportBlock): PrintedTable {
  const { heads } = labels;
  const { units, ranked } = block;
  const outcomes = outcomeColumns({ report, labels, cells }, units, heads.given);
  const isRanked = ranked > 0;
  const format = createFormatter(report.city.lang, "UTC");
  const rated: Column[] = isRanked
    ? [
        right(heads.raw, 1, heads.rate),
        right(heads.adjusted, 1.1, heads.rate),
        right(heads.interval, 1.75, heads.rate),
        right(heads.points, 1.25),
        right(heads.rank(format.count(ranked)), 1.1),
        right(heads.band, 1.2),
      ]
    : [right(heads.rate, 1.4)];
  return {
    id: `units-${block.id.replaceAll(":", "-")}`,
    caption: "",
    columns: [middle(heads.number, 0.85), left(heads.unit, 3.6), ...outcomes.columns, ...rated],
    rows: [
      ...units.map((unit, index) => ({
        cells: [
          cells.text(String(index + 1)),
          cells.text(unit.listed),
          ...outcomes.of(unit.now),
          rateOf(cells, unit.now),
          ...(isRanked
            ? [
                rateCell(unit.fair_rate),
                cells.interval(unit.interval),
                cells.score(unit.points),
                cells.count(unit.rank),
                cells.count(unit.band),
              ]
            : []),
        ],
        strong: false,
      })),
      totalRow(block.now, isRanked ? 5 : 0),
    ],
    dense: true,
  };

  function rateCell(rate: number | null): PrintedCell {
    return rate === null ? cells.count(null) : cells.share(rate, 1);
  }

  function totalRow(now: UnitCounts, empty: number): Row {
    return {
      cells: [
        cells.text(""),
        cells.text(labels.total),
        ...outcomes.of(now),
        rateOf(cells, now),
        ...Array.from({ length: empty }, () => cells.text("")),
      ],
      strong: true,
    };
  }
}

/** Reports by where they came from. */
export function tableWards({ report, labels, cells }: TableGround): PrintedTable {
  const { heads } = labels;
  const { wards, city } = report;
  const outcomes = outcomeColumns({ report, labels, cells }, wards, heads.received);
  const { before } = earlierOf(wards);
  const row = (number: string, unit: Pick<ReportUnit, "listed" | "now" | "before">, strong: boolean) => ({
    cells: [
      cells.text(number),
      cells.text(unit.listed),
      ...outcomes.of(unit.now),
      rateOf(cells, unit.now),
      ...(before ? [rateOf(cells, unit.before)] : []),
    ],
    strong,
  });
  return {
    id: "wards",
    caption: "",
    columns: [
      middle(heads.number, 0.85),
      left(heads.place, 3.9),
      ...outcomes.columns,
      right(heads.rateNow, 1.2, heads.rate),
      ...(before ? [right(heads.rateBefore, 1.2, heads.rate)] : []),
    ],
    rows: [
      ...wards.map((ward, index) => row(String(index + 1), ward, false)),
      row("", { listed: labels.total, now: city.now, before: before ? city.before : null }, true),
    ],
    dense: true,
  };
}

/** Columns of the outcomes; of those without a deadline only where there are any. */
function outcomeColumns(
  { labels, cells }: TableGround,
  shown: readonly { now: UnitCounts }[],
  received: string,
): { columns: Column[]; of: (counts: UnitCounts) => PrintedCell[] } {
  const { heads } = labels;
  const hasNone = shown.some(({ now }) => now.no_deadline > 0);
  return {
    columns: [
      right(received, 1.05),
      right(heads.onTime, 1.05),
      right(heads.finished, 0.85, heads.late),
      right(heads.open, 0.9, heads.late),
      right(heads.inTime, 0.95),
      ...(hasNone ? [right(heads.noDeadline, 1)] : []),
    ],
    of: (counts) => [
      cells.count(counts.received),
      cells.count(counts.handled_on_time),
      cells.count(counts.handled_late),
      cells.count(counts.open_overdue),
      cells.count(counts.open_in_time),
      ...(hasNone ? [cells.count(counts.no_deadline)] : []),
    ],
  };
}

/** Which earlier periods have figures at all. */
function earlierOf(rows: readonly { before: UnitCounts | null; year_before?: UnitCounts | null }[]) {
  return {
    before: rows.some(({ before }) => before !== null),
    year: rows.some(({ year_before }) => (year_before ?? null) !== null),
  };
}

function rateOf(cells: Cells, counts: UnitCounts | null): PrintedCell {
  return counts === null ? cells.count(null) : cells.rate(counts.late, counts.due, counts.late_rate);
}
