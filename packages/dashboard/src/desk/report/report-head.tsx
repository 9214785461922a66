import type { ReportDetail } from "@toancanh/contracts";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { Chip } from "../../shell/parts/chip.tsx";
import { Icon } from "../../shell/parts/icon.tsx";
import { useNames } from "../../shell/parts/names.ts";

/** Number, state and kind of a report, and the way back to its like. */
export function ReportHead({ detail }: { detail: ReportDetail }) {
  const { words, messages, format, language } = useDesk();
  const names = useNames();
  const { report, complexity, rating } = detail;
  const endings: Readonly<Record<string, string>> = words.report.ending;
  const complexities: Readonly<Record<string, string>> = words.report.complexity;
  const ward = report.ward_code === "" ? messages.noWard : names.wardWhole(report.ward_code);
  const alike = deskHref(
    DESK_PAGES.open,
    { state: "all", category: report.service_code, ward: report.ward_code },
    language,
  );
  return (
    <header>
      <p className="d-crumbs">
        <a href={deskHref(DESK_PAGES.open, {}, language)}>{words.shell.pages.open}</a> ·{" "}
        <a href={alike}>
          {names.category(report.service_code)} · {ward}
        </a>
      </p>
      <div className="d-head">
        <h1>{report.service_request_id}</h1>
        <Chip>{endings[report.ending] ?? report.ending}</Chip>
        {complexity === "" ? null : <Chip kind="plain">{complexities[complexity] ?? complexity}</Chip>}
        {report.channel === "" ? null : <Chip kind="plain">{names.channel(report.channel)}</Chip>}
        {rating === null ? null : <Chip kind="plain">{words.report.rating(format.count(rating))}</Chip>}
        {report.reopen_count === 0 ? null : (
          <Chip icon="warning">{words.report.reopened(format.count(report.reopen_count))}</Chip>
        )}
        <div className="d-head-actions">
          <button type="button" className="d-button" onClick={() => window.print()}>
            <Icon name="print" size={16} /> {words.shell.print}
          </button>
        </div>
      </div>
    </header>
  );
}
