import { useAsk, useDesk } from "../../shell/context/desk-context.ts";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { Figures } from "../../shell/parts/section.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";

const CADENCE_MS = 30_000;
const DAYS = 7;
/** A source that was silent so long is worth a look. */
const SILENT_MS = 2 * 3_600_000;
const ROWS = 50;

/** How much each system sent, and which has fallen silent. */
export function Sources() {
  const { words, format, now } = useDesk();
  const sources = useAsk("event_sources", { days: DAYS }, CADENCE_MS);
  const { columns } = words.quality;
  return (
    <Figures
      area="sources"
      title={words.quality.sources}
      sub={words.quality.days(format.count(DAYS))}
      asked={sources}
    >
      {({ rows }) =>
        rows.length === 0 ? (
          <p>{words.quality.noSources}</p>
        ) : (
          <Table
            heads={
              <>
                <Head>{columns.source}</Head>
                <NumberHead>{columns.events}</NumberHead>
                <NumberHead>{columns.latest}</NumberHead>
                <Head>{columns.level}</Head>
              </>
            }
          >
            {rows.map(({ source, events, latest_recorded_at }) => {
              const latest = Date.parse(latest_recorded_at);
              return (
                <tr key={source}>
                  <th scope="row">{source}</th>
                  <td className="d-number">{format.count(events)}</td>
                  <td className="d-number">{format.dayTime(latest)}</td>
                  <td>
                    {now - latest > SILENT_MS ? (
                      <span className="d-late">⚠ {words.quality.silent(format.duration(now - latest))}</span>
                    ) : (
                      <span className="d-third">✓ {words.quality.usual}</span>
                    )}
                  </td>
                </tr>
              );
            })}
          </Table>
        )
      }
    </Figures>
  );
}

/** What could not be taken, and why; how it is taken again is told beside it. */
export function DeadLetters() {
  const { words, messages, format } = useDesk();
  const letters = useAsk("dead_letters", { limit: ROWS }, CADENCE_MS);
  return (
    <Figures
      area="dead-letters"
      title={
        letters.data === null
          ? messages.desk.deadLetters
          : words.quality.letters(format.count(letters.data.total))
      }
      sub={words.quality.lettersHint}
      asked={letters}
    >
      {({ rows }) =>
        rows.length === 0 ? (
          <p>{messages.desk.noDeadLetters}</p>
        ) : (
          <Table
            heads={
              <>
                <Head>{messages.desk.when}</Head>
                <Head>{messages.desk.source}</Head>
                <Head>{messages.desk.reason}</Head>
                <Head>{messages.desk.field}</Head>
              </>
            }
          >
            {rows.map((row) => (
              <tr key={row.dead_letter_id}>
                <td>{format.dateTime(Date.parse(row.recorded_at))}</td>
                <td>
                  {row.source} · {row.position}
                </td>
                <td>
                  <code>{row.reason_code}</code> {row.message}
                </td>
                <td>
                  <code>{row.field_path}</code>
                </td>
              </tr>
            ))}
          </Table>
        )
      }
    </Figures>
  );
}
