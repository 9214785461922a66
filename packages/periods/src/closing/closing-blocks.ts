import type { LocalizedText } from "@toancanh/contracts";
import { exactLimits, type NamedPeriod, objectionsAt, periodsBefore } from "@toancanh/domain";
import { type ClosingBlockCode, describeClosingBlock } from "@toancanh/words";
import { readObjections } from "../measuring/read-excuses.ts";
import type { PeriodCity, PeriodStore } from "../period-city.ts";

/** One thing that speaks against closing a period. */
export interface ClosingBlock {
  code: ClosingBlockCode;
  count: number;
  text: LocalizedText;
}

/** Share of a period's reports with unknown codes from which the lists have to be mended first. */
const TOLERATED_UNKNOWN = 0.01;
/** Periods that say what is usual, and the reports they need for it. */
const USUAL_PERIODS = 3;
const USUAL_REPORTS = 100;
/** Positions that are no feeds: they belong to the directory itself. */
const IS_PULLED = /^open311/;

/** What does not depend on the period: feeds and when they were read, and the dead letters that wait. */
interface SourceSigns {
  feeds: { source: string; recorded_at: number }[];
  deadLetters: number;
}

export async function readSourceSigns(store: Pick<PeriodStore, "query">): Promise<SourceSigns> {
  const [totals] = await store.query("feed_status", {});
  return { feeds: await store.query("feed_reads", {}), deadLetters: totals?.dead_letters ?? 0 };
}

/** What speaks against closing a period whose cut-off has passed; none when all is well. */
export async function findClosingBlocks(
  city: PeriodCity,
  store: Pick<PeriodStore, "query">,
  period: NamedPeriod,
  { feeds, deadLetters }: SourceSigns,
): Promise<ClosingBlock[]> {
  const blocks: ClosingBlock[] = [];
  const block = (code: ClosingBlockCode, count: number) => {
    if (count > 0) blocks.push({ code, count, text: describeClosingBlock(code, count) });
  };
  const { from, to } = period;
  const [signs] = await store.query("closing_signs", { from, to });
  const { received = 0, unlocated = 0, unknown_codes = 0 } = signs ?? {};
  block("no_reports", received === 0 ? 1 : 0);
  const isLate = ({ source, recorded_at }: SourceSigns["feeds"][number]) =>
    IS_PULLED.test(source) && recorded_at < to;
  block("feed_late", feeds.filter(isLate).length);
  block("unknown_codes", unknown_codes > received * TOLERATED_UNKNOWN ? unknown_codes : 0);
  const isMore = await isAboveUsual(city, store, period, unlocated, received);
  block("unlocated_above_usual", isMore ? unlocated : 0);
  block("dead_letters", deadLetters);
  const [unprojected] = await store.query("unprojected_in_period", { from, to });
  block("unprojected", unprojected?.reports ?? 0);
  const objections = objectionsAt(await readObjections(store, period), Number.POSITIVE_INFINITY);
  block("open_objections", objections.filter(({ state }) => state === "open").length);
  return blocks;
}

/** More unlocated than the periods before and chance (99.8 %) would give. */
async function isAboveUsual(
  city: PeriodCity,
  store: Pick<PeriodStore, "query">,
  period: NamedPeriod,
  unlocated: number,
  received: number,
): Promise<boolean> {
  const before = periodsBefore(city.rulebook, period, USUAL_PERIODS);
  const first = before.at(-1);
  if (first === undefined || received === 0) return false;
  const [usual] = await store.query("closing_signs", { from: first.from, to: period.from });
  if (usual === undefined || usual.received < USUAL_REPORTS) return false;
  // Half a report either way: none so far does not mean that there can be none.
  const share = (usual.unlocated + 0.5) / (usual.received + 1);
  return unlocated / received > exactLimits(share, received, 0.998)[1];
}
