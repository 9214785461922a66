import { useScene } from "../../ui/scene-context.ts";
import { stripOf } from "./strip-model.ts";

interface TimeStripProps {
  times: readonly number[];
  due: number | null;
  now: number;
  spanMs: number;
}

/** A time of day alone would be read as one of the last 24 hours. */
const DAY_MS = 86_400_000;

const percent = (share: number) => `${share * 100}%`;

/** Dots are reports as they came, the diamond is the nearest due, the bar what is left until it or has passed since. */
export function TimeStrip({ times, due, now, spanMs }: TimeStripProps) {
  const { format } = useScene();
  const strip = stripOf(times, due, now, spanMs);
  return (
    <div className="strip">
      <div className="strip-line" />
      {strip.bar === null ? null : (
        <div
          className="strip-bar"
          style={{ left: percent(strip.bar.from), width: percent(strip.bar.to - strip.bar.from) }}
        />
      )}
      <div className="strip-now" />
      {strip.columns.map(({ x, width, share }) => (
        <div
          key={x}
          className="strip-column"
          style={{ left: percent(x), width: percent(width), height: percent(share * 0.5) }}
        />
      ))}
      {strip.dots.map(({ x, y }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two reports may have come at one moment
        <div key={index} className="strip-dot" style={{ left: percent(x), top: percent(y) }} />
      ))}
      {strip.due === null ? null : <div className="strip-due" style={{ left: percent(strip.due) }} />}
      {strip.isBeyond ? <div className="strip-beyond" /> : null}
      {strip.since === null ? null : (
        <span className="second strip-since">
          {now - strip.since < DAY_MS ? format.time(strip.since) : format.dayMonth(strip.since)}
        </span>
      )}
    </div>
  );
}
