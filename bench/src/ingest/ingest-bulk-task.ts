import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";

/** What one run of one side is told. */
const IngestTaskSchema = Type.Object({
  side: Type.Enum(["product", "kafka_engine"] as const),
  brokers: Type.String(),
  topic: Type.String(),
  /** What lies in the topic, and must have arrived. */
  events: Type.Number(),
  reports: Type.Number(),
});
export type IngestTask = Static<typeof IngestTaskSchema>;

/** What it measured and found. */
const IngestOutcomeSchema = Type.Object({
  /** From the moment it begins to read until the last event can be queried. */
  seconds: Type.Number(),
  /** Processor time of all threads of the process meanwhile. */
  cpuSeconds: Type.Number(),
  events: Type.Number(),
  reports: Type.Number(),
});
export type IngestOutcome = Static<typeof IngestOutcomeSchema>;

export const ingestTask = Compile(IngestTaskSchema);
export const ingestOutcome = Compile(IngestOutcomeSchema);

/** Begins to measure; the function it gives says what has been spent since. */
export function startWatch(): () => Pick<IngestOutcome, "seconds" | "cpuSeconds"> {
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpuFrom);
    return { seconds: (performance.now() - from) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
}
