import type { RecentOutcomes } from "@toancanh/contracts";
import { useScene } from "../../ui/scene-context.ts";
import { dotPlaces } from "./dot-places.ts";

/** One dot a day hanging from the target's line, those above it in the colour of the better. Today is not over. */
export function DailyDots({ recent }: { recent: RecentOutcomes }) {
  const { format, messages } = useScene();
  const { days, target } = recent;
  const dots = dotPlaces(days, target.on_time_rate);
  const first = days[0];
  const last = days.at(-1);
  if (dots.length === 0 || first === undefined || last === undefined) return null;
  return (
    <div className="daily">
      <div className="daily-plot">
        <div className="daily-line" />
        {dots.map((dot) => (
          <div
            key={dot.day}
            className="daily-stem"
            style={{ left: `${dot.at * 100}%`, ...stemOf(dot.depth) }}
          />
        ))}
        {dots.map((dot) => (
          <div
            key={dot.day}
            className={dot.depth < 0 ? "daily-dot daily-dot-above" : "daily-dot"}
            style={{ left: `${dot.at * 100}%`, top: `${LINE + dot.depth * ROOM}%` }}
            data-due={dot.due}
            data-late={dot.late}
          />
        ))}
      </div>
      <p className="daily-axis second">
        <span>{format.dayMonth(Date.parse(first.day))}</span>
        <span>{messages.overview.eachDay}</span>
        <span>{format.dayMonth(Date.parse(last.day))}</span>
      </p>
    </div>
  );
}

/** Where the target's line lies, and how far the deepest dot hangs below it: percent of the plot. */
const LINE = 18;
const ROOM = 74;

function stemOf(depth: number) {
  return depth >= 0
    ? { top: `${LINE}%`, height: `${depth * ROOM}%` }
    : { top: `${LINE + depth * ROOM}%`, height: `${-depth * ROOM}%` };
}
