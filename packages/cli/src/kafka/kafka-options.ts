import { readFileSync } from "node:fs";
import { type KafkaConnection, SASL_MECHANISMS } from "@toancanh/ingest";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { CommandError } from "../terminal/output.ts";
import { readSecret } from "../terminal/secrets.ts";
import type { KafkaFeedOptions } from "./kafka-feed.ts";

/** `--kafka-config`: how to reach a cluster that asks for more than its address. Passwords are not in it. */
const ConfigSchema = Type.Object(
  {
    tls: Type.Optional(
      Type.Object(
        {
          ca_file: Type.Optional(Type.String({ minLength: 1 })),
          certificate_file: Type.Optional(Type.String({ minLength: 1 })),
          key_file: Type.Optional(Type.String({ minLength: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
    sasl: Type.Optional(
      Type.Object(
        { mechanism: Type.Enum(SASL_MECHANISMS), username: Type.String({ minLength: 1 }) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
const config = Compile(ConfigSchema);

/** As the command line gives them. */
export interface RawKafkaOptions {
  kafka: string;
  kafkaConfig?: string;
  topic: string;
  group: string;
  maxDeadLetterShare: string;
}

export interface KafkaOptions {
  connection: KafkaConnection;
  topic: string;
  group: string;
  maxDeadLetterShare: number;
}

/** What `start` takes about Kafka; without `--kafka` there is none. */
export interface RawKafkaFeedOptions extends Partial<RawKafkaOptions> {}

/** `--kafka local` is a broker of our own. @throws CommandError (exit code 2) as {@link parseKafkaOptions} */
export function parseKafkaFeed(raw: RawKafkaFeedOptions, env?: NodeJS.ProcessEnv): KafkaFeedOptions | null {
  if (raw.kafka === undefined) return null;
  const isLocal = raw.kafka === "local";
  const { connection, topic, maxDeadLetterShare } = parseKafkaOptions(
    {
      ...raw,
      kafka: isLocal ? "localhost:1" : raw.kafka,
      topic: raw.topic ?? "report-events",
      group: raw.group ?? "",
      maxDeadLetterShare: raw.maxDeadLetterShare ?? "0.05",
    },
    env,
  );
  return { connection: isLocal ? null : connection, topic, group: raw.group ?? null, maxDeadLetterShare };
}

const BROKERS = /^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/;

/** @throws CommandError (exit code 2) naming the option or the key and what it takes */
export function parseKafkaOptions(raw: RawKafkaOptions, env: NodeJS.ProcessEnv = process.env): KafkaOptions {
  if (!BROKERS.test(raw.kafka)) {
    throw new CommandError(`--kafka takes brokers as host:port[,host:port], not "${raw.kafka}"`, 2);
  }
  const share = Number(raw.maxDeadLetterShare);
  if (raw.maxDeadLetterShare.trim() === "" || !(share >= 0 && share <= 1)) {
    throw new CommandError(
      `--max-dead-letter-share must be a number from 0 to 1, not "${raw.maxDeadLetterShare}"`,
      2,
    );
  }
  const more = raw.kafkaConfig === undefined ? {} : readConfig(raw.kafkaConfig, env);
  return {
    connection: { brokers: raw.kafka, ...more },
    topic: raw.topic,
    group: raw.group,
    maxDeadLetterShare: share,
  };
}

function readConfig(path: string, env: NodeJS.ProcessEnv): Omit<KafkaConnection, "brokers"> {
  const fail = (reason: string, cause?: unknown): never => {
    throw new CommandError(`--kafka-config ${path}: ${reason}`, 2, { cause });
  };
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    return fail("cannot be read as JSON", error);
  }
  if (!config.Check(value)) {
    const [first] = config.Errors(value);
    return fail(`${first?.instancePath || "the whole"} ${first?.message ?? "is not allowed"}`);
  }
  const { tls, sasl } = value;
  const password = readSecret("KAFKA_PASSWORD", env);
  if (sasl !== undefined && password === undefined) {
    return fail("sasl needs a password in the environment: KAFKA_PASSWORD or KAFKA_PASSWORD_FILE");
  }
  const keyPassword = readSecret("KAFKA_KEY_PASSWORD", env);
  return {
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ...(tls.ca_file === undefined ? {} : { caFile: tls.ca_file }),
            ...(tls.certificate_file === undefined ? {} : { certificateFile: tls.certificate_file }),
            ...(tls.key_file === undefined ? {} : { keyFile: tls.key_file }),
            ...(keyPassword === undefined ? {} : { keyPassword }),
          },
        }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl, password: password ?? "" } }),
  };
}
