import { type ReactNode, useEffect, useId, useState } from "react";
import type { LoadFailure } from "../../client/load-failure.ts";
import { ageForLabel, freshnessOf } from "../../data/staleness.ts";
import { type Asked, useDesk } from "../context/desk-context.ts";
import { Chip } from "./chip.tsx";
import { Failed, Loading } from "./states.tsx";

interface HeadProps {
  title: string;
  /** What is counted, or how: beside the title. */
  sub?: ReactNode;
  /** Ways on from here, at the right. */
  links?: ReactNode;
}

interface SectionProps extends HeadProps {
  className?: string;
  children: ReactNode;
}

/** A part of a page that needs no figures of its own. */
export function Section({ title, sub, links, className = "", children }: SectionProps) {
  const heading = useId();
  return (
    <section className={`d-section ${className}`} aria-labelledby={heading}>
      <SectionHead id={heading} title={title} sub={sub} links={links} />
      {children}
    </section>
  );
}

function SectionHead({ id, title, sub, links }: HeadProps & { id: string }) {
  return (
    <header className="d-section-head">
      <h2 id={id}>{title}</h2>
      {sub === undefined ? null : <p className="d-second">{sub}</p>}
      {links === undefined ? null : <div className="d-section-links">{links}</div>}
    </header>
  );
}

interface FiguresProps<T> extends HeadProps {
  /** Name for tests. */
  area: string;
  className?: string;
  asked: Asked<T>;
  /** False for figures of a moment that is over: they are not old for being of then. */
  ages?: boolean;
  children: (data: T) => ReactNode;
}

/** A part of a page with figures: they are coming, why there are none, or how old they are. */
export function Figures<T extends object>(props: FiguresProps<T>) {
  const { title, sub, links, area, className = "", asked, ages = true, children } = props;
  const { data, failure, cadenceMs, refresh } = asked;
  const { words, format, now, speed } = useDesk();
  const heading = useId();
  const times = useFailures(failure);
  const asOf = data === null || !ages ? null : asOfOf(data);
  const freshness = freshnessOf(asOf, now, cadenceMs, speed);
  const style = freshness === "fresh" ? "" : freshness === "old" ? " d-stale" : " d-stale d-dead";
  return (
    <section
      className={`d-section ${className}`}
      aria-labelledby={heading}
      aria-busy={data === null && failure === null}
      data-area={area}
      data-freshness={freshness}
      data-loaded={data === null ? undefined : ""}
    >
      <SectionHead
        id={heading}
        title={title}
        sub={sub}
        links={
          freshness === "fresh" || asOf === null ? (
            links
          ) : (
            <Chip kind="stale" icon="clock">
              {words.shell.state.old(format.duration(ageForLabel(asOf, now)))}
            </Chip>
          )
        }
      />
      {data === null ? (
        failure === null ? (
          <Loading text={words.shell.state.loading} />
        ) : (
          <Failed failure={failure} times={times} onRetry={refresh} />
        )
      ) : (
        <div className={`d-body${style}`}>{children(data)}</div>
      )}
      {freshness === "dead" && asOf !== null ? (
        <p className="d-second">{words.shell.state.stopped(format.dateTime(asOf))}</p>
      ) : null}
    </section>
  );
}

/** Which try the next one is: each failure comes as an object of its own. */
function useFailures(failure: LoadFailure | null): number {
  const [times, setTimes] = useState(1);
  useEffect(() => {
    setTimes((before) => (failure === null ? 1 : before + 1));
  }, [failure]);
  return times;
}

function asOfOf(data: object): number | null {
  return "as_of" in data && typeof data.as_of === "string" ? Date.parse(data.as_of) : null;
}
