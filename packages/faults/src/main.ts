import { parseArgs } from "node:util";
import type { DiskKind } from "./power/fragile-disk.ts";
import { runPowerCuts } from "./power/run-power-cuts.ts";
import { type FaultRunOptions, runFaults } from "./run-faults.ts";
import { runScenario, SCENARIO_DEFAULTS, SCENARIOS, type Scenario } from "./run-scenario.ts";
import { CONTROLS, isControl } from "./sabotage.ts";

/** Options of the fault run itself; it ends with its last event, scenarios end after some seconds. */
const FAULT_RUN_DEFAULTS = { seconds: 0, rate: 5000, ingesters: 2 };

const USAGE = `npm run test:faults -- [options]
  --seed N          of stream and faults (default: from the clock, printed)
  --events N        default 1,000,000
  --kills N --outages N --resets N --freezes N --rebalances N --rewinds N --broker-restarts N --cuts N
                    default 20, 5, 50, 5, 20, 1, 3, 20; cuts are of the power of the database's machine
  --ingesters N     default 2        --partitions N    default 8
  --rate N          messages a second at most, default 5,000
  --drain-s N       for catching up at the end, default 600
  --without WHAT    a negative control, which must turn the run red: ${CONTROLS.join(", ")}
  --scenario NAME   in place of all this one long trial: ${SCENARIOS.join(", ")}
  --scenario power-cut [--cuts 20] [--disk loop|shim] [--without fsync]
                    the power cut under the whole product; needs no Kafka
  --seconds N       of producing in a scenario; broker and database are away for the middle 60 % of it
  Scenarios have defaults of their own:
${SCENARIOS.map(describeDefaults).join("")}`;

function describeDefaults(scenario: Scenario): string {
  const { seconds, rate, ingesters } = SCENARIO_DEFAULTS[scenario];
  return `    ${scenario.padEnd(14)} --seconds ${seconds} --rate ${rate} --ingesters ${ingesters}\n`;
}

function readNumber(value: string, name: string): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isInteger(number) || number < 0) {
    throw new RangeError(`--${name} must be a whole number, not "${value}"`);
  }
  return number;
}

/** Of `--scenario power-cut`, which is a run of its own. */
const POWER_CUT = "power-cut";

interface PowerOptions {
  cuts: number;
  disk: DiskKind | null;
  without: "fsync" | null;
}

function readPowerOptions(values: { cuts: string; disk?: string; without?: string }): PowerOptions {
  const { disk, without } = values;
  if (disk !== undefined && disk !== "loop" && disk !== "shim") {
    throw new RangeError(`--disk takes loop or shim, not "${disk}"`);
  }
  if (without !== undefined && without !== "fsync") {
    throw new RangeError(`--without takes fsync with power cuts, not "${without}"`);
  }
  return { cuts: readNumber(values.cuts, "cuts"), disk: disk ?? null, without: without ?? null };
}

interface MainOptions extends FaultRunOptions {
  power: PowerOptions | null;
  scenario: Scenario | null;
  seconds: number;
}

function readOptions(args: string[]): MainOptions | null {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: "boolean", default: false },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      events: { type: "string", default: "1000000" },
      kills: { type: "string", default: "20" },
      outages: { type: "string", default: "5" },
      resets: { type: "string", default: "50" },
      freezes: { type: "string", default: "5" },
      rebalances: { type: "string", default: "20" },
      rewinds: { type: "string", default: "1" },
      "broker-restarts": { type: "string", default: "3" },
      ingesters: { type: "string" },
      partitions: { type: "string", default: "8" },
      rate: { type: "string" },
      "drain-s": { type: "string", default: "600" },
      without: { type: "string" },
      scenario: { type: "string" },
      seconds: { type: "string" },
      cuts: { type: "string", default: "20" },
      disk: { type: "string" },
    },
  });
  if (values.help) return null;
  const { cuts, disk, without: missing } = values;
  const power =
    values.scenario === POWER_CUT
      ? readPowerOptions({
          cuts,
          ...(disk === undefined ? {} : { disk }),
          ...(missing === undefined ? {} : { without: missing }),
        })
      : null;
  const without = isControl(missing) ? missing : null;
  if (power === null && missing !== undefined && without === null) {
    throw new RangeError(`--without takes ${CONTROLS.join(", ")}, not "${missing}"`);
  }
  const scenario = SCENARIOS.find((name) => name === values.scenario) ?? null;
  if (values.scenario !== undefined && scenario === null && power === null) {
    throw new RangeError(`--scenario takes ${POWER_CUT}, ${SCENARIOS.join(", ")}, not "${values.scenario}"`);
  }
  const usual = scenario === null ? FAULT_RUN_DEFAULTS : SCENARIO_DEFAULTS[scenario];
  return {
    power,
    scenario,
    seconds: readNumber(values.seconds ?? `${usual.seconds}`, "seconds"),
    cuts: scenario === null ? readNumber(cuts, "cuts") : 0,
    seed: readNumber(values.seed, "seed"),
    events: readNumber(values.events, "events"),
    kills: readNumber(values.kills, "kills"),
    outages: readNumber(values.outages, "outages"),
    resets: readNumber(values.resets, "resets"),
    freezes: readNumber(values.freezes, "freezes"),
    rebalances: readNumber(values.rebalances, "rebalances"),
    rewinds: readNumber(values.rewinds, "rewinds"),
    brokerRestarts: readNumber(values["broker-restarts"], "broker-restarts"),
    ingesters: readNumber(values.ingesters ?? `${usual.ingesters}`, "ingesters"),
    partitions: readNumber(values.partitions, "partitions"),
    rate: readNumber(values.rate ?? `${usual.rate}`, "rate"),
    drainMs: readNumber(values["drain-s"], "drain-s") * 1000,
    without,
    log: (line) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`),
  };
}

function run(options: MainOptions): Promise<{ isGreen: boolean; seed: number }> {
  const { power, scenario, seed, log } = options;
  if (power !== null) return runPowerCuts({ ...power, seed, log });
  return scenario === null ? runFaults(options) : runScenario({ ...options, scenario });
}

/**
 * `npm run test:faults`: the report as JSON on stdout, what happens meanwhile on stderr. Exit code 0 when green, 1
 * when red, 2 for wrong usage.
 * @public
 */
export async function runFaultsMain(args: string[]): Promise<void> {
  let options: MainOptions | null;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`test:faults: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (options === null) {
    process.stdout.write(USAGE);
    return;
  }
  options.log(`seed ${options.seed}`);
  const report = await run(options);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.stderr.write(`${report.isGreen ? "GREEN" : "RED"}, seed ${report.seed}\n`);
  process.exitCode = report.isGreen ? 0 : 1;
}
