import { pickText } from "@toancanh/words";
import { useState } from "react";
import type { Answer } from "../../client/client.ts";
import { changedHref } from "../../shell/context/desk-address.ts";
import { type DeskPeriod, useAsk, useDesk, useMay } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Figures } from "../../shell/parts/section.tsx";
import { type RankingQuery, rankingQuery } from "./ranking-query.ts";
import { RankingTable } from "./ranking-table.tsx";
import { WhyPanel } from "./why-panel.tsx";
import "./ranking.css";

/** Units among their peers: the bands that can be told apart, and the rank by points beside them. */
export function RankingPage() {
  const { words, period } = useDesk();
  const groups = useAsk("peer_groups", {}, 3_600_000);
  return (
    <>
      {groups.data === null || period === null ? (
        <>
          <h1>{words.shell.pages.ranking}</h1>
          <Figures area="groups" title={words.ranking.table} asked={groups}>
            {() => null}
          </Figures>
        </>
      ) : (
        <Chosen groups={groups.data} period={period} />
      )}
    </>
  );
}

const OVER = [1, 3, 12] as const;

interface ChosenProps {
  groups: Answer<"peer_groups">;
  period: DeskPeriod;
}

function Chosen({ groups: { groups, scorings }, period }: ChosenProps) {
  const { words, language, format } = useDesk();
  const [asked] = useState(() => new URLSearchParams(window.location.search));
  const group = groups.find((one) => one.group === asked.get("group")) ?? groups[0];
  const over = OVER.find((one) => String(one) === asked.get("over")) ?? 1;
  const scoring = scorings.find((one) => one.id === asked.get("scoring"))?.id;
  const [order, setOrder] = useState<"fair" | "points">("fair");
  const go = (parts: Record<string, string>) => window.location.assign(changedHref(window.location, parts));
  if (group === undefined) return <p>{words.ranking.none}</p>;
  const query = rankingQuery(period, group.group, over, scoring);
  return (
    <>
      <h1>{words.ranking.title(pickText(group.name, language))}</h1>
      <div className="d-fields">
        <label>
          {words.ranking.group}
          <select
            className="d-field"
            value={group.group}
            onChange={({ target }) => go({ group: target.value, unit: "" })}
          >
            {groups.map((one) => (
              <option key={one.group} value={one.group}>
                {words.ranking.groupSize(pickText(one.name, language), format.count(one.units.length))}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.ranking.order}
          <select
            className="d-field"
            value={order}
            onChange={({ target }) => setOrder(target.value === "points" ? "points" : "fair")}
          >
            <option value="fair">{words.ranking.orders.fair}</option>
            <option value="points">{words.ranking.orders.points}</option>
          </select>
        </label>
        <label>
          {words.ranking.over}
          <select className="d-field" value={over} onChange={({ target }) => go({ over: target.value })}>
            {OVER.map((one) => (
              <option key={one} value={one}>
                {words.ranking.periods(format.count(one))}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.ranking.scoring}
          <select
            className="d-field"
            value={scoring ?? scorings.find((one) => one.is_default)?.id ?? ""}
            onChange={({ target }) => go({ scoring: target.value })}
          >
            {scorings.map((one) => (
              <option key={one.id} value={one.id}>
                {pickText(one.name, language)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Ranked query={query} order={order} period={period} unit={asked.get("unit") ?? ""} />
    </>
  );
}

interface RankedProps {
  query: RankingQuery;
  order: "fair" | "points";
  period: DeskPeriod;
  unit: string;
}

function Ranked({ query, order, period, unit }: RankedProps) {
  const { words, language } = useDesk();
  const ranking = useAsk("rankings", query, 300_000);
  const mayExplain = useMay("report_details");
  const [chosen, setChosen] = useState(unit);
  const { data } = ranking;
  const row = data?.rows.find((one) => one.unit === chosen);
  return (
    <>
      <div className="d-grid">
        <Figures
          area="ranking"
          className={row === undefined ? "" : "d-8"}
          title={words.ranking.table}
          sub={data === null ? "" : <Told data={data} period={period} />}
          asked={ranking}
        >
          {(answer) => (
            <RankingTable
              data={answer}
              order={order}
              chosen={chosen}
              onChoose={mayExplain ? setChosen : null}
              period={period}
            />
          )}
        </Figures>
        {row === undefined || data === null || !mayExplain ? null : (
          <div className="d-4">
            <WhyPanel key={chosen} query={query} data={data} row={row} onClose={() => setChosen("")} />
          </div>
        )}
      </div>
      {data === null ? null : (
        <footer className="d-foot">
          <span>
            {words.ranking.foot(pickText(data.scoring_file.name, language))}{" "}
            {pickText(data.scoring_file.note, language)}
          </span>
        </footer>
      )}
    </>
  );
}

/** What the figures can tell apart, and what they cannot. */
function Told({ data, period }: { data: Answer<"rankings">; period: DeskPeriod }) {
  const { words, format } = useDesk();
  const name = words.shell.period.month(monthText(period.id));
  const ranked = data.rows.filter(({ rank }) => rank !== null);
  const bands = new Set(ranked.map(({ fair }) => fair?.band ?? 1)).size;
  const told =
    bands > 1
      ? words.ranking.told(name, format.count(bands), format.count(ranked.length))
      : words.ranking.toldOne(name);
  const isOpen = data.state === "running" || data.state === "draft";
  return (
    <>
      {told} {isOpen ? words.ranking.provisional : ""}
    </>
  );
}
