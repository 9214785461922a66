import type { FigureChange, PeriodActKind, PeriodBasis, PeriodFigures } from "@toancanh/contracts";
import { diffFigures, type NamedPeriod } from "@toancanh/domain";
import { measurePeriod } from "../measuring/measure-period.ts";
import { readObjections } from "../measuring/read-excuses.ts";
import type { PeriodCity, PeriodStore } from "../period-city.ts";
import { PeriodError } from "../period-error.ts";
import { type ClosingBlock, findClosingBlocks, readSourceSigns } from "./closing-blocks.ts";
import { hashFigures } from "./hash-figures.ts";
import { type KnownPeriod, readKnownPeriod } from "./period-states.ts";

/** What an act works on. Times are epoch milliseconds. */
export interface Closing {
  city: PeriodCity;
  store: PeriodStore;
  /** The city's time. */
  now: number;
  /** The world's time, under which acts are written down. */
  recordedAt: number;
  /** Of the product, kept with the figures. */
  codeVersion: string;
  /**
   * Called with what the act is about to know, before anything is read: resolves when everything recorded until then
   * is stored, and when nothing more will be recorded as of then.
   */
  settle(knownAt: number): Promise<void>;
}

/**
 * Fixes the figures of a period as they stand at its cut-off and as far as is known now: revision 1.
 * @throws PeriodError before the cut-off, when it is closed already, and for blocks unless overruled
 */
export async function freezePeriod(
  closing: Closing,
  period: NamedPeriod,
  despiteBlocks: boolean,
): Promise<{ known: KnownPeriod; overruled: ClosingBlock[] }> {
  const { city, store, now } = closing;
  const name = `${period.kind} period ${period.period}`;
  if (now < period.from)
    throw new PeriodError(
      "conflict",
      `${name} begins only at ${new Date(period.from).toISOString()}: freeze it after its end`,
    );
  if (now < period.to)
    throw new PeriodError(
      "conflict",
      `${name} runs until its cut-off at ${new Date(period.to).toISOString()}: freeze it then`,
    );
  const before = await readKnownPeriod(store, period);
  if (before.state !== "draft") {
    throw new PeriodError(
      "conflict",
      `${name} is ${before.state} already: correct it with period revise --reason`,
    );
  }
  const blocks = await findClosingBlocks(city, store, period, await readSourceSigns(store));
  if (blocks.length > 0 && !despiteBlocks) {
    const told = blocks.map(({ code, text }) => `${text.en} (${code})`).join(" ");
    throw new PeriodError(
      "blocked",
      `${name} should not be closed yet: ${told} Mend it, or freeze in spite of it`,
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

/** Makes frozen figures public. @throws PeriodError unless the period is frozen */
export async function publishPeriod(
  { store, recordedAt }: Closing,
  period: NamedPeriod,
): Promise<KnownPeriod> {
  const { state, latest } = await readKnownPeriod(store, period);
  if (latest === null || state !== "frozen") {
    throw new PeriodError(
      "conflict",
      `${period.kind} period ${period.period} is ${state === "draft" ? "not frozen yet: freeze it first" : "published already"}`,
    );
  }
  await store.appendPeriodAct({
    ...latest,
    act: "publish",
    recorded_at: recordedAt,
    reason: "",
    figures: null,
    diff: [],
  });
  return readKnownPeriod(store, period);
}

/**
 * Judges a closed period again as of its cut-off, by what is known now: a further revision with what it changed.
 * @throws PeriodError for a draft
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
    throw new PeriodError(
      "conflict",
      `${period.kind} period ${period.period} is not frozen yet: there is nothing to revise`,
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

/** Recomputes the newest revision from events. @throws PeriodError for a draft */
export async function verifyPeriod(
  { city, store }: Pick<Closing, "city" | "store">,
  period: NamedPeriod,
): Promise<Verification> {
  const known = await readKnownPeriod(store, period);
  const { latest } = known;
  const stored =
    latest === null ? null : await store.readPeriodFigures(period.kind, period.period, latest.revision);
  if (latest === null || stored === null) {
    throw new PeriodError(
      "conflict",
      `${period.kind} period ${period.period} is not frozen: there is nothing to verify`,
    );
  }
  const span = { ...period, from: latest.period_from, to: latest.period_to };
  const moment = { asOf: latest.cut_off, knownAt: latest.known_at };
  const { figures } = await measurePeriod(city, store, span, moment, "events");
  const hash = hashFigures(figures);
  const equal = hash === latest.hash && hashFigures(stored) === latest.hash;
  return { known, figures_hash_recomputed: hash, equal, diff: diffFigures(stored, figures) };
}

async function fixFigures(
  closing: Closing,
  period: NamedPeriod,
  act: {
    act: PeriodActKind;
    revision: number;
    reason: string;
    overruled: ClosingBlock[];
    before: PeriodFigures | null;
  },
): Promise<FigureChange[]> {
  const { city, store, now } = closing;
  // All that is stored now is known, whatever the clock says; what comes later must be recorded later.
  const [span] = await store.query("recorded_span", {});
  const decided = (await readObjections(store, period)).map(({ known_at }) => known_at);
  const knownAt = Math.max(now, span?.newest_recorded_at ?? 0, ...decided);
  await closing.settle(knownAt);
  // A state that lacks events must not decide anything: then every report is folded.
  const [behind] = await store.query("unprojected_in_period", { from: period.from, to: period.to });
  const from = (behind?.reports ?? 0) === 0 ? "states" : "events";
  const moment = { asOf: period.to, knownAt };
  const { figures, simulated } = await measurePeriod(city, store, period, moment, from);
  const diff = act.before === null ? [] : diffFigures(act.before, figures);
  await store.appendPeriodAct({
    kind: period.kind,
    period: period.period,
    revision: act.revision,
    act: act.act,
    recorded_at: closing.recordedAt,
    period_from: period.from,
    period_to: period.to,
    cut_off: period.to,
    known_at: knownAt,
    hash: hashFigures(figures),
    reason: act.reason,
    basis: basisOf(closing, simulated, act.overruled),
    figures,
    diff,
  });
  return diff;
}

function basisOf({ city, codeVersion }: Closing, simulated: boolean, overruled: ClosingBlock[]): PeriodBasis {
  const { profile, hash } = city;
  return {
    policies: profile.policies.map(({ id, decision }) => ({ id, decision: decision.number })),
    calendars: profile.calendars.map(({ id, from, to }) => ({ id, from, to })),
    scorings: profile.scorings.map(({ id, version }) => ({ id, version })),
    profile_hash: hash,
    code_version: codeVersion,
    simulated,
    overruled,
  };
}
