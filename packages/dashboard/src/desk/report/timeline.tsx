import type { ReportDetail, ReportTimelineEntry } from "@toancanh/contracts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useNames } from "../../shell/parts/names.ts";
import { Section } from "../../shell/parts/section.tsx";

/** An event recorded so much later than it happened says so. */
const LATE_RECORD_MS = 3_600_000;

/** What happened, at the source's own times. */
export function Timeline({ detail: { timeline } }: { detail: ReportDetail }) {
  const { words, format } = useDesk();
  const facts = useFacts();
  return (
    <Section
      title={words.report.timeline.title}
      sub={words.report.timeline.count(format.count(timeline.length))}
    >
      <ol className="rp-timeline">
        {timeline.map((entry, index) => {
          const at = Date.parse(entry.time);
          const isNewDay =
            index === 0 || format.date(at) !== format.date(Date.parse(timeline[index - 1]?.time ?? ""));
          return (
            <li key={`${entry.time} ${entry.kind} ${entry.agency_responsible ?? ""} ${entry.stage ?? ""}`}>
              <time dateTime={entry.time}>
                {isNewDay ? `${format.dayMonth(at)} ` : ""}
                {format.timeSeconds(at)}
              </time>
              <span>
                <strong>{words.report.timeline.kinds[entry.kind]}</strong>
                {facts(entry).map((fact) => `, ${fact}`)}
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

/** What an event says beside its kind. */
function useFacts(): (entry: ReportTimelineEntry) => string[] {
  const { words, format } = useDesk();
  const names = useNames();
  const { timeline, complexity } = words.report;
  const complexities: Readonly<Record<string, string>> = complexity;
  return (entry) => {
    const facts: (string | undefined)[] = [
      entry.kind === "received" && entry.channel !== undefined ? names.channel(entry.channel) : undefined,
      entry.kind !== "received" && entry.service_code !== undefined
        ? names.category(entry.service_code)
        : undefined,
      entry.kind !== "received" && entry.complexity !== undefined
        ? (complexities[entry.complexity] ?? entry.complexity)
        : undefined,
      entry.from_agency === undefined ? undefined : timeline.from(names.agency(entry.from_agency)),
      entry.agency_responsible === undefined ? undefined : names.agency(entry.agency_responsible),
      entry.expected_datetime === undefined
        ? undefined
        : timeline.expected(format.dateTime(Date.parse(entry.expected_datetime))),
      entry.duplicate_of === undefined ? undefined : timeline.into(entry.duplicate_of),
      entry.rating === undefined ? undefined : timeline.stars(format.count(entry.rating)),
      entry.reason === undefined ? undefined : timeline.reason(entry.reason),
      Date.parse(entry.recorded) - Date.parse(entry.time) > LATE_RECORD_MS
        ? timeline.recorded(format.dayTime(Date.parse(entry.recorded)))
        : undefined,
    ];
    return facts.filter((fact) => fact !== undefined);
  };
}
