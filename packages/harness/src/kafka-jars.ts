import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "./processes.ts";

const PACKAGE_DIR = join(import.meta.dirname, "..");
const POM = join(PACKAGE_DIR, "kafka", "pom.xml");
const CACHE_DIR = join(PACKAGE_DIR, "..", "..", "node_modules", ".cache", "toancanh-kafka");
const OLDEST_JAVA = 17;

/** The broker's logging settings: warnings and worse to stdout. */
export const KAFKA_LOG_SETTINGS = join(PACKAGE_DIR, "kafka", "log4j2.xml");

/** Something a person must install first; the message says what. */
export class MissingToolError extends Error {
  readonly code = "missing_tool";
}

function missing(reason: string): MissingToolError {
  return new MissingToolError(
    `Kafka needs Java ${OLDEST_JAVA} or newer and Maven (${reason}): install the Debian packages ` +
      "default-jre-headless and maven, or set KAFKA_BROKERS to the host:port of a running broker",
  );
}

/**
 * The feature number in the output of `java -version`: 17 for "17.0.15", 8 for "1.8.0_401"; null when there is none.
 */
export function javaVersionIn(output: string): number | null {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match === null ? null : Number(match[1]);
}

/** The command of a Java that can run the broker. Throws MissingToolError without one. */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const command = env.JAVA_HOME ? join(env.JAVA_HOME, "bin", "java") : "java";
  const result = await runProgram(command, ["-version"]).catch(() => null);
  if (result === null) throw missing("no java found");
  const version = javaVersionIn(result.output);
  if (version === null || version < OLDEST_JAVA)
    throw missing(`found Java ${version ?? "of unknown version"}`);
  return command;
}

async function fetchJars(target: string, log: (line: string) => void): Promise<void> {
  log("Fetching the jars of Apache Kafka by Maven (once, about 45 MB) …");
  await mkdir(CACHE_DIR, { recursive: true });
  const staging = await mkdtemp(join(CACHE_DIR, "incomplete-"));
  const args = ["--batch-mode", "--quiet", "--strict-checksums", "--file", POM];
  const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${staging}`];
  try {
    const result = await runProgram("mvn", [...args, ...goal]).catch(() => null);
    if (result === null) throw missing("no mvn found");
    if (result.code !== 0)
      throw new Error(`Maven could not fetch Kafka's jars:\n${result.output.slice(-4_000)}`);
    await rename(staging, target);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another process may have fetched the same jars meanwhile: its complete folder holds the same files.
    if (!existsSync(target)) throw error;
  }
}

/**
 * The folder with the broker's jars, fetched by Maven on first use and kept under node_modules/.cache, named by
 * the hash of pom.xml so that a new version gets a new folder. Throws MissingToolError without Maven.
 */
export async function ensureKafkaJars(log: (line: string) => void = () => {}): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(POM)).digest("hex").slice(0, 12);
  const target = join(CACHE_DIR, `jars-${hash}`);
  if (!existsSync(target)) await fetchJars(target, log);
  return target;
}
