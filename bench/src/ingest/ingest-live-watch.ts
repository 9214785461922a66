import Type from "typebox";
import { Compile } from "typebox/compile";

/** The fields of a delta that the bench reads. */
const delta = Compile(
  Type.Object({
    changed: Type.Array(Type.Object({ service_request_id: Type.String(), updated_datetime: Type.String() })),
  }),
);

interface Sent {
  /** Of the event, epoch ms. */
  time: number;
  /** When it was produced, by this process' own clock, ms. */
  at: number;
  counts: boolean;
}

/**
 * A subscriber of the live stream that knows what was sent: an event has arrived with the first delta that shows its
 * report at least as new as it. Events of one report are sent in order of time.
 */
export class LiveWatch {
  /** From produced to received, ms; only of events that count. */
  readonly latencies: number[] = [];
  readonly #sent = new Map<string, Sent[]>();
  readonly #stop = new AbortController();
  #waiting = 0;
  #reading: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  /** Resolves when the first snapshot is there. */
  static async open(url: string): Promise<LiveWatch> {
    const watch = new LiveWatch();
    const response = await fetch(`${url}/api/v1/live`, { signal: watch.#stop.signal });
    if (!response.ok || response.body === null)
      throw new Error(`the live stream answered ${response.status}`);
    const messages = readMessages(response.body);
    const first = await messages.next();
    if (first.done === true || first.value.event !== "snapshot") throw new Error("no snapshot came first");
    watch.#reading = watch.#read(messages).catch((error: unknown) => {
      if (!watch.#stop.signal.aborted)
        watch.#failure = error instanceof Error ? error : new Error(String(error));
    });
    return watch;
  }

  /** Events sent and not yet seen. */
  get waiting(): number {
    if (this.#failure !== null) throw this.#failure;
    return this.#waiting;
  }

  /** Notes an event as about to be sent. */
  expect(reportId: string, sent: Sent): void {
    const ofReport = this.#sent.get(reportId);
    if (ofReport === undefined) this.#sent.set(reportId, [sent]);
    else ofReport.push(sent);
    this.#waiting += 1;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#reading;
  }

  async #read(messages: AsyncGenerator<LiveMessage>): Promise<void> {
    for await (const { event, data } of messages) {
      const now = performance.now();
      if (event === "snapshot")
        throw new Error("so much changed at once that a snapshot replaced the deltas");
      if (event !== "delta") continue;
      const message: unknown = JSON.parse(data);
      if (!delta.Check(message)) throw new Error("a delta is not what it should be");
      for (const row of message.changed)
        this.#see(row.service_request_id, Date.parse(row.updated_datetime), now);
    }
  }

  #see(reportId: string, newest: number, now: number): void {
    const sent = this.#sent.get(reportId);
    while (sent?.[0] !== undefined && sent[0].time <= newest) {
      const { at, counts } = sent[0];
      sent.shift();
      this.#waiting -= 1;
      if (counts) this.latencies.push(now - at);
    }
  }
}

interface LiveMessage {
  event: string;
  data: string;
}

/** Server-sent events, one by one. */
async function* readMessages(body: ReadableStream<Uint8Array>): AsyncGenerator<LiveMessage> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const field = (name: string): string =>
        block
          .split("\n")
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2) ?? "";
      if (field("event") !== "") yield { event: field("event"), data: field("data") };
    }
  }
}
