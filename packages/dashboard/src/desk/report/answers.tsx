import type { ReportExplanation } from "@toancanh/contracts";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { useDesk, useMay } from "../../shell/context/desk-context.ts";
import { useNames } from "../../shell/parts/names.ts";
import { OutcomeMark } from "../../shell/parts/outcome.tsx";

type Obligation = ReportExplanation["obligations"][number];

/** The two questions of docs/metrics.md §4, answered: for the citizen, and for each agency. */
export function Answers({ explained }: { explained: ReportExplanation }) {
  const { words, language } = useDesk();
  const mayFile = useMay("objections:file");
  const asOf = Date.parse(explained.as_of);
  const [report, ...assignments] = explained.obligations;
  const isLate = toneOf(assignments) !== "";
  return (
    <div className="rp-answers">
      {report === undefined ? null : <CitizenAnswer report={report} asOf={asOf} />}
      <div className={`rp-answer${toneOf(assignments)}`}>
        <p className="d-second">{words.report.agencies.question}</p>
        {assignments.length === 0 ? <p className="rp-said">{words.report.agencies.none}</p> : null}
        <ul>
          {assignments.map((one, index) => (
            <li key={`${one.agency} ${one.turn}`} className={index === 0 ? "rp-said" : ""}>
              <AgencyAnswer one={one} asOf={asOf} />
            </li>
          ))}
        </ul>
        {mayFile && isLate ? (
          <p>
            <a href={deskHref(DESK_PAGES.objections, { report: explained.service_request_id }, language)}>
              {words.objections.ask}
            </a>
          </p>
        ) : null}
      </div>
    </div>
  );
}

function CitizenAnswer({ report, asOf }: { report: Obligation; asOf: number }) {
  const { words, format } = useDesk();
  const { citizen, dueAt, doneAt } = words.report;
  const said = saidOf(report, asOf, format.span);
  const facts = [
    report.due === null ? "" : dueAt(format.dayTime(Date.parse(report.due))),
    report.finished === null ? "" : doneAt(format.dayTime(Date.parse(report.finished))),
  ].filter((one) => one !== "");
  const text = {
    handled_on_time: citizen.onTime(said),
    handled_late: citizen.late(said),
    open_overdue: citizen.overdue(said),
    open_in_time: citizen.inTime(said),
    no_deadline: citizen.none,
  }[report.outcome];
  return (
    <div className={`rp-answer${toneOf([report])}`} data-outcome={report.outcome}>
      <p className="d-second">{citizen.question}</p>
      <p className="rp-said">
        <OutcomeMark outcome={report.outcome} />
        <strong>{text}</strong> <span className="d-second">{facts.join(", ")}</span>
      </p>
    </div>
  );
}

function AgencyAnswer({ one, asOf }: { one: Obligation; asOf: number }) {
  const { words, format } = useDesk();
  const names = useNames();
  const { agencies } = words.report;
  const name = one.name === names.agencyWhole(one.agency) ? names.agency(one.agency) : one.name;
  const said = saidOf(one, asOf, format.span);
  if (!one.is_obligation) return <>{agencies.notCounted(name)}</>;
  const text = {
    handled_on_time: agencies.onTime(name, said),
    handled_late: agencies.late(name, said),
    open_overdue: agencies.overdue(name, said),
    open_in_time: agencies.inTime(name, said),
    no_deadline: agencies.noDeadline(name),
  }[one.outcome];
  return (
    <>
      <OutcomeMark outcome={one.outcome} />
      {text}
    </>
  );
}

/** How much early, late or left. */
function saidOf(
  { due, finished, minutes_late }: Obligation,
  asOf: number,
  span: (ms: number) => string,
): string {
  if (due === null) return "";
  if (minutes_late > 0) return span(minutes_late * 60_000);
  return span(Math.abs((finished === null ? asOf : Date.parse(finished)) - Date.parse(due)));
}

function toneOf(obligations: readonly Obligation[]): string {
  const counted = obligations.filter((one) => one.is_obligation);
  if (counted.some(({ outcome }) => outcome === "open_overdue")) return " rp-answer-over";
  if (counted.some(({ outcome }) => outcome === "handled_late")) return " rp-answer-late";
  return "";
}
