import type { Agencies, AgencyRow } from "@toancanh/contracts";
import { lateScale, positionOn, type ShareScale } from "../../format/scale.ts";
import { AxisLabels } from "../../ui/axis-labels.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { type AgencyPage, isClearlyAbove, LINES_PER_PAGE } from "./agency-pages.ts";

/** Late rate of each agency as a mark on its 90 % interval, the week's change and the volume beside it. */
export function DotPlot({ page, movers }: { page: AgencyPage; movers: ReadonlySet<string> }) {
  const { messages, format, language } = useScene();
  const targets = page.blocks.map((block) => block.late_rate_target ?? 0);
  const scale = lateScale([page.highest, ...targets]);
  const at = (value: number) => `${positionOn(scale, value) * 100}%`;
  const digits = scale.ticks.some((tick) => Math.round(tick * 1000) % 10 !== 0) ? 1 : 0;
  return (
    <div className="dot-plot" data-block={page.block.id}>
      <div className="dot-head second">
        <h2 className="dot-block">{page.block.name[language]}</h2>
        <AxisLabels
          className="dot-axis"
          labels={scale.ticks.map((tick) => ({
            at: positionOn(scale, tick),
            text: format.percent(tick, digits),
          }))}
        />
        <p className="number dot-rate">{messages.agencies.rateColumn}</p>
        <p className="number">{messages.agencies.weekColumn}</p>
        <p className="number">{messages.agencies.dueColumn}</p>
      </div>
      <div className="dot-body">
        <div className="dot-grid">
          {scale.ticks.map((tick) => (
            <div key={tick} className="dot-line" style={{ left: at(tick) }} />
          ))}
        </div>
        <ol className="dot-rows" style={{ gridTemplateRows: `repeat(${LINES_PER_PAGE}, minmax(0, 1fr))` }}>
          {page.lines.map((line) => {
            if (line.kind === "block") {
              return (
                <li key={line.key} className="dot-between second">
                  <h2 className="dot-block">{line.block.name[language]}</h2>
                </li>
              );
            }
            if (line.kind === "punctual") {
              return (
                <li key={line.key} className="dot-between second">
                  {messages.agencies.punctual(format.count(line.count))}
                </li>
              );
            }
            return (
              <AgencyLineRow
                key={line.key}
                row={line.row}
                block={line.block}
                scale={scale}
                moved={movers.has(line.key)}
              />
            );
          })}
        </ol>
      </div>
    </div>
  );
}

interface AgencyLineRowProps {
  row: AgencyRow;
  block: Agencies["blocks"][number];
  scale: ShareScale;
  moved: boolean;
}

function AgencyLineRow({ row, block, scale, moved }: AgencyLineRowProps) {
  const { format } = useScene();
  const rate = row.metrics.late_rate ?? 0;
  const at = (value: number) => positionOn(scale, value) * 100;
  const change = row.week_change;
  const [low, high] = row.interval ?? [rate, rate];
  const direction = change === null || !moved ? "" : change > 0 ? "worse" : "better";
  const target = block.late_rate_target;
  // Where no limit is set, an agency stands out against its block.
  const above = isClearlyAbove(row, target ?? block.metrics.late_rate);
  return (
    <li className="dot-row" data-agency={row.agency_responsible} data-rate={rate}>
      <p className="live dot-name" data-live>
        {row.short_name}
      </p>
      <div className="dot-track">
        {target === null ? null : <div className="dot-target" style={{ left: `${at(target)}%` }} />}
        <div className="dot-interval" style={{ left: `${at(low)}%`, width: `${at(high) - at(low)}%` }} />
        <div className={above ? "dot dot-above" : "dot"} style={{ left: `${at(rate)}%` }} />
      </div>
      <p className="live number dot-rate" data-live>
        {format.percent(rate)}
      </p>
      <p className={`number dot-change ${direction}`}>
        {direction === "" ? null : <span className={`mover mover-${direction}`} />}
        {change === null ? "–" : format.points(change)}
      </p>
      <p className="number second">{format.count(row.metrics.due)}</p>
    </li>
  );
}
