import { OBJECTION_STATES, type Objection } from "@toancanh/contracts";
import { pickText } from "@toancanh/words";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useNames } from "../../shell/parts/names.ts";

interface ListProps {
  rows: readonly Objection[];
  state: Objection["state"];
  onState: (state: Objection["state"]) => void;
  /** Id of the one in view; "" for none. */
  chosen: string;
  onChoose: (id: string) => void;
}

/** Objections of one state, the longest waiting first. */
export function ObjectionList({ rows, state, onState, chosen, onChoose }: ListProps) {
  const { words, format, language } = useDesk();
  const names = useNames();
  if (rows.length === 0) return <p>{words.objections.none}</p>;
  const shown = rows.filter((one) => one.state === state);
  return (
    <>
      <div className="ob-states">
        {OBJECTION_STATES.map((one) => (
          <button
            key={one}
            type="button"
            className="d-button"
            aria-pressed={one === state}
            onClick={() => onState(one)}
          >
            {words.objections.count(
              words.objections.states[one],
              format.count(rows.filter((row) => row.state === one).length),
            )}
          </button>
        ))}
      </div>
      {shown.length === 0 ? <p>{words.objections.noneOf}</p> : null}
      <ul className="ob-list">
        {shown.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-pressed={one.id === chosen}
              data-objection={one.id}
              onClick={() => onChoose(one.id)}
            >
              <strong>{names.agency(one.agency)}</strong> <span className="ob-id">{one.id}</span>
              <br />
              <span className="d-second">
                {pickText(one.reason, language)} ·{" "}
                {words.objections.filedAt(format.dateTime(minuteOf(one.filed)))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Epoch ms of an instant, without its seconds. */
function minuteOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 60_000) * 60_000;
}
