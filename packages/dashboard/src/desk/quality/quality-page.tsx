import type { DataQuality } from "@toancanh/contracts";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { type DeskPeriod, useAsk, useDesk, useMay } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Figure } from "../../shell/parts/figure.tsx";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Figures } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";
import { DeadLetters, Sources } from "./arrivals.tsx";

/** What is amiss with the data of the period, where events come from, and what could not be taken. */
export function QualityPage() {
  const { words, period } = useDesk();
  const mayLetters = useMay("dead_letters");
  const title =
    period === null
      ? words.shell.pages.quality
      : words.quality.title(words.shell.period.month(monthText(period.id)).toLowerCase());
  return (
    <>
      <h1>{title}</h1>
      <div className="d-grid">
        <div className={mayLetters ? "d-6" : ""}>{period === null ? null : <Counted period={period} />}</div>
        {mayLetters ? (
          <div className={period === null ? "" : "d-6"}>
            <Sources />
          </div>
        ) : null}
      </div>
      {mayLetters ? <DeadLetters /> : null}
    </>
  );
}

function Counted({ period }: { period: DeskPeriod }) {
  const { words, format } = useDesk();
  const quality = useAsk("data_quality", { period: period.kind, offset: period.offset });
  return (
    <Figures
      area="counted"
      title={words.quality.counted}
      sub={quality.data === null ? "" : words.quality.of(format.count(quality.data.received))}
      asked={quality}
    >
      {(data) => <CountedTable data={data} period={period} />}
    </Figures>
  );
}

interface Row {
  name: string;
  hint: string;
  count: number;
  parts: Record<string, string>;
}

function CountedTable({ data, period }: { data: DataQuality; period: DeskPeriod }) {
  const { words, format, language } = useDesk();
  const rows: Row[] = [
    {
      name: words.quality.unlocated,
      hint: words.quality.unlocatedHint,
      count: data.unlocated.total,
      parts: { unlocated: "true" },
    },
    ...data.flags.map(({ flag, count }) => ({
      name: words.quality.flags[flag],
      hint: words.quality.hints[flag] ?? "",
      count,
      parts: { flag },
    })),
  ];
  return (
    <Table
      heads={
        <>
          <Head>{words.quality.columns.item}</Head>
          <NumberHead>{words.quality.columns.count}</NumberHead>
          <NumberHead>{words.quality.columns.share}</NumberHead>
        </>
      }
    >
      {rows.map(({ name, hint, count, parts }) => (
        <tr key={name}>
          <th scope="row">
            {name}
            {hint === "" ? null : <p className="d-second">{hint}</p>}
          </th>
          <td className="d-number">
            <Figure
              value={count}
              href={deskHref(DESK_PAGES.open, { state: "all", period: period.id, ...parts }, language)}
            />
          </td>
          <td className="d-number">{data.received === 0 ? "–" : format.percent(count / data.received)}</td>
        </tr>
      ))}
    </Table>
  );
}
