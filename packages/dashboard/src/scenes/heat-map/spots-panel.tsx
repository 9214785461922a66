import type { HotSpots } from "@toancanh/contracts";
import type { HeatCells } from "../../client/heat-cells.ts";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE, type WallHotSpots } from "../../data/wall-data.ts";
import { countEdges, RATIO_COLOURS, RATIO_EDGES } from "../../map/layers/classes.ts";
import type { HeatMeasure } from "../../map/layers/heat-layer.ts";
import { AxisLabels } from "../../ui/axis-labels.tsx";
import { SEQUENTIAL } from "../../ui/palette.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { useFittingCount } from "../../ui/use-fitting-count.ts";

export const SHOWN_SPOTS = 5;

interface SpotsPanelProps {
  state: ResourceState<WallHotSpots>;
  cells: HeatCells | null;
  measure: HeatMeasure;
  now: number;
}

export function SpotsPanel({ state, cells, measure, now }: SpotsPanelProps) {
  const { messages } = useScene();
  return (
    <Panel
      area="spots"
      state={state}
      cadenceMs={CADENCE.heat}
      now={now}
      title={messages.heat.hotSpots}
      className="spots"
    >
      {(spots) => (
        <>
          <SpotList rows={spots.rows.slice(0, SHOWN_SPOTS)} />
          <HeatLegend cells={cells} measure={measure} />
        </>
      )}
    </Panel>
  );
}

function SpotList({ rows }: { rows: HotSpots["rows"] }) {
  const { messages, format } = useScene();
  const [list, count] = useFittingCount(rows.length, rows.map((row) => row.ward_code).join());
  if (rows.length === 0) return <p className="live">{messages.heat.noHotSpots}</p>;
  return (
    <ol className="spot-list" ref={list}>
      {rows.slice(0, count).map((row, index) => (
        <li key={row.ward_code}>
          <span className="live second">{index + 1}</span>
          <span className="live" data-live data-figure="spot-name">
            {row.short_name}
          </span>
          <span className="live number" data-live>
            {row.ratio === null ? messages.heat.unheardOf : format.ratio(row.ratio)}
          </span>
          <span className="spot-figures second">
            {messages.heat.reports(format.count(row.count))} ·{" "}
            {row.median_age_minutes === null
              ? messages.heat.noneOpen
              : messages.heat.medianAge(format.durationShort(row.median_age_minutes * 60_000))}
          </span>
        </li>
      ))}
    </ol>
  );
}

function HeatLegend({ cells, measure }: { cells: HeatCells | null; measure: HeatMeasure }) {
  const { messages, format } = useScene();
  const edges = measure === "ratio" ? RATIO_EDGES : cells === null ? [] : countEdges(cells.count);
  const colours =
    measure === "ratio"
      ? RATIO_COLOURS.map((index) => SEQUENTIAL[index])
      : SEQUENTIAL.slice(0, edges.length + 1);
  return (
    <div className="heat-legend">
      <p className="second">{measure === "ratio" ? messages.heat.ratioLegend : messages.heat.countLegend}</p>
      <div className="heat-strip">
        {colours.map((colour) => (
          <span key={colour} style={{ background: colour }} />
        ))}
      </div>
      <AxisLabels
        className="heat-edges second"
        labels={edges.map((edge, index) => ({
          at: (index + 1) / colours.length,
          text: format.plain(edge),
        }))}
      />
    </div>
  );
}
