import {
  CLOSED_KINDS,
  type ClosedKind,
  defaultPeriodKind,
  type NamedPeriod,
  namedPeriodContaining,
  parsePeriodName,
  UnknownPeriodError,
} from "@toancanh/domain";
import type { Store } from "@toancanh/store";
import { type City, loadCity, openCityStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { clockOfDirectory } from "../clock/directory-clock.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { type Closing, freezePeriod, publishPeriod, revisePeriod, verifyPeriod } from "./close-period.ts";
import { type ClosingBlock, findClosingBlocks, readSourceSigns } from "./closing-blocks.ts";
import { answerPeriod, knownPeriod, type PeriodAnswer, type PeriodState } from "./period-states.ts";
import { reconcileWithMonth } from "./reconcile-period.ts";

export interface PeriodOptions {
  profile: string;
  data?: string;
  kind?: string;
}

export const PERIOD_COMMANDS = ["freeze", "publish", "revise", "verify", "reconcile"] as const;

/** The kind asked for, else the first that the profile has. @throws CommandError (2) for another */
export function parsePeriodKind(city: City, text: string | undefined): ClosedKind {
  const asked = text ?? defaultPeriodKind(city.rulebook);
  const kind = CLOSED_KINDS.find((candidate) => candidate === asked);
  if (kind === undefined) {
    throw new CommandError(`--kind takes ${CLOSED_KINDS.join(" or ")}, not "${asked}"`, 2);
  }
  return kind;
}

/** The period of a name. @throws CommandError (2) when it names none, or the city has none of the kind */
export function parsePeriod(city: City, kind: ClosedKind, text: string): NamedPeriod {
  try {
    const period = parsePeriodName(city.rulebook, kind, text);
    if (period !== null) return period;
  } catch (error) {
    if (!(error instanceof UnknownPeriodError)) throw error;
    throw new CommandError(
      `${error.message}: its kinds are ${city.profile.periods.map((period) => period.kind).join(", ")} (--kind)`,
      2,
      { cause: error },
    );
  }
  throw new CommandError(`no period "${text}": name it by the month in which it ends, like 2025-10`, 2);
}

/** Opens a city's data directory for one command. */
export async function withStore<T>(
  city: City,
  data: string | undefined,
  run: (store: Store, now: number) => Promise<T>,
): Promise<T> {
  const store = await openCityStore(city, data ?? defaultDataDir(city.profile.id));
  try {
    return await run(store, (await clockOfDirectory(store)).now());
  } finally {
    await store.close();
  }
}

/**
 * Does one thing to a period and prints what it is then, as JSON.
 * @returns exit code: 1 when a verification does not come to the same figures
 */
export async function runPeriod(
  command: (typeof PERIOD_COMMANDS)[number],
  name: string,
  options: PeriodOptions & { reason?: string; despiteBlocks?: true },
  terminal: Terminal,
): Promise<0 | 1> {
  const city = await loadCity(options.profile);
  const period = parsePeriod(city, parsePeriodKind(city, options.kind), name);
  const reason = options.reason?.trim() ?? "";
  if (command === "revise" && reason === "") {
    throw new CommandError("revise needs --reason: it stands beside the figures that changed", 2);
  }
  return withStore(city, options.data, async (store, now) => {
    const answer = await act({ city, store, now }, command, period, {
      reason,
      despiteBlocks: options.despiteBlocks ?? false,
    });
    terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
    return "equal" in answer && answer.equal === false ? 1 : 0;
  });
}

async function act(
  closing: Closing,
  command: (typeof PERIOD_COMMANDS)[number],
  period: NamedPeriod,
  { reason, despiteBlocks }: { reason: string; despiteBlocks: boolean },
) {
  switch (command) {
    case "freeze": {
      const { known, overruled } = await freezePeriod(closing, period, despiteBlocks);
      const answer = answerPeriod(known);
      return overruled.length === 0 ? answer : { ...answer, blocked_by: overruled };
    }
    case "publish":
      return answerPeriod(await publishPeriod(closing, period));
    case "revise": {
      const { known, diff } = await revisePeriod(closing, period, reason);
      return { ...answerPeriod(known), diff };
    }
    case "verify": {
      const { known, diff, ...found } = await verifyPeriod(closing, period);
      return { ...answerPeriod(known), ...found, ...(found.equal ? {} : { diff }) };
    }
    case "reconcile":
      return reconcileWithMonth(closing.city, closing.store, period, closing.now);
  }
}

/** A period in the list; `blocked_by` for a draft whose cut-off has passed. */
type ListedPeriod = PeriodAnswer & { blocked_by?: ClosingBlock[]; state: PeriodState };

/** Prints the periods that have reports or acts, newest first, as a JSON array; with a name only that one. */
export async function listPeriods(
  name: string | undefined,
  options: PeriodOptions,
  terminal: Terminal,
): Promise<void> {
  const city = await loadCity(options.profile);
  const kind = parsePeriodKind(city, options.kind);
  const wanted = name === undefined ? null : parsePeriod(city, kind, name);
  const listed = await withStore(city, options.data, async (store, now) => {
    const acts = await store.readPeriodActs(kind, wanted?.period ?? "");
    const periods = wanted === null ? await findPeriods(city, store, kind, now) : [wanted];
    const signs = await readSourceSigns(store);
    const found: ListedPeriod[] = [];
    for (const period of periods) {
      const known = knownPeriod(
        period,
        acts.filter((one) => one.period === period.period),
      );
      const isDue = known.state === "draft" && period.to <= now;
      const blocks = isDue ? await findClosingBlocks(city, store, period, signs) : null;
      found.push({ ...answerPeriod(known), ...(blocks === null ? {} : { blocked_by: blocks }) });
    }
    return found;
  });
  terminal.out(`${JSON.stringify(listed, null, 2)}\n`);
}

/** From the period that runs back to that of the first report. */
async function findPeriods(city: City, store: Store, kind: ClosedKind, now: number): Promise<NamedPeriod[]> {
  const [span] = await store.query("recorded_span", {});
  const first = span?.first_received_at ?? null;
  if (first === null) return [];
  const periods: NamedPeriod[] = [];
  const last = Math.max(now, span?.last_received_at ?? now);
  for (let offset = 0; ; offset++) {
    const period = namedPeriodContaining(city.rulebook, kind, last, offset);
    if (period.to <= first) return periods;
    periods.push(period);
  }
}
