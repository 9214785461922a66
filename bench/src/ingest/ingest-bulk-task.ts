import Type, { type Static } from "typebox";
import { Compile } from "typebox/compile";

/** What the bench tells the process that runs one side once. */
const IngestTaskSchema = Type.Object({
  side: Type.Enum(["product", "kafka_engine"] as const),
  brokers: Type.String(),
  topic: Type.String(),
  /** Events and reports that lie in the topic and must be in the tables at the end. */
  events: Type.Number(),
  reports: Type.Number(),
});
export type IngestTask = Static<typeof IngestTaskSchema>;

/** What that process measured and counted. */
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

/** Begins to measure. @returns a function that gives the time spent since */
export function startWatch(): () => Pick<IngestOutcome, "seconds" | "cpuSeconds"> {
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpuFrom);
    return { seconds: (performance.now() - from) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
}
