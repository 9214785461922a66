import { changedHref } from "./context/desk-address.ts";
import { type DeskContextValue, type DeskPeriod, useAsk, useDesk } from "./context/desk-context.ts";
import { monthText } from "./context/period-names.ts";
import { Chip } from "./parts/chip.tsx";
import { Icon } from "./parts/icon.tsx";
import { PeriodStateChip } from "./parts/period-state.tsx";

/** The period in view, with its state; nothing for a role without figures. */
export function PeriodPicker({ value }: { value: DeskContextValue }) {
  const { period, periods, words, format, session } = value;
  if (period === null) return null;
  const name = (one: DeskPeriod) =>
    `${words.shell.period.month(monthText(one.id))}  ${words.shell.period.span(
      format.dayTime(Date.parse(one.from)),
      format.dayTime(Date.parse(one.to)),
    )}`;
  return (
    <>
      <span className="desk-period">
        <Icon name="periods" size={16} />
        <select
          aria-label={words.shell.period.label}
          value={period.id}
          onChange={({ target }) =>
            window.location.assign(changedHref(window.location, { period: target.value }))
          }
        >
          {periods.map((one) => (
            <option key={one.id} value={one.id}>
              {name(one)}
            </option>
          ))}
        </select>
        <span className="desk-period-arrow">
          <Icon name="down" size={14} />
        </span>
      </span>
      {session.scopes.includes("period_figures") ? <StateOfPeriod period={period} /> : null}
    </>
  );
}

const CADENCE_MS = 300_000;

/** As its closing says; nothing for a kind of period that is never closed. */
function StateOfPeriod({ period: { id, kind } }: { period: DeskPeriod }) {
  const { words, format } = useDesk();
  const closable = kind === "official" || kind === "calendar" ? kind : null;
  const { data } = useAsk("closings", closable === null ? {} : { kind: closable }, CADENCE_MS);
  const found = closable === null ? undefined : data?.periods.find((one) => one.period === id);
  if (found === undefined) return null;
  return (
    <>
      <PeriodStateChip state={found.state} />
      {found.revision > 1 ? (
        <Chip kind="plain">{words.shell.period.revision(format.count(found.revision))}</Chip>
      ) : null}
    </>
  );
}
