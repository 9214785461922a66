import type { ListedToken } from "@toancanh/contracts";
import { useState } from "react";
import { client } from "../../client/client.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useAct } from "../../shell/context/use-act.ts";
import { Head, Table } from "../../shell/parts/table.tsx";
import { type ChoosableScene, sceneNames } from "./scene-names.ts";

const TIMEOUT_MS = 20_000;

interface TableProps {
  rows: readonly ListedToken[];
  scenes: readonly ChoosableScene[];
  onDone: () => void;
}

/** Tokens with what became of them; one that holds can be ended here, after a second press. */
export function TokensTable({ rows, scenes, onDone }: TableProps) {
  const { words, format, session } = useDesk();
  const { columns, kinds } = words.walls;
  const [asked, setAsked] = useState("");
  const { said, isWorking, run } = useAct(onDone);
  const revoke = ({ id, name }: ListedToken) =>
    run(async () => {
      await client.post("revoke_token", { token: id }, {}, session.csrf, AbortSignal.timeout(TIMEOUT_MS));
      setAsked("");
      return words.walls.revoked(name);
    });
  if (rows.length === 0) return <p>{words.walls.none}</p>;
  return (
    <>
      <Table
        heads={
          <>
            <Head>{columns.name}</Head>
            <Head>{columns.kind}</Head>
            <Head>{columns.state}</Head>
            <Head>{columns.limits}</Head>
            <Head wide>{columns.created}</Head>
            <Head>{columns.act}</Head>
          </>
        }
      >
        {rows.map((token) => (
          <tr key={token.id} data-token={token.id}>
            <th scope="row">{token.name}</th>
            <td>{kinds[token.kind]}</td>
            <StateCell token={token} />
            <LimitsCell token={token} scenes={scenes} />
            <td className="d-wide">{format.dateTime(minuteOf(token.created))}</td>
            <td>
              {token.revoked !== null ? null : asked === token.id ? (
                <span className="wl-sure">
                  <button
                    type="button"
                    className="d-button"
                    disabled={isWorking}
                    onClick={() => revoke(token)}
                  >
                    {words.walls.sure}
                  </button>
                  <button type="button" className="d-button" onClick={() => setAsked("")}>
                    {words.walls.keep}
                  </button>
                </span>
              ) : (
                <button
                  type="button"
                  className="d-button"
                  aria-label={words.walls.revokeName(token.name)}
                  onClick={() => setAsked(token.id)}
                >
                  {words.walls.revoke}
                </button>
              )}
            </td>
          </tr>
        ))}
      </Table>
      <p role="status">{said}</p>
    </>
  );
}

function StateCell({ token }: { token: ListedToken }) {
  const { words, format, now } = useDesk();
  const { state } = words.walls;
  const { kind, expires, revoked, screens, streams } = token;
  if (revoked !== null)
    return <td className="d-third">{state.revoked(format.dateTime(minuteOf(revoked)))}</td>;
  if (expires !== null && Date.parse(expires) <= now) {
    return <td className="d-third">{state.expired(format.dateTime(minuteOf(expires)))}</td>;
  }
  if (kind === "source") return <td>{state.source}</td>;
  if (screens === 0) return <td>{state.unopened}</td>;
  return streams === 0 ? (
    <td className="d-late">{state.closed}</td>
  ) : (
    <td>{state.open(format.count(streams))}</td>
  );
}

function LimitsCell({ token, scenes }: Pick<TableProps, "scenes"> & { token: ListedToken }) {
  const { words, messages, format } = useDesk();
  const limits: string[] = [];
  if (token.scenes !== null) limits.push(words.walls.scenes(sceneNames(token.scenes, scenes, messages)));
  if (token.reusable) limits.push(words.walls.reusable);
  if (token.expires !== null) limits.push(words.walls.until(format.dateTime(minuteOf(token.expires))));
  limits.push(...token.sources);
  if (token.events_per_minute !== null) {
    limits.push(words.walls.perMinute(format.count(token.events_per_minute)));
  }
  return <td>{limits.length === 0 ? words.walls.everything : limits.join("; ")}</td>;
}

/** Epoch ms of an instant, without its seconds. */
function minuteOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 60_000) * 60_000;
}
