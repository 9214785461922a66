import type { DueNext } from "@toancanh/contracts";
import { headlineUnits, LEAST_HEADLINE_UNITS } from "../../format/headline-size.ts";
import { useScene } from "../../ui/scene-context.ts";

/** Width of a pane, in units of the wall. */
const PANE_UNITS = 18.8;

/** What is overdue, and what is due in each pane: above the lanes, pane over pane. */
export function DueFigures({ due }: { due: DueNext }) {
  const { messages, format } = useScene();
  const words = messages.dueNext;
  const { recent, total } = due.overdue;
  const figures = due.panes.map((pane) => format.count(pane.due));
  const units = headlineUnits(figures, PANE_UNITS);
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
