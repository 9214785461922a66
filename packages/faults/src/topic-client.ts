import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type KafkaClientModule, loadKafkaClient } from "@toancanh/harness";
import { createBlock, type StreamOptions } from "./stream/stream.ts";

/** Where a malformed message came to lie, and what its dead letter must say. */
export interface ExpectedLetter {
  reason: string;
  sha256: string;
}

interface Place {
  topic: string;
  partition: number;
  offset: number;
}

const QUEUE_FULL = -184;
const QUERY_TIMEOUT_MS = 5000;

function toPromise<T>(
  begin: (done: (error: { message: string } | null, value: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    begin((error, value) => (error ? reject(new Error(error.message)) : resolve(value)));
  });
}

/** Produces the stream piece by piece and remembers where the malformed messages lie, by "topic/partition/offset". */
export class StreamProducer {
  readonly letters = new Map<string, ExpectedLetter>();
  readonly #client: InstanceType<KafkaClientModule["Producer"]>;
  readonly #topic: string;
  readonly #stream: StreamOptions;
  #block = 0;
  #sent = 0;
  #acknowledged = 0;
  #failure: Error | null = null;

  private constructor(module: KafkaClientModule, brokers: string, topic: string, stream: StreamOptions) {
    this.#topic = topic;
    this.#stream = stream;
    this.#client = new module.Producer(
      {
        "metadata.broker.list": brokers,
        "enable.idempotence": true,
        "linger.ms": 20,
        "message.max.bytes": 8_388_608,
        "queue.buffering.max.kbytes": 65_536,
        dr_cb: true,
      },
      // Through every freeze and restart.
      { "message.timeout.ms": 0 },
    );
    this.#client.setPollInterval(20);
    this.#client.on("delivery-report", (error, report) => {
      if (error) this.#failure ??= new Error(`a message was not delivered: ${error.message}`);
      this.#acknowledged += 1;
      const { opaque } = report;
      if (isLetter(opaque)) this.letters.set(`${report.topic}/${report.partition}/${report.offset}`, opaque);
    });
  }

  static async open(brokers: string, topic: string, stream: StreamOptions): Promise<StreamProducer> {
    const producer = new StreamProducer(await loadKafkaClient(), brokers, topic, stream);
    await toPromise((done) => producer.#client.connect({ timeout: 10_000 }, done));
    return producer;
  }

  get sent(): number {
    return this.#sent;
  }

  get isDone(): boolean {
    return this.#block >= this.#stream.blocks;
  }

  /** Sends the next blocks until `share` (0..1) of all have been sent, at most `rate` messages a second. */
  async produceTo(share: number, rate: number, signal: AbortSignal): Promise<void> {
    const from = Date.now();
    let sent = 0;
    while (this.#block < Math.round(this.#stream.blocks * share) && !signal.aborted) {
      for (const message of createBlock(this.#stream, this.#block)) {
        const letter =
          message.kind === "malformed" ? { reason: message.reason, sha256: sha256(message.value) } : null;
        await this.#send(message.key, message.value, letter);
        sent += 1;
        // In slices of 50, so that a rate is a rate and not a burst for each block.
        if (sent % 50 !== 0) continue;
        const ahead = (sent / rate) * 1000 - (Date.now() - from);
        if (ahead > 5) await sleep(ahead);
      }
      this.#block += 1;
    }
  }

  async #send(key: string, value: Buffer | null, letter: ExpectedLetter | null): Promise<void> {
    for (;;) {
      if (this.#failure !== null) throw this.#failure;
      try {
        this.#client.produce(this.#topic, null, value, key, null, letter);
        this.#sent += 1;
        return;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === QUEUE_FULL)) throw error;
        await sleep(50);
      }
    }
  }

  /** Resolves when the broker has acknowledged everything. */
  async flush(): Promise<void> {
    while (this.#acknowledged < this.#sent) {
      if (this.#failure !== null) throw this.#failure;
      await sleep(50);
    }
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#client.disconnect(2000, () => resolve()));
  }
}

function isLetter(value: unknown): value is ExpectedLetter {
  return typeof value === "object" && value !== null && "reason" in value && "sha256" in value;
}

function sha256(value: Buffer | null): string {
  return createHash("sha256")
    .update(value ?? Buffer.alloc(0))
    .digest("hex");
}

/** Reads and sets the offsets of a consumer group without being a member of it. */
export class GroupOffsets {
  readonly #client: InstanceType<KafkaClientModule["KafkaConsumer"]>;
  readonly #places: Place[];

  private constructor(module: KafkaClientModule, brokers: string, group: string, places: Place[]) {
    this.#client = new module.KafkaConsumer(
      { "metadata.broker.list": brokers, "group.id": group, "enable.auto.commit": false },
      {},
    );
    this.#places = places;
  }

  static async open(
    brokers: string,
    group: string,
    topic: string,
    partitions: number,
  ): Promise<GroupOffsets> {
    const places = Array.from({ length: partitions }, (_, partition) => ({ topic, partition, offset: 0 }));
    const offsets = new GroupOffsets(await loadKafkaClient(), brokers, group, places);
    await toPromise((done) => offsets.#client.connect({ timeout: 10_000 }, done));
    return offsets;
  }

  /** Messages produced and not committed; null when the broker does not answer. */
  async lag(): Promise<number | null> {
    try {
      const committed = await toPromise<{ partition: number; offset: number }[]>((done) =>
        this.#client.committed(this.#places, QUERY_TIMEOUT_MS, done),
      );
      let lag = 0;
      for (const { topic, partition } of this.#places) {
        const { highOffset } = await toPromise<{ highOffset: number }>((done) =>
          this.#client.queryWatermarkOffsets(topic, partition, QUERY_TIMEOUT_MS, done),
        );
        const offset = committed.find((place) => place.partition === partition)?.offset ?? 0;
        lag += highOffset - Math.max(0, offset);
      }
      return lag;
    } catch {
      return null;
    }
  }

  /** Back to the beginning; works once the group has no members. */
  async rewind(): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      try {
        this.#client.commitSync(this.#places);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await sleep(500);
      }
    }
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#client.disconnect(() => resolve()));
  }
}
