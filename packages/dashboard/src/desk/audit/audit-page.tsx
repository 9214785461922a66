import { useState } from "react";
import { useAsk, useDesk } from "../../shell/context/desk-context.ts";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Figures } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";

const ROWS = 100;
const CADENCE_MS = 30_000;

/** Who came in, was refused, saw or changed what: newest first, each entry with the hash that chains it. */
export function AuditPage() {
  const { words, format } = useDesk();
  const [action, setAction] = useState<AuditAction | "">("");
  const [before, setBefore] = useState<readonly number[]>([]);
  const last = before.at(-1);
  const log = useAsk(
    "audit",
    { limit: ROWS, ...(action === "" ? {} : { action }), ...(last === undefined ? {} : { before: last }) },
    CADENCE_MS,
  );
  const { columns, actions } = words.audit;
  const outcomes: Readonly<Record<string, string>> = words.audit.outcomes;
  const actionNames: Readonly<Record<string, string>> = actions;
  return (
    <>
      <h1>{words.shell.pages.audit}</h1>
      <p className="d-second">{words.audit.intro}</p>
      <div className="d-fields">
        <label>
          {columns.action}
          <select
            className="d-field"
            value={action}
            onChange={({ target }) => {
              setAction(AUDIT_ACTIONS.find((one) => one === target.value) ?? "");
              setBefore([]);
            }}
          >
            <option value="">{words.list.any}</option>
            {AUDIT_ACTIONS.map((one) => (
              <option key={one} value={one}>
                {actions[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Figures area="audit" title={words.audit.entries} asked={log}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{words.audit.none}</p>
          ) : (
            <>
              <Table
                heads={
                  <>
                    <NumberHead>{columns.sequence}</NumberHead>
                    <Head>{columns.at}</Head>
                    <Head>{columns.action}</Head>
                    <Head>{columns.who}</Head>
                    <Head wide>{columns.address}</Head>
                    <Head>{columns.subject}</Head>
                    <Head wide>{columns.hash}</Head>
                  </>
                }
              >
                {rows.map((row) => (
                  <tr key={row.sequence}>
                    <td className="d-number">{format.count(row.sequence)}</td>
                    <td>{format.dateTime(Math.floor(Date.parse(row.at) / 1000) * 1000)}</td>
                    <td className={row.outcome === "refused" ? "d-late" : ""}>
                      {actionNames[row.action] ?? row.action}
                      {row.outcome === "done" ? "" : `, ${outcomes[row.outcome] ?? row.outcome}`}
                    </td>
                    <td>
                      {row.who === "" ? "–" : row.who}
                      <p className="d-second">{row.role}</p>
                    </td>
                    <td className="d-wide">{row.address}</td>
                    <td>{row.subject}</td>
                    <td className="d-wide">
                      <code title={row.hash}>{row.hash.slice(0, 12)}</code>
                    </td>
                  </tr>
                ))}
              </Table>
              <div className="d-fields">
                <button
                  type="button"
                  className="d-button"
                  disabled={before.length === 0}
                  onClick={() => setBefore(before.slice(0, -1))}
                >
                  {words.list.previous}
                </button>
                <button
                  type="button"
                  className="d-button"
                  disabled={rows.length < ROWS}
                  onClick={() => setBefore([...before, rows.at(-1)?.sequence ?? 1])}
                >
                  {words.list.next}
                </button>
              </div>
            </>
          )
        }
      </Figures>
    </>
  );
}

const AUDIT_ACTIONS = [
  "sign_in",
  "sign_out",
  "refused",
  "reveal",
  "export",
  "token",
  "account",
  "role_change",
  "close",
  "publish",
  "objection",
  "objection_decision",
] as const;
type AuditAction = (typeof AUDIT_ACTIONS)[number];
