/** One bench: a file of its own in this folder, named in registry.ts. */
export interface Bench {
  /** As on the command line and in the name of its results file. */
  readonly name: string;
  /** One line: what is done and what the aim is. */
  readonly description: string;
  run(report: Report): Promise<void>;
}

/** What was measured. */
interface Measurement {
  /** Within its bench: `events_per_second`; printed as `<bench>.<name>`. */
  readonly name: string;
  readonly unit: string;
  /** At least one, in any order: one for each round, or one for each request, message, … */
  readonly samples: readonly number[];
  /** Where the figure is not the median of the samples: a ratio of medians, a total. */
  readonly value?: number;
}

/** Where a bench puts its figures. */
export interface Report {
  /** Prints the figure at once and keeps it for the results file. Throws RangeError without samples. */
  figure(measurement: Measurement): void;
  /** Says on stderr what is being done. */
  note(text: string): void;
}

/** A figure as printed and kept. p95 is the 95th percentile of the samples: of rates that is their better end. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly machine: string;
}
