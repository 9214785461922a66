import type { ReportExplanation } from "@toancanh/contracts";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useNames } from "../../shell/parts/names.ts";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Section } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";

const MINUTE_MS = 60_000;

/** Who held the report how long, and which part of its lateness each bears (docs/metrics.md §8). */
export function Ledger({ explained: { holders, objections } }: { explained: ReportExplanation }) {
  const { words, format, language } = useDesk();
  const names = useNames();
  const { ledger } = words.report;
  const isLate = holders.some(({ late_share }) => late_share !== null);
  const total = holders.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <Section title={isLate ? ledger.title : ledger.titleHeld}>
      <Table
        heads={
          <>
            <Head>{ledger.holder}</Head>
            <NumberHead>{ledger.held}</NumberHead>
            {isLate ? <NumberHead>{ledger.share}</NumberHead> : null}
          </>
        }
      >
        {holders.map((holder) => (
          <tr key={`${holder.agency} ${holder.turn} ${holder.name}`}>
            <th scope="row">
              {holder.agency === "" ? (
                words.report.axis.intake
              ) : (
                <a href={deskHref(DESK_PAGES.open, { agency: holder.agency, state: "all" }, language)}>
                  {holder.name === names.agencyWhole(holder.agency)
                    ? names.agency(holder.agency)
                    : holder.name}
                </a>
              )}
            </th>
            <td className="d-number">{format.span(holder.minutes * MINUTE_MS)}</td>
            {isLate ? (
              <td className={`d-number${(holder.late_share ?? 0) > 0 ? " d-strong" : ""}`}>
                {format.percent(holder.late_share)}
              </td>
            ) : null}
          </tr>
        ))}
        <tr className="d-total">
          <th scope="row">{ledger.total}</th>
          <td className="d-number">{format.span(total * MINUTE_MS)}</td>
          {isLate ? <td className="d-number">{format.percent(1, 0)}</td> : null}
        </tr>
      </Table>
      {objections.map(({ id, text }) => (
        <p key={id} className="rp-objection" data-objection={id}>
          {text}
        </p>
      ))}
    </Section>
  );
}
