import type { RankingRow } from "@toancanh/contracts";
import type { Answer } from "../../client/client.ts";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { type DeskPeriod, useDesk } from "../../shell/context/desk-context.ts";
import { Figure } from "../../shell/parts/figure.tsx";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";

interface TableProps {
  data: Answer<"rankings">;
  order: "fair" | "points";
  chosen: string;
  /** Null for a reader who may not see what each report cost. */
  onChoose: ((unit: string) => void) | null;
  period: DeskPeriod;
}

/** A row a unit: raw and adjusted rate with its 90 % bar, the ranks it could have, its points and its rank. */
export function RankingTable({ data, order, chosen, onChoose, period }: TableProps) {
  const { words, format } = useDesk();
  const ranked = data.rows.filter((row) => row.rank !== null);
  const unranked = data.rows.filter((row) => row.rank === null);
  const rows = order === "points" ? ranked : [...ranked].sort(byBand);
  const names = new Map(data.units.map((one) => [one.unit, one.short_name]));
  const most = Math.max(
    0.01,
    ...ranked.map(({ fair, late_rate }) => Math.max(fair?.interval[1] ?? 0, late_rate ?? 0)),
  );
  const { columns } = words.ranking;
  if (data.rows.length === 0) return <p>{words.ranking.none}</p>;
  return (
    <>
      <Table
        className="rk-table"
        heads={
          <>
            <Head>{columns.band}</Head>
            <Head>{columns.unit}</Head>
            <NumberHead>{columns.due}</NumberHead>
            <NumberHead>{columns.late}</NumberHead>
            <NumberHead wide>{columns.raw}</NumberHead>
            <th scope="col" className="d-wide rk-plot">
              {columns.chart}
            </th>
            <th scope="col" className="d-number" aria-sort={order === "fair" ? "ascending" : undefined}>
              {columns.adjusted}
              {order === "fair" ? " ↑" : ""}
            </th>
            <NumberHead wide>{columns.possible}</NumberHead>
            <NumberHead>{columns.points}</NumberHead>
            <th scope="col" className="d-number" aria-sort={order === "points" ? "ascending" : undefined}>
              {columns.rank}
              {order === "points" ? " ↑" : ""}
            </th>
            <NumberHead wide>{columns.change}</NumberHead>
          </>
        }
      >
        {rows.map((row, index) => (
          <tr
            key={row.unit}
            data-unit={row.unit}
            data-selected={row.unit === chosen}
            data-band-start={order === "fair" && index > 0 && row.fair?.band !== rows[index - 1]?.fair?.band}
          >
            <td className="d-third">{row.fair?.band ?? "–"}</td>
            <th scope="row">
              {onChoose === null ? (
                (names.get(row.unit) ?? row.unit)
              ) : (
                <button type="button" className="rk-unit" onClick={() => onChoose(row.unit)}>
                  {names.get(row.unit) ?? row.unit}
                </button>
              )}
            </th>
            <td className="d-number">
              <Listed value={row.due} state="due" row={row} scope={data.scope} period={period} />
            </td>
            <td className="d-number">
              <Listed value={row.late} state="missed" row={row} scope={data.scope} period={period} />
            </td>
            <td className="d-number d-wide">{format.percentNumber(row.late_rate)}</td>
            <td className="d-wide rk-plot">
              <Bar row={row} most={most} group={data.funnel.rate} />
            </td>
            <td className="d-number d-strong">{format.percentNumber(row.fair?.late_rate ?? null)}</td>
            <td className="d-number d-wide">
              {row.fair?.rank_interval == null
                ? "–"
                : `${format.count(row.fair.rank_interval[0])} – ${format.count(row.fair.rank_interval[1])}`}
            </td>
            <td className="d-number">{row.points === null ? "–" : format.fixed(row.points, 2)}</td>
            <td className="d-number">{row.rank === null ? "–" : format.count(row.rank)}</td>
            <td className="d-number d-wide">
              <Movement row={row} />
            </td>
          </tr>
        ))}
      </Table>
      {unranked.length === 0 ? null : (
        <p className="rk-unranked">
          <b>
            {words.ranking.unranked(
              format.count(data.scoring_file.minimum_volume),
              format.count(unranked.length),
            )}
          </b>{" "}
          {unranked
            .map(
              (row) =>
                `${names.get(row.unit) ?? row.unit} ${format.count(row.late)} / ${format.count(row.due)}`,
            )
            .join("; ")}
        </p>
      )}
    </>
  );
}

function byBand(a: RankingRow, b: RankingRow): number {
  return (a.fair?.band ?? 99) - (b.fair?.band ?? 99) || (a.fair?.late_rate ?? 1) - (b.fair?.late_rate ?? 1);
}

interface ListedProps {
  value: number;
  state: string;
  row: RankingRow;
  scope: "agency" | "ward";
  period: DeskPeriod;
}

/** A count of the row's unit. */
function Listed({ value, state, row, scope, period }: ListedProps) {
  const { language } = useDesk();
  const unit = scope === "ward" ? { ward: row.unit.replace(/^ward:/, "") } : { agency: row.unit };
  return (
    <Figure value={value} href={deskHref(DESK_PAGES.open, { state, period: period.id, ...unit }, language)} />
  );
}

const PLOT = { width: 220, height: 16, inset: 6 };

/** Hollow disc: raw; full disc: adjusted; bar: 90 %; dotted line: the whole group. */
function Bar({ row, most, group }: { row: RankingRow; most: number; group: number | null }) {
  const { words, format } = useDesk();
  const { fair } = row;
  if (fair === null) return <>–</>;
  const x = (rate: number) => PLOT.inset + (rate / most) * (PLOT.width - 2 * PLOT.inset);
  const label = `${words.ranking.legend.adjusted} ${format.percent(fair.late_rate)}, ${words.ranking.legend.interval} ${format.percentNumber(
    fair.interval[0],
  )} – ${format.percent(fair.interval[1])}`;
  return (
    <svg width={PLOT.width} height={PLOT.height} role="img" aria-label={label}>
      {group === null ? null : (
        <line className="rk-group" x1={x(group)} x2={x(group)} y1={0} y2={PLOT.height} />
      )}
      <line className="rk-interval" x1={x(fair.interval[0])} x2={x(fair.interval[1])} y1={8} y2={8} />
      {row.late_rate === null ? null : <circle className="rk-raw" cx={x(row.late_rate)} cy={8} r={4} />}
      <circle className="rk-adjusted" cx={x(fair.late_rate)} cy={8} r={4} />
    </svg>
  );
}

function Movement({ row: { rank, previous_rank: before } }: { row: RankingRow }) {
  const { words, format } = useDesk();
  if (rank === null || before === null) return <>–</>;
  if (rank === before) return <span className="d-third">{words.ranking.same}</span>;
  const places = format.count(Math.abs(before - rank));
  return rank < before ? (
    <span className="d-ok" title={words.ranking.up(places)}>
      ▲ {places}
    </span>
  ) : (
    <span className="d-late" title={words.ranking.down(places)}>
      ▼ {places}
    </span>
  );
}
