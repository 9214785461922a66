import type { Log } from "../../../ports.ts";
import type { GroupConsumer } from "../client/group-consumer.ts";
import type { PartitionSession } from "./partition-session.ts";

/** A commit that was not answered within this time counts as lost, ms. */
const PATIENCE_MS = 30_000;

/**
 * Commits what the ledgers of sessions allow, asynchronously, one commit at a time: a frozen broker must neither
 * hold up the event loop nor gather commits.
 */
export class OffsetCommitter {
  readonly #log: Log;
  #sentAt: number | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Commits for every session with more that is durable. `isLast`: also while another commit is under way. */
  commit(
    consumer: GroupConsumer | null,
    sessions: Iterable<PartitionSession>,
    now: number,
    isLast = false,
  ): void {
    if (!isLast && this.#sentAt !== null && now - this.#sentAt < PATIENCE_MS) return;
    const due: { session: PartitionSession; offset: number }[] = [];
    for (const session of sessions) {
      const offset = session.ledger.committable();
      if (!session.released && offset !== null && offset !== session.committed) due.push({ session, offset });
    }
    if (due.length === 0 || consumer === null) return;
    try {
      consumer.commit(due.map(({ session, offset }) => ({ ...session.at, offset })));
      this.#sentAt = now;
      for (const { session, offset } of due) session.committed = offset;
    } catch (error) {
      this.#log.warn({ error: String(error) }, "a commit could not begin, will be repeated");
    }
  }

  /** Notes the answer to a commit; after a refused one every session is due again. */
  answered(error: Error | null, sessions: Iterable<PartitionSession>): void {
    this.#sentAt = null;
    if (error === null) return;
    this.#log.warn({ error: error.message }, "a commit was refused, will be repeated");
    for (const session of sessions) session.committed = null;
  }
}
