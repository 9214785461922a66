import type { LoadFailure } from "../../client/load-failure.ts";
import { failureText } from "../../ui/failure-text.ts";
import { useDesk } from "../context/desk-context.ts";

const BARS = ["86%", "72%", "79%"] as const;

/** Stands where figures will be: what is going on, and how much room they will take. */
export function Loading({ text }: { text: string }) {
  return (
    <div className="d-loading" role="status">
      <p className="d-second">{text}</p>
      {BARS.map((width) => (
        <div key={width} className="d-skeleton" style={{ width }} />
      ))}
    </div>
  );
}

/** Why there are no figures, and that they are being asked for again. */
export function Failed({
  failure,
  times,
  onRetry,
}: {
  failure: LoadFailure;
  times: number;
  onRetry: () => void;
}) {
  const { words, messages, format } = useDesk();
  return (
    <div className="d-error" role="alert">
      <p>{words.shell.state.failed(failureText(failure, messages))}</p>
      <p className="d-second">{words.shell.state.retrying(format.count(times))}</p>
      <button type="button" className="d-button" onClick={onRetry}>
        {words.shell.state.retry}
      </button>
    </div>
  );
}

/** A page that the caller may not see, or that is not there. */
export function Refused({ title, hint }: { title: string; hint: string }) {
  return (
    <>
      <h1>{title}</h1>
      <p className="d-second">{hint}</p>
    </>
  );
}
