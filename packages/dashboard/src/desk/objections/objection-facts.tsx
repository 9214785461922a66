import type { Objection } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import { deskHref } from "../../shell/context/desk-address.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Chip } from "../../shell/parts/chip.tsx";
import { useNames } from "../../shell/parts/names.ts";
import { Section } from "../../shell/parts/section.tsx";

/** One objection: what is objected to, why, what was decided and since when it counts. */
export function ObjectionFacts({ objection }: { objection: Objection }) {
  const { words, format, language } = useDesk();
  const names = useNames();
  const { id, agency, service_request_id, state, reason, text, ground, versions } = objection;
  const { objections } = words;
  return (
    <Section
      title={`${id}, ${names.agencyWhole(agency)}`}
      links={
        <Chip {...(state === "open" ? {} : { icon: state === "upheld" ? "check" : "cross" })}>
          {objections.states[state]}
        </Chip>
      }
    >
      <p>
        {objections.report}{" "}
        <a href={deskHref(`/desk/reports/${encodeURIComponent(service_request_id)}`, {}, language)}>
          {service_request_id}
        </a>
        , {objections.period(monthText(objection.period))}. {objections.reason}: {pickText(reason, language)}.
      </p>
      <h3>{objections.said}</h3>
      <blockquote className="ob-said">{text}</blockquote>
      {ground === "" ? null : (
        <>
          <h3>{objections.ground}</h3>
          <blockquote className="ob-said">{ground}</blockquote>
        </>
      )}
      <p>{effectOf(objection)}</p>
      <h3>{objections.versions}</h3>
      <ol className="ob-steps">
        {versions.map((one) => (
          <li key={one.version}>
            {format.dateTime(Date.parse(one.recorded))}:{" "}
            {one.state === "open" ? objections.filed : objections.states[one.state]}
            {one.ground === "" || one.ground === ground ? "" : `. ${one.ground}`}
          </li>
        ))}
      </ol>
    </Section>
  );

  function effectOf({ state: now, counted_in }: Objection): string {
    if (now !== "upheld") return objections.effect[now];
    return counted_in === null
      ? objections.effect.waiting
      : objections.effect.counted(format.count(counted_in));
  }
}
