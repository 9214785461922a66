import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ensureKafkaJars, findJava, KAFKA_LOG_SETTINGS } from "./kafka-jars.ts";
import { createClusterId, renderServerProperties } from "./kafka-settings.ts";
import { createKafkaTopic, type NewTopic, readKafkaMetadata } from "./kafka-wire.ts";
import { endChild, findFreePorts, isRunning, killChild, runProgram } from "./processes.ts";

/** C1 only and the serial collector: a broker for tests should start fast and leave the cores to the tests. */
const JVM_OPTIONS = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"];
const START_TIMEOUT_MS = 60_000;
const STOP_PATIENCE_MS = 10_000;

export interface KafkaOptions {
  /** Keep data here across starts. Without it a temporary directory is used and removed by `stop`. */
  dataDir?: string;
  /** Port of 127.0.0.1 for clients; a free one without it. */
  port?: number;
  /** Gets progress lines and the broker's own warnings. */
  log?: (line: string) => void;
}

/** A running broker. `freeze`, `thaw`, `kill` and `restart` throw when it is an existing one (KAFKA_BROKERS). */
export interface KafkaBroker {
  /** `host:port[,…]`, what a client's `metadata.broker.list` takes. */
  readonly brokers: string;
  /** Process id, null for an existing broker or after `kill`; changes with `restart`. */
  readonly pid: number | null;
  /** Creates a topic (one replica) and waits for its leaders; one that exists is left as it is. */
  createTopic(topic: NewTopic): Promise<void>;
  /** SIGSTOP: connections stay open, nothing is answered. */
  freeze(): void;
  /** SIGCONT after `freeze`. */
  thaw(): void;
  /** SIGKILL; `restart` brings it back with its data. */
  kill(): Promise<void>;
  /** Ends the process if it runs and starts it again on the same port and data. Resolves when it is ready. */
  restart(): Promise<void>;
  /** SIGTERM, after 10 s SIGKILL; removes the temporary directory. May be called more than once. */
  stop(): Promise<void>;
}

function existingBroker(brokers: string): KafkaBroker {
  const refuse = (): never => {
    throw new Error("a broker named by KAFKA_BROKERS is not ours to freeze, kill or restart");
  };
  return {
    brokers,
    pid: null,
    createTopic: (topic) => createKafkaTopic(brokers, topic),
    freeze: refuse,
    thaw: refuse,
    kill: async () => refuse(),
    restart: async () => refuse(),
    stop: async () => {},
  };
}

/** Resolves when the broker answers Metadata with itself in it; rejects with its last log lines when it ends first. */
async function waitUntilReady(brokers: string, child: ChildProcess, lastLines: string[]): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (isRunning(child) && Date.now() < deadline) {
    const metadata = await readKafkaMetadata(brokers, [], 1_000).catch(() => null);
    if (metadata !== null && metadata.brokers.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const reason = isRunning(child)
    ? `was not ready within ${START_TIMEOUT_MS / 1000} s`
    : "ended while starting";
  await killChild(child);
  throw new Error(`Kafka ${reason}; its last lines:\n${lastLines.join("\n")}`);
}

/**
 * The command that has the kernel end the broker with this process however that ends, also by SIGKILL: util-linux'
 * setpriv, which becomes the program it starts. Empty where there is none; then only an orderly exit ends the broker.
 */
async function findDeathGuard(): Promise<string[]> {
  if (process.platform !== "linux") return [];
  const guard = ["setpriv", "--pdeathsig", "KILL"];
  const works = await runProgram("setpriv", ["--pdeathsig", "KILL", "true"]).catch(() => null);
  return works?.code === 0 ? guard : [];
}

/**
 * Starts Apache Kafka (KRaft, one node, combined mode) on 127.0.0.1 and resolves when it answers clients.
 * With KAFKA_BROKERS set it returns that broker instead. Throws MissingToolError without Java or Maven.
 * The broker ends with this process.
 */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaBroker> {
  const existing = process.env.KAFKA_BROKERS;
  if (existing) return existingBroker(existing);

  const log = options.log ?? (() => {});
  const java = await findJava();
  const jars = await ensureKafkaJars(log);
  const [freePort, controllerPort] = await findFreePorts(2);
  if (freePort === undefined || controllerPort === undefined) throw new Error("no free port for Kafka");
  const port = options.port ?? freePort;
  const brokers = `127.0.0.1:${port}`;
  const workDir = await mkdtemp(join(tmpdir(), "toancanh-kafka-"));
  const dataDir = options.dataDir ?? join(workDir, "data");
  const properties = join(workDir, "server.properties");
  const jvm = [...JVM_OPTIONS, `-Dlog4j2.configurationFile=${KAFKA_LOG_SETTINGS}`, "-cp", join(jars, "*")];
  const guard = await findDeathGuard();
  const lastLines: string[] = [];
  let child: ChildProcess | null = null;

  // A test run that is interrupted must not leave a broker behind.
  const cleanUpAtExit = (): void => {
    child?.kill("SIGKILL");
    rmSync(workDir, { recursive: true, force: true });
  };

  async function launch(): Promise<void> {
    lastLines.length = 0;
    const [command, ...args] = [...guard, java, ...jvm, "kafka.Kafka", properties];
    const started = spawn(command ?? java, args, { stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lastLines.push(line);
        if (lastLines.length > 20) lastLines.shift();
        log(`kafka: ${line}`);
      });
    }
    await waitUntilReady(brokers, started, lastLines);
  }

  async function format(): Promise<void> {
    await mkdir(dataDir, { recursive: true });
    await writeFile(
      properties,
      renderServerProperties({ port, controllerPort: controllerPort ?? 0, dataDir }),
    );
    if (existsSync(join(dataDir, "meta.properties"))) return;
    const tool = ["kafka.tools.StorageTool", "format", "-t", createClusterId(), "-c", properties];
    const result = await runProgram(java, [...jvm, ...tool], (started) => {
      child = started;
    });
    child = null;
    if (result.code !== 0)
      throw new Error(`Kafka could not format ${dataDir}:\n${result.output.slice(-4_000)}`);
  }

  async function stop(): Promise<void> {
    if (child !== null) await endChild(child, STOP_PATIENCE_MS);
    child = null;
    await rm(workDir, { recursive: true, force: true });
    process.off("exit", cleanUpAtExit);
  }

  process.on("exit", cleanUpAtExit);
  try {
    await format();
    await launch();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    brokers,
    get pid() {
      return child !== null && isRunning(child) ? (child.pid ?? null) : null;
    },
    createTopic: (topic) => createKafkaTopic(brokers, topic),
    freeze() {
      child?.kill("SIGSTOP");
    },
    thaw() {
      child?.kill("SIGCONT");
    },
    async kill() {
      if (child !== null) await killChild(child);
    },
    async restart() {
      if (child !== null) await endChild(child, STOP_PATIENCE_MS);
      await launch();
    },
    stop,
  };
}
