import type { Messages } from "@toancanh/words";
import type { LoadFailure } from "../client/load-failure.ts";
import { failureText } from "./failure-text.ts";
import "./panel.css";

interface NoticeProps {
  messages: Messages;
  failure: LoadFailure | null;
  /** Share 0..1 of the first history that is in; null when none is being filled. */
  fill: number | null;
}

/** What stands where figures are not there yet: why, and that no action is needed. */
export function Notice({ messages, failure, fill }: NoticeProps) {
  if (fill !== null) {
    return (
      <div className="notice" data-notice="filling">
        <p>{messages.filling(`${Math.floor(fill * 100)} %`)}</p>
        <div className="notice-bar">
          <div style={{ width: `${fill * 100}%` }} />
        </div>
      </div>
    );
  }
  return (
    <div className="notice" data-notice={failure === null ? "loading" : "failed"}>
      <p>{failure === null ? messages.loading : messages.loadFailed(failureText(failure, messages))}</p>
      {failure === null ? null : <p>{messages.retrying}</p>}
    </div>
  );
}
