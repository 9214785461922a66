import type { Message, TopicPartition } from "node-rdkafka";
import type { PartitionSession } from "./partition-session.ts";

/** The partitions this member holds, each with its session. */
export class PartitionSet {
  readonly #sessions = new Map<string, PartitionSession>();

  get(at: TopicPartition): PartitionSession | undefined {
    return this.#sessions.get(keyOf(at));
  }

  add(session: PartitionSession): void {
    this.#sessions.set(keyOf(session.at), session);
  }

  remove(session: PartitionSession): void {
    this.#sessions.delete(keyOf(session.at));
  }

  all(): PartitionSession[] {
    return [...this.#sessions.values()];
  }

  /** Those that have not been stopped for their dead letters. */
  readable(): TopicPartition[] {
    return this.all()
      .filter(({ stopped }) => !stopped)
      .map(({ at }) => at);
  }

  /** Messages read and not durable. */
  held(): { rows: number; bytes: number } {
    let rows = 0;
    let bytes = 0;
    for (const session of this.#sessions.values()) {
      rows += session.storingRows;
      bytes += session.storingBytes;
    }
    return { rows, bytes };
  }

  /** Sorts what was read by partition. @returns what is new of partitions that are held and not stopped */
  take(messages: readonly Message[]): Map<PartitionSession, Message[]> {
    const read = new Map<PartitionSession, Message[]>();
    for (const message of messages) {
      const session = this.get(message);
      if (session === undefined || session.stopped) continue;
      const ofSession = read.get(session);
      if (ofSession === undefined) read.set(session, [message]);
      else ofSession.push(message);
    }
    for (const [session, ofSession] of read) {
      const fresh = session.take(ofSession);
      if (fresh.length === 0) read.delete(session);
      else read.set(session, fresh);
    }
    return read;
  }
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
