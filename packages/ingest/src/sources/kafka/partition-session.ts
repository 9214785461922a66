import type { Message, TopicPartition } from "node-rdkafka";
import { DeadLetterGuard, type DeadLetterLimit } from "./dead-letter-guard.ts";
import { OffsetLedger } from "./offset-ledger.ts";

/** Messages of one partition, frozen: stored as they are until they are durable. */
export interface PartitionBatch {
  messages: readonly Message[];
  bytes: number;
  /** When its first message was read, epoch ms. */
  readAt: number;
}

/** Bytes a message is counted with beside its value. */
const MESSAGE_OVERHEAD = 200;

export function sizeOf(message: Message): number {
  return (message.value?.length ?? 0) + MESSAGE_OVERHEAD;
}

/**
 * One partition from its assignment to its revocation. A session is never used again: what comes back late for a
 * revoked one is dropped, also when the same partition has been assigned anew meanwhile.
 */
export class PartitionSession {
  readonly at: TopicPartition;
  readonly ledger = new OffsetLedger();
  readonly #guard: DeadLetterGuard;
  #buffer: Message[] = [];
  #bufferedBytes = 0;
  #readAt = 0;
  /** Batches being stored, oldest first; the ingester keeps their order, and so that of a report's events. */
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
  }

  get bufferedRows(): number {
    return this.#buffer.length;
  }

  get bufferedBytes(): number {
    return this.#bufferedBytes;
  }

  get readAt(): number {
    return this.#readAt;
  }

  /** Messages between what is durable and the end; null while either is unknown. */
  get lag(): number | null {
    const from = this.ledger.committable() ?? this.start;
    return this.end === null || from === null ? null : Math.max(0, this.end - from);
  }

  take(message: Message, now: number): void {
    if (!this.ledger.take(message.offset)) return;
    if (this.#buffer.length === 0) this.#readAt = now;
    this.#buffer.push(message);
    this.#bufferedBytes += sizeOf(message);
  }

  /** Cuts the next batch off the buffer: at most `maxRows` and, one message aside, `maxBytes`. */
  freeze(maxRows: number, maxBytes: number): PartitionBatch {
    let count = 0;
    let bytes = 0;
    for (const message of this.#buffer) {
      const size = sizeOf(message);
      if (count >= maxRows || (count > 0 && bytes + size > maxBytes)) break;
      count += 1;
      bytes += size;
    }
    this.#bufferedBytes -= bytes;
    return { messages: this.#buffer.splice(0, count), bytes, readAt: this.#readAt };
  }

  /** Notes a batch as durable. @returns true when its dead letters make the partition stop */
  settle({ messages }: PartitionBatch, deadLetters: number): boolean {
    this.ledger.settle(messages.map((message) => message.offset));
    if (!this.#guard.add(messages.length, deadLetters)) return false;
    this.stopped = true;
    this.drop();
    return true;
  }

  /** Forgets what was read and is not being stored. */
  drop(): void {
    this.#buffer = [];
    this.#bufferedBytes = 0;
  }
}
