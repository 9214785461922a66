import type { Outcome } from "@toancanh/domain";
import { useDesk } from "../context/desk-context.ts";

const MARKS: Readonly<Record<Outcome, string>> = {
  handled_on_time: "●",
  handled_late: "◆",
  open_overdue: "▲",
  open_in_time: "○",
  no_deadline: "–",
};

/** Shape of an outcome; its word is read aloud, and stands beside it unless a column says it. */
export function OutcomeMark({ outcome, word = false }: { outcome: Outcome; word?: boolean }) {
  const { words } = useDesk();
  const text = words.shell.outcome[outcome];
  return (
    <>
      <span className={`d-mark d-mark-${outcome}`} aria-hidden="true" title={text}>
        {MARKS[outcome]}
      </span>
      {word ? text : <span className="d-hidden">{text}: </span>}
    </>
  );
}
