import type { FigureChange, PeriodActKind, PeriodBasis, PeriodFigures } from "@toancanh/contracts";
import { diffFigures, type NamedPeriod } from "@toancanh/domain";
import type { Store } from "@toancanh/store";
import type { City } from "../city/open-city.ts";
import { productVersion } from "../city/paths.ts";
import { passMoment } from "../clock/directory-clock.ts";
import { worldClock } from "../clock/world-clock.ts";
import { CommandError } from "../terminal/output.ts";
import { type ClosingBlock, findClosingBlocks, readSourceSigns } from "./closing-blocks.ts";
import { hashFigures } from "./hash-figures.ts";
import { measurePeriod } from "./measure-period.ts";
import { type KnownPeriod, readKnownPeriod } from "./period-states.ts";

/** What an act works on; `now` is the directory's, epoch ms. */
export interface Closing {
  city: City;
  store: Store;
  now: number;
}

/** The option that closes a period in spite of what speaks against it. */
export const DESPITE_BLOCKS = "--despite-blocks";

/**
 * Fixes the figures of a period as they stand at its cut-off and as far as is known now: revision 1.
 * @throws CommandError (1) before the cut-off, when it is closed already, and for blocks unless overruled
 */
export async function freezePeriod(
  closing: Closing,
  period: NamedPeriod,
  despiteBlocks: boolean,
): Promise<{ known: KnownPeriod; overruled: ClosingBlock[] }> {
  const { city, store, now } = closing;
  const name = `${period.kind} period ${period.period}`;
  if (now < period.from)
    throw new CommandError(
      `${name} begins only at ${new Date(period.from).toISOString()}: freeze it after its end`,
      1,
    );
  if (now < period.to)
    throw new CommandError(
      `${name} runs until its cut-off at ${new Date(period.to).toISOString()}: freeze it then`,
      1,
    );
  const before = await readKnownPeriod(store, period);
  if (before.state !== "draft") {
    throw new CommandError(`${name} is ${before.state} already: correct it with period revise --reason`, 1);
  }
  const blocks = await findClosingBlocks(city, store, period, await readSourceSigns(store));
  if (blocks.length > 0 && !despiteBlocks) {
    const told = blocks.map(({ code, text }) => `${text.en} (${code})`).join(" ");
    throw new CommandError(
      `${name} should not be closed yet: ${told} Mend it, or freeze with ${DESPITE_BLOCKS}`,
      1,
    );
  }
  await fixFigures(closing, period, {
    act: "freeze",
    revision: 1,
    reason: "",
    overruled: blocks,
    before: null,
  });
  return { known: await readKnownPeriod(store, period), overruled: blocks };
}

/** Makes frozen figures public. @throws CommandError (1) unless the period is frozen */
export async function publishPeriod({ store }: Closing, period: NamedPeriod): Promise<KnownPeriod> {
  const { state, latest } = await readKnownPeriod(store, period);
  if (latest === null || state !== "frozen") {
    throw new CommandError(
      `${period.kind} period ${period.period} is ${state === "draft" ? "not frozen yet: freeze it first" : "published already"}`,
      1,
    );
  }
  await store.appendPeriodAct({
    ...latest,
    act: "publish",
    recorded_at: worldClock.now(),
    reason: "",
    figures: null,
    diff: [],
  });
  return readKnownPeriod(store, period);
}

/**
 * Judges a closed period again as of its cut-off, by what is known now: a further revision with what it changed.
 * @throws CommandError (1) for a draft
 */
export async function revisePeriod(
  closing: Closing,
  period: NamedPeriod,
  reason: string,
): Promise<{ known: KnownPeriod; diff: FigureChange[] }> {
  const { store } = closing;
  const { latest } = await readKnownPeriod(store, period);
  const before =
    latest === null ? null : await store.readPeriodFigures(period.kind, period.period, latest.revision);
  if (latest === null || before === null) {
    throw new CommandError(
      `${period.kind} period ${period.period} is not frozen yet: there is nothing to revise`,
      1,
    );
  }
  const diff = await fixFigures(closing, period, {
    act: "revise",
    revision: latest.revision + 1,
    reason,
    overruled: [],
    before,
  });
  return { known: await readKnownPeriod(store, period), diff };
}

/** What the recomputation of a revision from its events came to. */
interface Verification {
  known: KnownPeriod;
  figures_hash_recomputed: string;
  equal: boolean;
  /** What differs, stored against recomputed; empty when equal. */
  diff: FigureChange[];
}

/** Recomputes the newest revision from events. @throws CommandError (1) for a draft */
export async function verifyPeriod({ city, store }: Closing, period: NamedPeriod): Promise<Verification> {
  const known = await readKnownPeriod(store, period);
  const { latest } = known;
  const stored =
    latest === null ? null : await store.readPeriodFigures(period.kind, period.period, latest.revision);
  if (latest === null || stored === null) {
    throw new CommandError(
      `${period.kind} period ${period.period} is not frozen: there is nothing to verify`,
      1,
    );
  }
  const span = { ...period, from: latest.period_from, to: latest.period_to };
  const { figures } = await measurePeriod(city, store, span, {
    asOf: latest.cut_off,
    knownAt: latest.known_at,
  });
  const hash = hashFigures(figures);
  const equal = hash === latest.hash && hashFigures(stored) === latest.hash;
  return { known, figures_hash_recomputed: hash, equal, diff: diffFigures(stored, figures) };
}

async function fixFigures(
  { city, store, now }: Closing,
  period: NamedPeriod,
  act: {
    act: PeriodActKind;
    revision: number;
    reason: string;
    overruled: ClosingBlock[];
    before: PeriodFigures | null;
  },
): Promise<FigureChange[]> {
  // All that is stored now is known, whatever the clock says; what comes later must be recorded later.
  const [span] = await store.query("recorded_span", {});
  const knownAt = Math.max(now, span?.newest_recorded_at ?? 0);
  const { figures, simulated } = await measurePeriod(city, store, period, { asOf: period.to, knownAt });
  const diff = act.before === null ? [] : diffFigures(act.before, figures);
  await store.appendPeriodAct({
    kind: period.kind,
    period: period.period,
    revision: act.revision,
    act: act.act,
    recorded_at: worldClock.now(),
    period_from: period.from,
    period_to: period.to,
    cut_off: period.to,
    known_at: knownAt,
    hash: hashFigures(figures),
    reason: act.reason,
    basis: basisOf(city, simulated, act.overruled),
    figures,
    diff,
  });
  await passMoment(store, knownAt);
  return diff;
}

function basisOf({ profile, hash }: City, simulated: boolean, overruled: ClosingBlock[]): PeriodBasis {
  return {
    policies: profile.policies.map(({ id, decision }) => ({ id, decision: decision.number })),
    calendars: profile.calendars.map(({ id, from, to }) => ({ id, from, to })),
    scorings: profile.scorings.map(({ id, version }) => ({ id, version })),
    profile_hash: hash,
    code_version: productVersion,
    simulated,
    overruled,
  };
}
