import type { DueNext } from "@toancanh/contracts";
import { useScene } from "../../ui/scene-context.ts";

/** A pane's figure is a headline of this size, in units of the wall, while its digits have room. */
const HEADLINE_UNITS = 10.4;
const PANE_UNITS = 18.4;
/** Width of a digit in its own size. */
const DIGIT = 0.6;
const LEAST_HEADLINE_UNITS = 10.2;

/** What is overdue, and what is due in each pane: above the lanes, pane over pane. */
export function DueFigures({ due }: { due: DueNext }) {
  const { messages, format } = useScene();
  const words = messages.dueNext;
  const { recent, total } = due.overdue;
  const figures = due.panes.map((pane) => format.count(pane.due));
  const longest = Math.max(1, ...figures.map((text) => text.length));
  const units = Math.min(HEADLINE_UNITS, PANE_UNITS / (DIGIT * longest));
  return (
    <div className="due-figures">
      <div>
        <p className="second">{words.overdue}</p>
        <p className={recent === 0 ? "due-overdue" : "due-overdue worse"}>
          <span className="due-figure" data-headline data-figure="due-overdue" data-count={recent}>
            {format.count(recent)}
          </span>
          {recent === 0 ? null : <span className="alarm-mark" />}
          {total === recent ? null : (
            <span className="second due-older" data-figure="due-older" data-count={total - recent}>
              {words.olderStock(format.count(total - recent))}
            </span>
          )}
        </p>
      </div>
      {due.panes.map(({ from_minutes, to_minutes, due: count }, index) => {
        const [from, to] = [format.count(from_minutes / 60), format.count(to_minutes / 60)];
        return (
          <div key={to_minutes}>
            <p className="second">{from_minutes === 0 ? words.within(to) : words.between(from, to)}</p>
            <p
              className="due-figure"
              style={{ fontSize: `calc(${units} * var(--u))` }}
              {...(units >= LEAST_HEADLINE_UNITS ? { "data-headline": true } : { "data-live": true })}
              data-figure={`due-${to_minutes}`}
              data-count={count}
            >
              {figures[index]}
            </p>
          </div>
        );
      })}
    </div>
  );
}
