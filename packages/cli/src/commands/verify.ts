import { isDeepStrictEqual } from "node:util";
import type { ReportState, StoredEvent } from "@toancanh/contracts";
import { foldReport, groupBy } from "@toancanh/domain";
import { locateReport } from "@toancanh/ingest";
import type { Store } from "@toancanh/store";
import { type City, loadCity, openCityStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { openSimulator } from "../simulation/open-simulator.ts";
import { POSITION_KEY, parsePosition, type SimulationPosition } from "../simulation/position.ts";
import { HOUR_MS, hourOf, reportsOfHour } from "../simulation/schedule.ts";
import { CommandError, showProgress, type Terminal } from "../terminal/output.ts";

const WINDOW_HOURS = 24 * 7;

/** What the comparison counted; all but `reports` and `events` must be 0. */
interface Differences {
  reports: number;
  events: number;
  /** Scheduled and due, but not stored. */
  missing_events: number;
  /** Stored, but not scheduled. */
  foreign_events: number;
  /** Same id stored with two payloads. */
  doubled_events: number;
  missing_states: number;
  /** State rows that are not the fold of their report's events, put on the map. */
  wrong_states: number;
}

/** By event id: true when the event has to be stored by now. */
function scheduleOf(
  city: City,
  position: SimulationPosition,
  from: number,
  to: number,
): Map<string, boolean> {
  const simulator = openSimulator(city, position.seed);
  const schedule = new Map<string, boolean>();
  for (let hour = hourOf(from); hour < to; hour += HOUR_MS) {
    for (const report of reportsOfHour(simulator, position.segments, hour)) {
      if (report.received_at < from || report.received_at >= to) continue;
      const isFilled = report.received_at >= position.filled_from || report.received_at > position.history_to;
      for (const event of report.events)
        schedule.set(event.id, isFilled && Date.parse(event.time) <= position.live_to);
    }
  }
  return schedule;
}

function compareEvents(
  schedule: Map<string, boolean>,
  events: readonly StoredEvent[],
  found: Differences,
): void {
  const stored = new Set<string>();
  for (const event of events) {
    if (stored.has(event.id)) found.doubled_events += 1;
    stored.add(event.id);
    if (!schedule.has(event.id)) found.foreign_events += 1;
  }
  found.events += stored.size;
  for (const [id, isDue] of schedule) if (isDue && !stored.has(id)) found.missing_events += 1;
}

function compareStates(
  city: City,
  rows: readonly ReportState[],
  events: readonly StoredEvent[],
  found: Differences,
): void {
  const states = new Map(rows.map((row) => [row.service_request_id, row]));
  for (const [id, ofReport] of groupBy(events, (event) => event.service_request_id)) {
    found.reports += 1;
    const row = states.get(id);
    if (row === undefined) {
      found.missing_states += 1;
      continue;
    }
    const folded = foldReport(city.rulebook, ofReport);
    const placed = locateReport(city.wardIndex, city.profile.default_points, folded);
    if (!isDeepStrictEqual(row, placed)) found.wrong_states += 1;
  }
}

async function storedKeys(store: Store, from: number, to: number) {
  return store.query("report_keys_in_period", { from, to });
}

/**
 * Computes the simulation's schedule again and compares the store with it: no event lost, none doubled, each
 * state the fold of its events. Prints what it counted.
 * @returns exit code: 1 when anything differs
 */
export async function runVerify(
  options: { profile: string; data?: string },
  terminal: Terminal,
): Promise<0 | 1> {
  const city = await loadCity(options.profile);
  const store = await openCityStore(city, options.data ?? defaultDataDir(options.profile));
  try {
    const text = await store.readPosition(POSITION_KEY);
    if (text === null)
      throw new CommandError(
        "this data directory holds no simulation: there is no schedule to compare with",
        1,
      );
    const position = parsePosition(text);
    const found: Differences = {
      reports: 0,
      events: 0,
      missing_events: 0,
      foreign_events: 0,
      doubled_events: 0,
      missing_states: 0,
      wrong_states: 0,
    };
    const end = (await clockOfDirectory(store)).now() + HOUR_MS;
    const progress = showProgress(terminal, "Verifying");
    for (let from = position.history_from; from < end; from += WINDOW_HOURS * HOUR_MS) {
      const to = Math.min(from + WINDOW_HOURS * HOUR_MS, end);
      const events = await store.readEvents(await storedKeys(store, from, to));
      compareEvents(scheduleOf(city, position, from, to), events, found);
      compareStates(city, await store.query("states_in_period", { from, to }), events, found);
      progress.update((to - position.history_from) / (end - position.history_from), `${found.events} events`);
    }
    progress.stop();
    terminal.out(`${JSON.stringify(found, null, 2)}\n`);
    const { reports: _reports, events: _events, ...differences } = found;
    return Object.values(differences).some((count) => count > 0) ? 1 : 0;
  } finally {
    await store.close();
  }
}
