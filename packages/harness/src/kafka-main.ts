import { type KafkaBroker, startKafka } from "./kafka-broker.ts";

/**
 * `npm run kafka`: one broker for trying things, until Ctrl-C. `--port N` and `--data-dir DIR` (kept across runs)
 * may follow. Prints the brokers alone on stdout, everything else on stderr.
 */
async function main(args: readonly string[]): Promise<void> {
  const optionOf = (name: string): string | undefined => {
    const at = args.indexOf(name);
    return at < 0 ? undefined : args[at + 1];
  };
  const port = optionOf("--port");
  const dataDir = optionOf("--data-dir");
  let broker: KafkaBroker | null = null;
  // With an existing broker no child process keeps this one alive: a timer does.
  const alive = setInterval(() => {}, 60_000);
  const end = (): void => {
    clearInterval(alive);
    // A broker that is still starting is removed by the exit itself.
    if (broker === null) process.exit(130);
    void broker.stop();
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  try {
    broker = await startKafka({
      ...(port === undefined ? {} : { port: Number(port) }),
      ...(dataDir === undefined ? {} : { dataDir }),
      log: (line) => process.stderr.write(`${line}\n`),
    });
  } catch (error) {
    clearInterval(alive);
    throw error;
  }
  process.stdout.write(`${broker.brokers}\n`);
  process.stderr.write(`Kafka is ready at ${broker.brokers}; Ctrl-C ends it.\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
