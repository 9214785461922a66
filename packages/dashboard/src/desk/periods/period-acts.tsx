import type { Closings } from "@toancanh/contracts";
import { type ReactNode, useId, useState } from "react";
import { client } from "../../client/client.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useAct } from "../../shell/context/use-act.ts";
import { Section } from "../../shell/parts/section.tsx";

type Closed = Closings["periods"][number];
/** Freezing half a million reports takes its time. */
const ACT_TIMEOUT_MS = 120_000;

interface ActsProps {
  closed: Closed;
  onDone: () => void;
}

/** Freeze, publish, revise and compute again; what cannot be done says why. */
export function PeriodActs({ closed, onDone }: ActsProps) {
  const { words, format, session } = useDesk();
  const [despite, setDespite] = useState(false);
  const [reason, setReason] = useState("");
  const { said, isWorking, run } = useAct(onDone);
  const { cannot } = words.periods;
  const blocks = closed.blocked_by.length;
  const input = { period: closed.period, kind: closed.kind };
  const csrf = session.csrf;
  const signal = () => AbortSignal.timeout(ACT_TIMEOUT_MS);
  const freeze = () =>
    run(async () => {
      await client.post("freeze", input, blocks > 0 ? { despite_blocks: true } : {}, csrf, signal());
      return words.periods.done;
    });
  const publish = () =>
    run(async () => {
      await client.post("publish", input, {}, csrf, signal());
      return words.periods.done;
    });
  const revise = () =>
    run(async () => {
      await client.post("revise", input, { reason: reason.trim() }, csrf, signal());
      return words.periods.done;
    });
  const verify = () =>
    run(async () => {
      const told = await client.get("closing_verification", input, signal());
      return told.equal ? words.periods.equal : words.periods.notEqual(format.count(told.diff.length));
    });
  const isClosed = closed.state === "frozen" || closed.state === "published";
  const whyNotFreeze =
    closed.state === "running"
      ? cannot.running
      : isClosed
        ? cannot.closed
        : blocks > 0 && !despite
          ? cannot.blocked
          : "";
  const whyNotPublish = closed.state === "published" ? cannot.published : isClosed ? "" : cannot.frozen;
  const whyNotRevise = !isClosed ? cannot.frozen : reason.trim() === "" ? cannot.reason : "";
  return (
    <Section title={words.periods.act}>
      <div className="d-form">
        {closed.state === "draft" && blocks > 0 ? (
          <label>
            <input type="checkbox" checked={despite} onChange={({ target }) => setDespite(target.checked)} />{" "}
            {words.periods.despite(format.count(blocks))}
          </label>
        ) : null}
        <Act why={whyNotFreeze} isWorking={isWorking} onRun={freeze} isMain={closed.state === "draft"}>
          {words.periods.freeze}
        </Act>
        <Act why={whyNotPublish} isWorking={isWorking} onRun={publish} isMain={closed.state === "frozen"}>
          {words.periods.publish}
        </Act>
        {isClosed ? (
          <label>
            {words.periods.reason}
            <input
              className="d-field"
              type="text"
              value={reason}
              maxLength={500}
              onChange={({ target }) => setReason(target.value)}
            />
          </label>
        ) : null}
        <Act why={whyNotRevise} isWorking={isWorking} onRun={revise}>
          {words.periods.revise}
        </Act>
        <Act why={isClosed ? "" : cannot.frozen} isWorking={isWorking} onRun={verify}>
          {words.periods.verify}
        </Act>
        <p role="status">{said}</p>
      </div>
    </Section>
  );
}

interface ActProps {
  /** "" when it can be done. */
  why: string;
  isWorking: boolean;
  isMain?: boolean;
  onRun: () => void;
  children: ReactNode;
}

/** A button that, while it cannot be pressed, has its reason beside it. */
function Act({ why, isWorking, isMain = false, onRun, children }: ActProps) {
  const id = useId();
  const isOff = why !== "" || isWorking;
  return (
    <div className="pd-act">
      <button
        type="button"
        className={isMain ? "d-button d-button-main" : "d-button"}
        aria-disabled={isOff}
        aria-describedby={why === "" ? undefined : id}
        onClick={() => (isOff ? undefined : onRun())}
      >
        {children}
      </button>
      {why === "" ? null : (
        <span id={id} className="d-second">
          {why}
        </span>
      )}
    </div>
  );
}
