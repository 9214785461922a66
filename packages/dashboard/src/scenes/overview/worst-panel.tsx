import type { Agencies, AgencyRow } from "@toancanh/contracts";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { useFittingCount } from "../../ui/use-fitting-count.ts";
import { worstMovers } from "./figures.ts";

const SHOWN = 5;

export function WorstPanel({ state, now }: { state: ResourceState<Agencies>; now: number }) {
  const { messages } = useScene();
  return (
    <Panel
      area="worst"
      state={state}
      cadenceMs={CADENCE.agencies}
      now={now}
      title={messages.overview.worsening}
      className="worst"
    >
      {(agencies) => {
        if (agencies.rows.length === 0) return <p className="live">{messages.nothingDue}</p>;
        const rows = worstMovers(agencies.rows, SHOWN);
        if (rows.length === 0) return <p className="live">{messages.overview.noneWorsens}</p>;
        return <WorstList rows={rows} />;
      }}
    </Panel>
  );
}

function WorstList({ rows }: { rows: readonly AgencyRow[] }) {
  const { messages, format } = useScene();
  const [list, count] = useFittingCount(rows.length, rows.map((row) => row.agency_responsible).join());
  return (
    <ol className="worst-list" ref={list}>
      {rows.slice(0, count).map((row) => (
        <li key={row.agency_responsible}>
          <p className="live" data-live>
            {row.short_name}
          </p>
          <p className="worst-figures">
            <span className="second">{messages.overview.lateShare(format.percent(row.week_late_rate))}</span>
            <span className="worse number">
              {messages.overview.points(format.points(row.week_change ?? 0))}
            </span>
          </p>
        </li>
      ))}
    </ol>
  );
}
