import { useDesk } from "../../shell/context/desk-context.ts";

interface Step {
  text: string;
  notes: string[];
}

/** The deadline step by step, numbered: the same sentences that `toancanh explain` prints. */
export function RuleSteps({ lines }: { lines: readonly string[] }) {
  const { words } = useDesk();
  if (lines.length === 0) return <p>{words.report.rule.none}</p>;
  return (
    <ol className="rp-steps">
      {toSteps(lines).map(({ text, notes }) => (
        <li key={`${text} ${notes.join()}`}>
          <div>
            {text}
            {notes.map((note) => (
              <p key={note} className="d-second">
                {note}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Lines that begin with a dash or a space belong to the step before them. */
function toSteps(lines: readonly string[]): Step[] {
  const steps: Step[] = [];
  for (const line of lines) {
    const last = steps.at(-1);
    if (last !== undefined && /^[-\s]/.test(line)) last.notes.push(line.replace(/^(- | +)/, ""));
    else steps.push({ text: line, notes: [] });
  }
  return steps;
}
