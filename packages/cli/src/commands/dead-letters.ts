import { createHash } from "node:crypto";
import {
  type Ingester,
  type Origin,
  type ProducedMessage,
  parseOrigin,
  produceToKafka,
  type RawItem,
} from "@toancanh/ingest";
import type { QueryRow, Store } from "@toancanh/store";
import type { Logger } from "pino";
import { createCityIngester, loadCity } from "../city/open-city.ts";
import { openChosenStore, type StoreOption } from "../city/open-store-option.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { worldClock } from "../clock/world-clock.ts";
import { parseKafkaOptions } from "../kafka/kafka-options.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";

export interface DeadLettersOptions extends StoreOption {
  profile: string;
}

type RawLetter = QueryRow<"dead_letters_raw">;

const PAGE = 500;

/** Waiting dead letters, newest first, one JSON a line: never their bytes. */
export async function listDeadLetters(
  options: DeadLettersOptions & { limit: string },
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new CommandError(`--limit must be a whole number from 1, not "${options.limit}"`, 2);
  }
  await withStore(options, log, async (store) => {
    for (const row of await store.query("dead_letters_list", { limit, offset: 0 })) {
      terminal.out(`${JSON.stringify({ ...row, recorded_at: new Date(row.recorded_at).toISOString() })}\n`);
    }
  });
}

/**
 * One dead letter as JSON. Its bytes may hold what a citizen wrote: only with `raw`, as base64 and as text.
 * @throws CommandError (exit code 1) when no letter of that id waits
 */
export async function showDeadLetter(
  id: string,
  options: DeadLettersOptions & { raw?: true },
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  await withStore(options, log, async (store) => {
    const params = { ids: [id], reason_code: "", since: 0, after: "", limit: 1 };
    const [letter] = await store.query("dead_letters_raw", params);
    if (letter === undefined) throw new CommandError(`no dead letter ${id} waits`, 1);
    const { raw, ...rest } = letter;
    const shown = { ...rest, recorded_at: new Date(letter.recorded_at).toISOString() };
    const bytes = options.raw ? { raw, text: Buffer.from(raw, "base64").toString("utf8") } : {};
    terminal.out(`${JSON.stringify({ ...shown, ...bytes }, null, 2)}\n`);
  });
}

export interface ReplayOptions extends DeadLettersOptions {
  reason?: string;
  kafka?: string;
  kafkaConfig?: string;
}

interface ReplaySummary {
  /** Now stored, or on their way through Kafka. */
  replayed: number;
  /** Refused again; they wait on, with today's reason. */
  refused_again: number;
  /** Cannot be replayed from here: cut bytes, or a row of a file, which is to be imported again. */
  skipped: number;
}

/**
 * Replays waiting dead letters, all or those named by id or reason: through Kafka back to their partition, so that
 * the process that owns their reports takes them, or at once into a data directory, which is open here alone.
 * Prints a summary as JSON.
 * @throws CommandError (exit code 2) when letters of Kafka are to be replayed into a server without `--kafka`
 */
export async function replayDeadLetters(
  ids: string[],
  options: ReplayOptions,
  terminal: Terminal,
  log: Logger,
): Promise<void> {
  if (options.clickhouse !== undefined && options.kafka === undefined) {
    throw new CommandError(
      "replay into a server goes through Kafka, where the process that owns a report takes it: add --kafka",
      2,
    );
  }
  const summary: ReplaySummary = { replayed: 0, refused_again: 0, skipped: 0 };
  await withStore(options, log, async (store, createIngester) => {
    const replay =
      options.kafka === undefined
        ? replayInto(await createIngester())
        : replayThroughKafka({ ...options, kafka: options.kafka });
    try {
      let behind = { since: 0, after: "" };
      // A letter refused again is written anew and would come up behind this page: the run ends at the last letter it
      // began with.
      const end = worldClock.now();
      for (;;) {
        const params = { ids, reason_code: options.reason ?? "", ...behind, limit: PAGE };
        const page = (await store.query("dead_letters_raw", params)).filter(
          (letter) => letter.recorded_at <= end,
        );
        const last = page.at(-1);
        if (last === undefined) break;
        behind = { since: last.recorded_at, after: last.dead_letter_id };
        const letters = page.filter(isWhole);
        summary.skipped += page.length - letters.length;
        const done = await replay.run(letters);
        await store.markReplayed(done, worldClock.now());
        summary.replayed += done.length;
        summary.refused_again += letters.length - done.length;
      }
    } finally {
      await replay.close();
    }
  });
  terminal.out(`${JSON.stringify(summary, null, 2)}\n`);
}

/** Only the beginning of a large body is kept, and a row of a file is no event by itself. */
function isWhole({ raw, raw_sha256, reason_code }: RawLetter): boolean {
  if (reason_code === "bad_row") return false;
  return createHash("sha256").update(Buffer.from(raw, "base64")).digest("hex") === raw_sha256;
}

interface Replay {
  /** @returns ids of those that were taken */
  run(letters: readonly RawLetter[]): Promise<string[]>;
  close(): Promise<void>;
}

/** A letter refused again keeps its id, because it keeps its source and position. */
function replayInto(ingester: Ingester): Replay {
  return {
    async run(letters) {
      const items: RawItem[] = letters.map((letter) => ({ raw: Buffer.from(letter.raw, "base64") }));
      const originOf = (index: number): Origin => {
        const letter = letters[index];
        if (letter === undefined) throw new RangeError(`there is no letter ${index}`);
        return parseOrigin(letter);
      };
      const { errors } = await ingester.accept(items, { originOf });
      const refused = new Set(errors.map(({ index }) => index));
      return letters.filter((_, index) => !refused.has(index)).map((letter) => letter.dead_letter_id);
    },
    close: () => ingester.close(),
  };
}

function replayThroughKafka(options: ReplayOptions & { kafka: string }): Replay {
  const { connection } = parseKafkaOptions({ ...options, topic: "", group: "", maxDeadLetterShare: "1" });
  return {
    async run(letters) {
      const done: string[] = [];
      const messages: ProducedMessage[] = [];
      for (const letter of letters) {
        const origin = parseOrigin(letter);
        if (origin.kind !== "kafka") continue;
        const { topic, partition } = origin;
        const value = Buffer.from(letter.raw, "base64");
        messages.push({ topic, partition, key: letter.dead_letter_id, value });
        done.push(letter.dead_letter_id);
      }
      await produceToKafka(connection, messages);
      return done;
    },
    close: async () => {},
  };
}

async function withStore(
  options: DeadLettersOptions,
  log: Logger,
  work: (store: Store, createIngester: () => Promise<Ingester>) => Promise<void>,
): Promise<void> {
  const city = await loadCity(options.profile);
  const store = await openChosenStore(city, options, log);
  try {
    await work(store, async () => createCityIngester(city, store, await clockOfDirectory(store), log));
  } finally {
    await store.close();
  }
}
