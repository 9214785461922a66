import { useLatest } from "../data/use-latest.ts";
import { useExplore } from "../parts/explore-context.ts";
import { Section } from "../parts/section.tsx";
import { periodQuery, scopeQuery, wardQuery } from "../state/explore-queries.ts";
import { periodName } from "../state/period-name.ts";
import { scopeName } from "../state/scope-name.ts";

/** The chosen part of the city in four figures, beside the period before. */
export function FiguresStrip() {
  const { data, state, city, words, format, wardName } = useExplore();
  const answer = useLatest(
    data.compare({ ...periodQuery(state), ...scopeQuery(state), ...wardQuery(state) }),
  );
  const scope = scopeName(state, city, wardName, { ...words.figures, ...words.filters });
  const period = answer.data === null ? null : periodName(answer.data.period, words.filters, format);
  return (
    <Section area="figures" title={period === null ? scope : `${scope} · ${period}`} state={answer}>
      {({ metrics, compared }) => {
        const points = (now: number | null, before: number | null) => {
          if (now === null || before === null) return null;
          const change = now - before;
          return Math.abs(change) < 0.0005
            ? words.figures.unchanged
            : words.figures.points(format.points(change));
        };
        return (
          <dl className="ex-figures">
            <Figure
              name={words.figures.received}
              figure="received"
              value={format.count(metrics.received)}
              notes={[words.figures.before(format.count(compared.received))]}
            />
            <Figure
              name={words.figures.handled}
              figure="handled"
              value={format.count(metrics.handled)}
              notes={[words.figures.share(format.percent(metrics.closed_share))]}
            />
            <Figure
              name={words.figures.onTime}
              figure="on-time"
              value={format.percent(metrics.on_time_rate)}
              notes={[
                metrics.on_time_rate === null
                  ? words.figures.none
                  : points(metrics.on_time_rate, compared.on_time_rate),
              ]}
            />
            <Figure
              name={words.figures.late}
              figure="late"
              value={format.count(metrics.late)}
              notes={[words.figures.before(format.count(compared.late))]}
            />
          </dl>
        );
      }}
    </Section>
  );
}

interface FigureProps {
  name: string;
  figure: string;
  value: string;
  notes: readonly (string | null)[];
}

function Figure({ name, figure, value, notes }: FigureProps) {
  return (
    <div>
      <dt className="ex-label">{name}</dt>
      <dd className="ex-value" data-figure={figure}>
        {value}
      </dd>
      {notes.map((note) =>
        note === null ? null : (
          <dd key={note} className="ex-label">
            {note}
          </dd>
        ),
      )}
    </div>
  );
}
