import type { AgencyStandings, ChangeRow } from "@toancanh/contracts";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { useFittingCount } from "../../ui/use-fitting-count.ts";
import { shownChanges } from "./figures.ts";

/** Agencies that are surely more late than in their 90 days before; then, while there is room, those less late. */
export function ChangesPanel({ state, now }: { state: ResourceState<AgencyStandings>; now: number }) {
  const { messages } = useScene();
  return (
    <Panel
      area="worst"
      state={state}
      cadenceMs={CADENCE.agencies}
      now={now}
      title={messages.overview.worse}
      className="worst"
    >
      {(standings) => {
        if (standings.blocks.every((block) => block.due === 0)) {
          return <p className="live">{messages.nothingDue}</p>;
        }
        const { worse, better } = shownChanges(standings);
        return <ChangeList worse={worse} better={better} />;
      }}
    </Panel>
  );
}

function ChangeList({ worse, better }: { worse: readonly ChangeRow[]; better: readonly ChangeRow[] }) {
  const { messages } = useScene();
  const items = [
    ...(worse.length === 0 ? [<NoneWorse key="none" />] : []),
    ...worse.map((row) => <ChangeItem key={row.agency_responsible} row={row} />),
    ...better.map((row, index) => (
      <ChangeItem
        key={row.agency_responsible}
        row={row}
        {...(index === 0 ? { heading: messages.overview.better } : {})}
      />
    )),
  ];
  const [list, count] = useFittingCount(items.length, items.map((item) => item.key).join());
  return (
    <ol className="worst-list" ref={list}>
      {items.slice(0, count)}
    </ol>
  );
}

function NoneWorse() {
  const { messages } = useScene();
  return <li className="second">{messages.overview.noneWorse}</li>;
}

function ChangeItem({ row, heading }: { row: ChangeRow; heading?: string }) {
  const { messages, format } = useScene();
  const isWorse = row.change > 0;
  return (
    <li data-unit={row.agency_responsible} data-due={row.due} data-late={row.late}>
      {heading === undefined ? null : <p className="worst-heading second">{heading}</p>}
      <p className="worst-name">{row.short_name}</p>
      <p className="worst-figures">
        <span className="second">
          {messages.overview.lateOf(format.count(row.late), format.count(row.due))}
        </span>
        <span className={isWorse ? "worse number" : "better number"}>
          <span className={isWorse ? "mover" : "mover mover-down"} />
          {messages.overview.points(format.decimal(Math.abs(row.change) * 100))}
        </span>
      </p>
    </li>
  );
}
