import type { RankingRow } from "@toancanh/contracts";
import { useState } from "react";
import type { Answer } from "../../client/client.ts";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { useAsk, useDesk } from "../../shell/context/desk-context.ts";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Figures } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";
import type { RankingQuery } from "./ranking-query.ts";

const MOST = 12;

interface WhyProps {
  query: RankingQuery;
  data: Answer<"rankings">;
  row: RankingRow;
  onClose: () => void;
}

/** Why a unit has its points: each component, each report that cost some, and what closing the open ones would give. */
export function WhyPanel({ query, data, row, onClose }: WhyProps) {
  const { words, format, language } = useDesk();
  const explained = useAsk("ranking_explanation", { ...query, unit: row.unit }, 300_000);
  const name = data.units.find((one) => one.unit === row.unit)?.name ?? row.unit;
  const open =
    explained.data?.reports
      .filter(({ obligations }) => obligations.some(({ result }) => result === "open_overdue"))
      .map(({ service_request_id }) => service_request_id) ?? [];
  return (
    <>
      <Figures
        area="why"
        title={words.ranking.why}
        sub={name}
        links={
          <>
            <a href={deskHref(DESK_PAGES.scorecard, { unit: row.unit, period: query.period }, language)}>
              {words.shell.pages.scorecard}
            </a>
            <button type="button" className="d-button" onClick={onClose}>
              {words.ranking.close}
            </button>
          </>
        }
        asked={explained}
      >
        {({ reports }) => (
          <>
            <Table
              heads={
                <>
                  <Head>{words.ranking.component}</Head>
                  <NumberHead>{words.ranking.counted}</NumberHead>
                  <NumberHead>{words.ranking.lost}</NumberHead>
                </>
              }
            >
              {row.components.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{words.ranking.components[one.id] ?? one.id}</th>
                  <td className="d-number">
                    {format.count(one.bad)} / {format.count(one.base)}
                  </td>
                  <td className="d-number">{format.fixed(one.points - one.weight, 3)}</td>
                </tr>
              ))}
              <tr className="d-total">
                <th scope="row">{words.ranking.total(row.rank === null ? "–" : format.count(row.rank))}</th>
                <td />
                <td className="d-number">{row.points === null ? "–" : format.fixed(row.points, 3)}</td>
              </tr>
            </Table>
            <h3 className="rk-head">{words.ranking.reports}</h3>
            {reports.length === 0 ? <p>{words.ranking.noLoss}</p> : null}
            <ul className="rk-costs">
              {reports.slice(0, MOST).map((one) => (
                <li key={one.service_request_id}>
                  <a
                    href={deskHref(
                      `/desk/reports/${encodeURIComponent(one.service_request_id)}`,
                      {},
                      language,
                    )}
                  >
                    {one.service_request_id}
                  </a>
                  <span>{format.fixed(-one.points, 3)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Figures>
      {open.length === 0 || data.state !== "running" ? null : (
        <TryOut query={query} unit={row.unit} ids={open} />
      )}
    </>
  );
}

/** Closing chosen open reports now, in a copy: the API adds the very events that would come. */
function TryOut({ query, unit, ids }: { query: RankingQuery; unit: string; ids: readonly string[] }) {
  const { words } = useDesk();
  const [chosen, setChosen] = useState<readonly string[]>(ids);
  const [tried, setTried] = useState<readonly string[]>([]);
  return (
    <section className="d-section">
      <h2>{words.ranking.tryOut}</h2>
      <p className="d-second">{words.ranking.choose}</p>
      <ul className="rk-choices">
        {ids.map((id) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                }
              />{" "}
              {id}
            </label>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="d-button"
        disabled={chosen.length === 0}
        onClick={() => setTried(chosen)}
      >
        {words.ranking.try}
      </button>
      {tried.length === 0 ? null : <Tried query={query} unit={unit} close={tried.join(",")} />}
    </section>
  );
}

function Tried({ query, unit, close }: { query: RankingQuery; unit: string; close: string }) {
  const { words, format } = useDesk();
  const asked = useAsk("ranking_what_if", { ...query, unit, close }, 300_000);
  const points = (value: number | null) => (value === null ? "–" : format.fixed(value, 3));
  const count = (value: number | null) => (value === null ? "–" : format.count(value));
  return (
    <Figures area="what-if" title={words.ranking.after} asked={asked}>
      {({ before, after }) => (
        <Table
          heads={
            <>
              <td />
              <NumberHead>{words.ranking.now}</NumberHead>
              <NumberHead>{words.ranking.after}</NumberHead>
            </>
          }
        >
          <tr>
            <th scope="row">{words.ranking.columns.points}</th>
            <td className="d-number">{points(before.points)}</td>
            <td className="d-number d-strong">{points(after.points)}</td>
          </tr>
          <tr>
            <th scope="row">{words.ranking.columns.rank}</th>
            <td className="d-number">{count(before.rank)}</td>
            <td className="d-number d-strong">{count(after.rank)}</td>
          </tr>
          <tr>
            <th scope="row">{words.ranking.columns.band}</th>
            <td className="d-number">{count(before.band)}</td>
            <td className="d-number d-strong">{count(after.band)}</td>
          </tr>
          <tr>
            <th scope="row">{words.ranking.rate}</th>
            <td className="d-number">{`${format.count(before.late)} / ${format.count(before.due)}`}</td>
            <td className="d-number d-strong">{`${format.count(after.late)} / ${format.count(after.due)}`}</td>
          </tr>
        </Table>
      )}
    </Figures>
  );
}
