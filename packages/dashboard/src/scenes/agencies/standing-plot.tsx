import type { StandingRow } from "@toancanh/contracts";
import { lateScale, positionOn, type ShareScale } from "../../format/scale.ts";
import { AxisLabels } from "../../ui/axis-labels.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { ROWS_PER_PAGE, type StandingBlock, type StandingPage } from "./standing-pages.ts";

/** A block's agencies: the estimate of each as a mark on its 90 % bar, late and due beside it. */
export function StandingPlot({ page, minimum }: { page: StandingPage; minimum: number }) {
  const { messages, format, language } = useScene();
  const { block } = page;
  const scale = lateScale([page.highest]);
  const at = (value: number) => `${positionOn(scale, value) * 100}%`;
  const digits = scale.ticks.some((tick) => Math.round(tick * 1000) % 10 !== 0) ? 1 : 0;
  const mark = block.mark.rate;
  return (
    <div className="standing" data-block={block.id} data-due={block.due} data-late={block.late}>
      <h2 className="standing-block">{block.name[language]}</h2>
      <div className="standing-sum second">
        <p>
          <strong>{format.percent(block.due === 0 ? null : block.late / block.due)}</strong>{" "}
          {messages.agencies.late}, {messages.agencies.of(format.count(block.late), format.count(block.due))}
        </p>
        {mark === null ? null : <MarkName block={block} rate={mark} />}
      </div>
      <div className="standing-head second">
        <AxisLabels
          className="standing-axis"
          labels={scale.ticks.map((tick) => ({
            at: positionOn(scale, tick),
            text: format.percent(tick, digits),
          }))}
        />
        <p className="number">{messages.agencies.column}</p>
      </div>
      <div className="standing-body">
        <div className="standing-grid">
          {scale.ticks.map((tick) => (
            <div key={tick} className="standing-line" style={{ left: at(tick) }} />
          ))}
          {mark === null ? null : (
            <div className={markClass(block.mark.is_target)} style={{ left: at(mark) }} />
          )}
        </div>
        <ol
          className="standing-rows"
          style={{ gridTemplateRows: `repeat(${ROWS_PER_PAGE + 2}, minmax(0, 1fr))` }}
        >
          {page.rows.map((row) => (
            <AgencyRow key={row.agency_responsible} row={row} scale={scale} />
          ))}
          <Rest block={block} others={page.others} minimum={minimum} scale={scale} />
        </ol>
      </div>
    </div>
  );
}

function markClass(isTarget: boolean): string {
  return isTarget ? "standing-mark standing-target" : "standing-mark";
}

function MarkName({ block, rate }: { block: StandingBlock; rate: number }) {
  const { messages, format } = useScene();
  const { is_target } = block.mark;
  const share = format.percent(rate, Number.isInteger(Math.round(rate * 10_000) / 100) ? 0 : 1);
  return (
    <p className={is_target ? "better" : ""}>
      <span className={`standing-key ${markClass(is_target)}`} />
      {is_target ? messages.agencies.target(share) : messages.agencies.blockRate(share)}
    </p>
  );
}

function AgencyRow({ row, scale }: { row: StandingRow; scale: ShareScale }) {
  const { format } = useScene();
  return (
    <li
      className={row.is_above_mark ? "standing-row standing-above" : "standing-row"}
      data-unit={row.agency_responsible}
      data-due={row.due}
      data-late={row.late}
      data-estimate={row.estimate}
    >
      <p className="live standing-name" data-live>
        {row.short_name}
      </p>
      <Bar row={row} scale={scale} className="standing-dot" />
      <p className="number standing-base">
        <span className="live" data-live>
          {format.count(row.late)}
        </span>
        <span className="second"> / {format.count(row.due)}</span>
        <span className={row.trend === null ? "mover mover-none" : `mover mover-${row.trend}`} />
      </p>
    </li>
  );
}

interface RestProps {
  block: StandingBlock;
  others: number;
  minimum: number;
  scale: ShareScale;
}

/** What is not ranked: agencies with few due as one line, and how many stand lower. */
function Rest({ block: { pooled }, others, minimum, scale }: RestProps) {
  const { messages, format } = useScene();
  return (
    <>
      {pooled === null ? null : (
        <li
          className="standing-row standing-rest second"
          data-pooled={pooled.agencies}
          data-due={pooled.due}
          data-late={pooled.late}
        >
          <p className="standing-name">
            {messages.agencies.pooled(format.count(pooled.agencies), format.count(minimum))}
          </p>
          {pooled.due < minimum ? (
            <div className="standing-track" />
          ) : (
            <Bar row={pooled} scale={scale} className="standing-dot standing-dot-pooled" />
          )}
          <p className="number standing-base">
            {format.count(pooled.late)} / {format.count(pooled.due)}
            <span className="mover mover-none" />
          </p>
        </li>
      )}
      {others === 0 ? null : (
        <li className="standing-row standing-rest second">
          <p className="standing-name">{messages.agencies.others(format.count(others))}</p>
        </li>
      )}
    </>
  );
}

interface BarProps {
  row: Pick<StandingRow, "estimate" | "interval">;
  scale: ShareScale;
  className: string;
}

function Bar({ row, scale, className }: BarProps) {
  const [low, high] = row.interval.map((value) => positionOn(scale, value) * 100);
  return (
    <div className="standing-track">
      <div
        className="standing-interval"
        style={{ left: `${low}%`, width: `${Math.max(0, (high ?? 0) - (low ?? 0))}%` }}
      />
      <div className={className} style={{ left: `${positionOn(scale, row.estimate) * 100}%` }} />
    </div>
  );
}
