import { type ReactNode, useId } from "react";
import { useResource } from "../../../data/use-resource.ts";
import { failureText } from "../../../ui/failure-text.ts";
import type { Latest } from "../data/use-latest.ts";
import { useExplore } from "./explore-context.ts";

interface SectionProps<T> {
  /** Name for tests and the page's grid. */
  area: string;
  title: string;
  note?: ReactNode;
  /** Choices that belong to this part alone. */
  controls?: ReactNode;
  state: Latest<T>;
  children: (data: T) => ReactNode;
}

/** A part of the page with figures: says how old they are, that they are coming, or why there are none. */
export function Section<T extends { as_of: string }>(props: SectionProps<T>) {
  const { area, title, note, controls, state, children } = props;
  const { words, format } = useExplore();
  const heading = useId();
  const { data, pending } = state;
  return (
    <section
      className={`ex-section ex-area-${area}`}
      aria-labelledby={heading}
      aria-busy={pending}
      data-section={area}
      data-as-of={pending ? undefined : data?.as_of}
    >
      <header className="ex-head">
        <h2 id={heading}>{title}</h2>
        {data === null ? null : (
          <p className="ex-as-of">{words.asOf(format.timeSeconds(Date.parse(data.as_of)))}</p>
        )}
        {controls === undefined ? null : <div className="ex-controls">{controls}</div>}
      </header>
      {note === undefined ? null : <p className="ex-note">{note}</p>}
      {data === null ? <Waiting state={state} /> : <div className="ex-body">{children(data)}</div>}
    </section>
  );
}

/** Stands where figures will be. */
function Waiting({ state: { failure } }: { state: Latest<unknown> }) {
  const { messages, format, data } = useExplore();
  const fill = useResource(data.health).data?.fill ?? null;
  if (failure !== null) {
    return (
      <p className="ex-failure" role="alert">
        {messages.loadFailed(failureText(failure, messages))} · {messages.retrying}
      </p>
    );
  }
  return (
    <p className="ex-waiting" role="status">
      {fill === null ? messages.loading : messages.filling(format.percent(fill, 0))}
    </p>
  );
}
