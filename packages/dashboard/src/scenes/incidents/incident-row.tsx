import { useScene } from "../../ui/scene-context.ts";
import { useFittingCount } from "../../ui/use-fitting-count.ts";
import type { Names } from "../../ui/use-names.ts";
import { FamilySign } from "./family-sign.tsx";
import type { ShownRow } from "./incident-rows.ts";
import { TimeStrip } from "./time-strip.tsx";

interface IncidentRowProps {
  shown: ShownRow;
  place: number;
  now: number;
  spanMs: number;
  names: Names;
}

/** Two lines: what, how many, how long is left; where, who holds it, and the reports on the shared time axis. */
export function IncidentRowView({ shown, place, now, spanMs, names }: IncidentRowProps) {
  const { language } = useScene();
  const { kind, row } = shown;
  const due = row.due === null ? null : Date.parse(row.due);
  const isEnded = kind === "incident" && row.state === "ended";
  const isLate = !isEnded && due !== null && due < now;
  const wards = kind === "incident" ? row.ward_codes : row.ward_code === "" ? [] : [row.ward_code];
  const [ward = "", ...others] = wards;
  const times =
    kind === "single"
      ? [Date.parse(row.requested_datetime)]
      : row.reports.map((report) => Date.parse(report.requested_datetime));
  return (
    <li
      className={isLate ? "incident alarm" : "incident"}
      data-incident={kind === "incident" ? row.id : undefined}
      data-group={kind === "group" ? row.id : undefined}
      data-report={kind === "single" ? row.service_request_id : undefined}
      data-count={kind === "single" ? 1 : row.count}
      data-unit={ward}
      data-ended={isEnded}
    >
      <span className="incident-mark">
        {kind === "single" ? null : <span className="incident-pin">{place}</span>}
      </span>
      <p className="live incident-head">
        {kind === "single" ? (
          <span className="incident-name" data-live>
            {names.category(row.service_code)}
          </span>
        ) : (
          <Title shown={shown} name={row.name[language]} />
        )}
        <TimeLeft isEnded={isEnded} due={due} now={now} />
      </p>
      <span className="incident-mark">{kind === "single" ? null : <FamilySign sign={row.sign} />}</span>
      <Who
        texts={[
          others.length === 0 ? names.ward(ward) : `${names.ward(ward)} +${others.length}`,
          names.agency(row.agency_responsible),
        ]}
      />
      <TimeStrip times={times} due={isEnded ? null : due} now={now} spanMs={spanMs} />
    </li>
  );
}

/** Name and count, and of the rest as much as has room beside the time. */
function Title({ shown, name }: { shown: Exclude<ShownRow, { kind: "single" }>; name: string }) {
  const { messages, format } = useScene();
  const { incidents } = messages;
  const { kind, row } = shown;
  const metres = kind === "incident" ? row.extent_m : 0;
  const extent =
    metres < 10
      ? null
      : metres < 950
        ? incidents.metres(format.count(Math.round(metres / 10) * 10))
        : incidents.kilometres(format.decimal(metres / 1000));
  const isNew = kind === "incident" && row.is_new;
  const marks = isNew ? [incidents.isNew] : [];
  const texts = [incidents.noun, ...(extent === null ? [] : [extent])];
  const [line, count] = useFittingCount<HTMLSpanElement>(
    1 + marks.length + texts.length,
    [name, row.count, ...marks, ...texts].join("|"),
    "Width",
  );
  const shownMarks = marks.slice(0, count - 1);
  const shownTexts = texts.slice(0, Math.max(0, count - 1 - marks.length));
  return (
    <span className="incident-title" ref={line}>
      <span data-live>{name}</span>
      <strong data-live>{format.count(row.count)}</strong>
      {shownMarks.map((text) => (
        <span key={text} className="incident-new">
          {text}
        </span>
      ))}
      {shownTexts.length === 0 ? null : <span className="incident-small">{shownTexts.join(", ")}</span>}
    </span>
  );
}

function TimeLeft({ isEnded, due, now }: { isEnded: boolean; due: number | null; now: number }) {
  const { messages, format } = useScene();
  if (isEnded) return <span className="second number">{messages.incidents.ended}</span>;
  if (due === null) return <span className="second number">{messages.incidents.noDeadline}</span>;
  return (
    <strong className="number" data-live>
      {due < now ? <span className="alarm-mark" /> : null}
      {due < now
        ? messages.incidents.late(format.duration(now - due))
        : messages.incidents.left(format.duration(due - now))}
    </strong>
  );
}

/** Where, and who holds it: the second only where both have room, for no name is cut. */
function Who({ texts }: { texts: readonly string[] }) {
  const [line, count] = useFittingCount<HTMLParagraphElement>(texts.length, texts.join("|"), "Width");
  return (
    <p className="second incident-who" ref={line}>
      {texts.slice(0, count).join(", ")}
    </p>
  );
}
