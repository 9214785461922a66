import { setMaxListeners } from "node:events";
import type { Message, TopicPartition } from "node-rdkafka";
import { DeadLetterGuard, type DeadLetterLimit } from "./dead-letter-guard.ts";
import { OffsetLedger } from "./offset-ledger.ts";

/** Bytes a message is counted with beside its value. */
const MESSAGE_OVERHEAD = 200;

export function sizeOf(message: Message): number {
  return (message.value?.length ?? 0) + MESSAGE_OVERHEAD;
}

/**
 * One partition from its assignment to its revocation. When the partition is assigned again it gets another session:
 * what is stored late for the old one is not committed.
 */
export class PartitionSession {
  readonly at: TopicPartition;
  readonly ledger = new OffsetLedger();
  readonly #guard: DeadLetterGuard;
  readonly #withdrawal = new AbortController();
  /** What has been read and is not durable yet, one promise for each read. */
  readonly storing = new Set<Promise<void>>();
  storingRows = 0;
  storingBytes = 0;
  /** Revoked: nothing more may be read, stored or committed for it. */
  released = false;
  /** Too many dead letters: not read any more until the process is started again. */
  stopped = false;
  /** Offset last committed, or on its way. */
  committed: number | null = null;
  /** Where reading began: what the group had committed, else the partition's first offset; null until asked. */
  start: number | null = null;
  /** Offset behind the last message of the partition, as last asked. */
  end: number | null = null;

  constructor(at: TopicPartition, limit: DeadLetterLimit) {
    this.at = { topic: at.topic, partition: at.partition };
    this.#guard = new DeadLetterGuard(limit);
    // Each read under way listens.
    setMaxListeners(0, this.#withdrawal.signal);
  }

  /** For the ingester: aborted when what it has not begun to store is not to be stored by this member. */
  get withdrawal(): AbortSignal {
    return this.#withdrawal.signal;
  }

  /** Messages between what is durable and the end; null while either is unknown. */
  get lag(): number | null {
    const from = this.ledger.committable() ?? this.start;
    return this.end === null || from === null ? null : Math.max(0, this.end - from);
  }

  /** Notes messages as read. @returns those that were not read before */
  take(messages: readonly Message[]): Message[] {
    return messages.filter((message) => this.ledger.take(message.offset));
  }

  /** Notes messages as durable, and what they held. @returns true when their dead letters make the partition stop */
  settle(
    messages: readonly Message[],
    { events, deadLetters }: { events: number; deadLetters: number },
  ): boolean {
    this.ledger.settle(messages.map((message) => message.offset));
    if (events === 0 || !this.#guard.add(events, deadLetters)) return false;
    this.stopped = true;
    return true;
  }

  /** Gives up what was read and is not being stored. It cannot be undone: a session that withdrew takes no more. */
  withdraw(): void {
    this.#withdrawal.abort();
  }
}
