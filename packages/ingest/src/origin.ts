/**
 * Where an item of a source came from. A dead letter keeps it as two texts, and its id is made of them: the same
 * place has to give the same texts whenever it is read.
 */
export type Origin =
  /** Event `index` of one request. */
  | { kind: "http"; request: string; index: number }
  | { kind: "kafka"; topic: string; partition: number; offset: number }
  /** A line of a file, from 1. */
  | { kind: "file_line"; name: string; line: number }
  /** An element of the array that a file holds, from 0. */
  | { kind: "file_element"; name: string; index: number }
  /** A service request of an Open311 endpoint, by its id. */
  | { kind: "open311"; feed: string; request: string }
  /** An event this process made itself, by its id. */
  | { kind: "internal"; event: string }
  /** A place that is known by its texts only: of a dead letter that is replayed. */
  | { kind: "stored"; source: string; position: string };

const KAFKA_SOURCE = "kafka:";
const KAFKA_POSITION = /^(.+)\/(\d+)\/(\d+)$/;

/** `source` and `position` of the dead letter of an item from there. */
export function renderOrigin(origin: Origin): { source: string; position: string } {
  switch (origin.kind) {
    case "http":
      return { source: "http", position: `${origin.request}/${origin.index}` };
    case "kafka":
      return {
        source: `${KAFKA_SOURCE}${origin.topic}`,
        position: `${origin.topic}/${origin.partition}/${origin.offset}`,
      };
    case "file_line":
      return { source: "file", position: `${origin.name}:${origin.line}` };
    case "file_element":
      return { source: "file", position: `${origin.name}[${origin.index}]` };
    case "open311":
      return { source: `open311:${origin.feed}`, position: origin.request };
    case "internal":
      return { source: "internal", position: origin.event };
    case "stored":
      return { source: origin.source, position: origin.position };
  }
}

/** The origin of a stored dead letter: that of Kafka in its parts, any other as its texts. */
export function parseOrigin({ source, position }: { source: string; position: string }): Origin {
  const [, topic, partition, offset] = KAFKA_POSITION.exec(position) ?? [];
  if (topic === undefined || source !== `${KAFKA_SOURCE}${topic}`)
    return { kind: "stored", source, position };
  return { kind: "kafka", topic, partition: Number(partition), offset: Number(offset) };
}
