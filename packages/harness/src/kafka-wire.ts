import { connect } from "node:net";

/**
 * The two requests the harness itself sends to a broker, in Kafka's own protocol, so that starting a broker
 * needs no native client: Metadata v4 and CreateTopics v4 (https://kafka.apache.org/protocol).
 * Plain-text listeners only.
 */

const METADATA = 3;
const CREATE_TOPICS = 19;
const API_VERSION = 4;
const TOPIC_ALREADY_EXISTS = 36;

/** A topic as a broker describes it: one entry a partition, `leader` is -1 while it has none. */
interface TopicMetadata {
  name: string;
  /** Kafka's error code, 0 = none, 3 = unknown topic. */
  error: number;
  partitions: { index: number; leader: number }[];
}

/** What a broker answers to a Metadata request. */
export interface ClusterMetadata {
  brokers: { id: number; host: string; port: number }[];
  topics: TopicMetadata[];
}

/** A topic to create; `config` holds topic settings such as `{"max.message.bytes": "4194304"}`. */
export interface NewTopic {
  name: string;
  partitions: number;
  config?: Readonly<Record<string, string>>;
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([int16(bytes.length), bytes]);
}

function array<T>(items: readonly T[], write: (item: T) => Buffer): Buffer {
  return Buffer.concat([int32(items.length), ...items.map(write)]);
}

/** Reads a response from front to back; a short buffer throws RangeError. */
class ResponseReader {
  private offset = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  int16(): number {
    this.offset += 2;
    return this.bytes.readInt16BE(this.offset - 2);
  }

  int32(): number {
    this.offset += 4;
    return this.bytes.readInt32BE(this.offset - 4);
  }

  boolean(): boolean {
    this.offset += 1;
    return this.bytes.readInt8(this.offset - 1) !== 0;
  }

  text(): string {
    const length = this.int16();
    if (length < 0) return "";
    this.offset += length;
    return this.bytes.toString("utf8", this.offset - length, this.offset);
  }

  array<T>(read: () => T): T[] {
    const items: T[] = [];
    for (let left = this.int32(); left > 0; left -= 1) items.push(read());
    return items;
  }
}

/** Splits `host:port[,host:port…]` and takes the first. Throws when it is not of that form. */
export function firstBroker(brokers: string): { host: string; port: number } {
  const match = /^\s*(?:[A-Z_]+:\/\/)?(.+):(\d+)\s*$/.exec(brokers.split(",")[0] ?? "");
  const host = match?.[1];
  if (host === undefined) throw new Error(`"${brokers}" is not a list of Kafka brokers (host:port)`);
  return { host, port: Number(match?.[2]) };
}

/** Sends one request over its own connection; resolves with a reader behind the correlation id. */
function send(brokers: string, apiKey: number, body: Buffer, timeoutMs: number): Promise<ResponseReader> {
  const { host, port } = firstBroker(brokers);
  const message = Buffer.concat([
    int16(apiKey),
    int16(API_VERSION),
    int32(1),
    text("toancanh-harness"),
    body,
  ]);
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect({ host, port });
    const timer = setTimeout(() => fail(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    function fail(error: Error): void {
      clearTimeout(timer);
      socket.destroy();
      reject(new Error(`Kafka at ${host}:${port}: ${error.message}`));
    }
    socket.on("error", fail);
    socket.on("close", () => fail(new Error("connection closed")));
    socket.on("connect", () => socket.write(Buffer.concat([int32(message.length), message])));
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      clearTimeout(timer);
      socket.removeAllListeners("close");
      socket.destroy();
      resolve(new ResponseReader(received.subarray(8)));
    });
  });
}

/**
 * Asks the first of `brokers` for the cluster and the named topics.
 * Rejects when there is no answer within `timeoutMs` (a frozen broker accepts connections but never answers).
 */
export async function readKafkaMetadata(
  brokers: string,
  topics: readonly string[] = [],
  timeoutMs = 5_000,
): Promise<ClusterMetadata> {
  const reader = await send(
    brokers,
    METADATA,
    Buffer.concat([array(topics, text), Buffer.from([0])]),
    timeoutMs,
  );
  reader.int32();
  const nodes = reader.array(() => {
    const node = { id: reader.int32(), host: reader.text(), port: reader.int32() };
    reader.text();
    return node;
  });
  reader.text();
  reader.int32();
  const described = reader.array(() => {
    const error = reader.int16();
    const name = reader.text();
    reader.boolean();
    const partitions = reader.array(() => {
      reader.int16();
      const partition = { index: reader.int32(), leader: reader.int32() };
      reader.array(() => reader.int32());
      reader.array(() => reader.int32());
      return partition;
    });
    return { name, error, partitions };
  });
  return { brokers: nodes, topics: described };
}

async function hasLeaders(brokers: string, topic: NewTopic): Promise<boolean> {
  const metadata = await readKafkaMetadata(brokers, [topic.name]);
  const partitions = metadata.topics[0]?.partitions ?? [];
  return partitions.length >= topic.partitions && partitions.every((partition) => partition.leader >= 0);
}

/**
 * Creates a topic with one replica and resolves when every partition has a leader. A topic that exists is left
 * as it is. Rejects with Kafka's own message on anything else, or when leaders do not appear within 15 s.
 */
export async function createKafkaTopic(brokers: string, topic: NewTopic): Promise<void> {
  const config = Object.entries(topic.config ?? {});
  const body = Buffer.concat([
    array([topic], (item) =>
      Buffer.concat([
        text(item.name),
        int32(item.partitions),
        int16(1),
        int32(0),
        array(config, ([name, value]) => Buffer.concat([text(name), text(value)])),
      ]),
    ),
    int32(10_000),
    Buffer.from([0]),
  ]);
  const reader = await send(brokers, CREATE_TOPICS, body, 15_000);
  reader.int32();
  const [result] = reader.array(() => ({
    name: reader.text(),
    error: reader.int16(),
    message: reader.text(),
  }));
  if (result === undefined) throw new Error(`Kafka did not answer for topic ${topic.name}`);
  if (result.error !== 0 && result.error !== TOPIC_ALREADY_EXISTS) {
    throw new Error(`Kafka did not create topic ${topic.name}: ${result.message || `error ${result.error}`}`);
  }
  const deadline = Date.now() + 15_000;
  while (!(await hasLeaders(brokers, topic))) {
    if (Date.now() > deadline) throw new Error(`topic ${topic.name} has no leader after 15 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
