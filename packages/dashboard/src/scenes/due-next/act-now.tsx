import type { DueNext, DueRow } from "@toancanh/contracts";
import { useScene } from "../../ui/scene-context.ts";
import { useFittingCount } from "../../ui/use-fitting-count.ts";
import { useNames } from "../../ui/use-names.ts";
import { nextDueText } from "./next-due.ts";

const ROWS = 5;
const MINUTE_MS = 60_000;

/** What is due first, and within the first pane only: what, who owes it, how long is left. */
export function ActNow({ due }: { due: DueNext }) {
  const { messages, format } = useScene();
  const words = messages.dueNext;
  const soon = due.panes[0] ?? { to_minutes: 0, due: 0 };
  const spanMs = soon.to_minutes * MINUTE_MS;
  const asOf = Date.parse(due.as_of);
  const rows = due.rows.filter((row) => Date.parse(row.due) < asOf + spanMs).slice(0, ROWS);
  const key = rows.map((row) => `${row.service_request_id} ${row.agency_responsible}`).join();
  const [list, count] = useFittingCount(rows.length, key);
  const next = nextDueText(due, format);
  const shown = Math.min(count, rows.length);
  // Where the lanes are empty they say so, and when the next one is due.
  const isSaid = due.lanes.length === 0 || next === null;
  return (
    <div className="act-now">
      <div className="act-title">
        <h2>{words.actNow}</h2>
        <p className="second" data-figure="act-now" data-count={shown}>
          {shown < soon.due
            ? words.tasksOf(format.count(shown), format.count(soon.due))
            : words.tasks(format.count(shown))}
        </p>
      </div>
      {rows.length === 0 ? (
        <p className="second act-none">
          {isSaid ? null : words.noneSoon(format.count(soon.to_minutes / 60), next)}
        </p>
      ) : (
        <ol className="act-list" ref={list}>
          {rows.slice(0, count).map((row) => (
            <ActRow
              key={`${row.service_request_id} ${row.agency_responsible}`}
              row={row}
              leftMs={Date.parse(row.due) - asOf}
              spanMs={spanMs}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

function ActRow({ row, leftMs, spanMs }: { row: DueRow; leftMs: number; spanMs: number }) {
  const { format } = useScene();
  const names = useNames();
  const { agency_responsible: agency, ward_code: ward } = row;
  return (
    <li className="act-row" data-report={row.service_request_id} data-unit={agency} data-due-at={row.due}>
      <p className="act-what">
        <span>{names.category(row.service_code)}</span>
        <strong className="number" data-live>
          {format.durationShort(leftMs)}
        </strong>
      </p>
      <Who texts={[names.agency(agency === "" ? [] : [agency]), names.ward(ward)]} />
      <div className="act-bar">
        <div style={{ width: `${(leftMs / spanMs) * 100}%` }} />
      </div>
    </li>
  );
}

/** Who owes it, and where it is: the second only where both have room, for no name is cut. */
function Who({ texts }: { texts: readonly string[] }) {
  const [line, count] = useFittingCount<HTMLParagraphElement>(texts.length, texts.join("|"), "Width");
  return (
    <p className="second act-who" ref={line}>
      {texts.slice(0, count).join(", ")}
    </p>
  );
}
