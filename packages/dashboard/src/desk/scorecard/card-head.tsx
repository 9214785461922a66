import { SCORECARD_FORMATS, type Scorecard } from "@toancanh/contracts";
import { addressOf, type Input } from "../../client/address.ts";
import { DESK_PAGES, deskHref } from "../../shell/context/desk-address.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { Icon } from "../../shell/parts/icon.tsx";

interface HeadProps {
  card: Scorecard;
  query: Input<"scorecard">;
}

/** Whose card it is, its one sentence, how it stands, and the files of it. */
export function CardHead({ card, query }: HeadProps) {
  const { words } = useDesk();
  return (
    <>
      <header className="sc-head">
        <div>
          <p className="d-second">
            {card.group === null ? words.scorecard.kind : `${words.scorecard.kind} · ${card.group.name}`}
          </p>
          <h1>{card.unit.name}</h1>
        </div>
        <nav className="sc-files" aria-label={words.scorecard.files}>
          {SCORECARD_FORMATS.map((format) => (
            <a
              key={format}
              className="d-button"
              aria-label={words.scorecard.fileOf(format.toUpperCase())}
              href={addressOf("scorecard_file", { ...query, format })}
              download
            >
              <Icon name="download" size={16} /> {format.toUpperCase()}
            </a>
          ))}
        </nav>
      </header>
      <div className="d-grid">
        <p className="sc-headline d-8">{card.headline.text}</p>
        <Standing card={card} />
      </div>
    </>
  );
}

function Standing({ card: { standing, minimum_due, unit, period } }: { card: Scorecard }) {
  const { words, format, language } = useDesk();
  if (standing === null) return null;
  const { rank, ranked, points, band, bands, rank_interval: interval } = standing;
  const why = deskHref(DESK_PAGES.ranking, { group: standing.group, unit: unit.id, period }, language);
  return (
    <div className="d-4 sc-standing">
      <h2>{words.scorecard.standing}</h2>
      {rank === null || points === null ? (
        <p>{words.scorecard.unranked(format.count(minimum_due))}</p>
      ) : (
        <dl>
          <dt>{words.scorecard.byPoints}</dt>
          <dd>{words.scorecard.place(format.count(rank), format.count(ranked), format.fixed(points, 2))}</dd>
          {band === null ? null : (
            <>
              <dt>{words.scorecard.band}</dt>
              <dd>{words.scorecard.bandOf(format.count(band), format.count(bands))}</dd>
            </>
          )}
          {interval === null ? null : (
            <>
              <dt>{words.scorecard.interval}</dt>
              <dd>{words.scorecard.intervalOf(format.count(interval[0]), format.count(interval[1]))}</dd>
            </>
          )}
        </dl>
      )}
      <p>
        <a href={why}>{words.scorecard.why}</a>
      </p>
    </div>
  );
}
