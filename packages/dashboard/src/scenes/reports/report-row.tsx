import type { LiveReport } from "@toancanh/contracts";
import { timeUsed } from "../../data/merge-reports.ts";
import { useScene } from "../../ui/scene-context.ts";
import type { Names } from "./use-names.ts";

interface ReportRowProps {
  report: LiveReport;
  place: number;
  now: number;
  names: Names;
}

/** One report: what, where, who holds it, how old, and how much of its time is used. */
export function ReportRow({ report, place, now, names }: ReportRowProps) {
  const { messages, format } = useScene();
  const due = report.due === null ? null : Date.parse(report.due);
  const late = due !== null && due < now;
  const used = timeUsed(report, now);
  const time =
    due === null
      ? messages.reports.noDeadline
      : late
        ? messages.reports.late(format.duration(now - due))
        : messages.reports.left(format.duration(due - now));
  return (
    <li className="report" data-report={report.service_request_id} data-late={late}>
      <span className="live second report-place">{place}</span>
      <p className="live report-what" data-live>
        {names.category(report.service_code)}
      </p>
      <p className={`live number ${late ? "alarm" : ""}`} data-live>
        {late ? <span className="alarm-mark" /> : null}
        {time}
      </p>
      <p className="second report-who">
        {names.ward(report.ward_code)} · {names.agency(report.agency_responsible)}
      </p>
      <p className="second number">
        {messages.reports.age(format.durationShort(Math.max(0, now - Date.parse(report.requested_datetime))))}
      </p>
      <div className="report-bar">
        {used === null || late ? null : <div style={{ width: `${used * 100}%` }} />}
      </div>
    </li>
  );
}
