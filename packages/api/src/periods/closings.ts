import type { Closing as ClosingAnswer, PeriodFigures, UnitCounts } from "@toancanh/contracts";
import {
  addRemark,
  answerPeriod,
  fixesFigures,
  freezePeriod,
  judgedAt,
  type KnownPeriod,
  listKnownPeriods,
  parsePeriodKind,
  publishPeriod,
  remarkOf,
  revisePeriod,
  verifyPeriod,
} from "@toancanh/periods";
import type { HandlerContext } from "../context.ts";
import { stampOfClock, toInstant, toInstantOrNull } from "../figures/figure-source.ts";
import type { Handlers } from "../handler.ts";
import type { Caller } from "../server/access/caller.ts";
import { asProblem, type PeriodDesk } from "./period-desk.ts";

type ClosingHandlers = Pick<
  Handlers,
  "closings" | "closing" | "closing_verification" | "freeze" | "publish" | "revise" | "remark"
>;

/** Periods and their closing. */
export function closingHandlers({ desk }: Pick<HandlerContext, "desk">): ClosingHandlers {
  /** Writes an act down and answers with what the period is then. */
  async function acted(
    action: "close" | "publish" | "remark",
    asked: { params: { period: string }; query: { kind?: string }; caller: Caller; address: string },
    details: Record<string, string>,
  ): Promise<ClosingAnswer> {
    const { params, query, caller, address } = asked;
    const known = await desk.find({ ...params, ...query });
    const { kind, period } = known.period;
    await desk.audit({
      action,
      outcome: "done",
      role: caller.role,
      who: caller.name,
      address,
      subject: `${kind} ${period}`,
      details: {
        revision: String(known.latest?.revision ?? 0),
        hash: known.latest?.hash ?? "",
        ...details,
      },
    });
    return describeClosing(desk, known, true);
  }

  return {
    async closings({ query, caller }) {
      const { city, store, clock } = desk;
      const listed = await asProblem(async () =>
        listKnownPeriods(city, store, parsePeriodKind(city, query.kind), clock.now()),
      );
      const periods = [];
      for (const { known, blocks } of listed) {
        const { latest, period } = known;
        const isOpen = known.state !== "frozen" || desk.mayReadEarly(caller);
        const fixed = latest === null || !isOpen ? null : await desk.figures.fixed(period, latest.revision);
        periods.push({
          ...describePeriod(desk, known),
          blocked_by: blocks ?? [],
          city: fixed === null ? null : cityCounts(fixed.units),
        });
      }
      return { periods };
    },
    async closing({ params, query, caller }) {
      const known = await desk.find({ ...params, ...query });
      return describeClosing(desk, known, known.state !== "frozen" || desk.mayReadEarly(caller));
    },
    async closing_verification({ params, query }) {
      const { period } = await desk.find({ ...params, ...query });
      const { known, ...found } = await asProblem(() => verifyPeriod(desk, period));
      return { ...describePeriod(desk, known), ...found };
    },
    async freeze(asked) {
      const { period } = await desk.find({ ...asked.params, ...asked.query });
      const despite = asked.sent.despite_blocks ?? false;
      await desk.act((closing) => freezePeriod(closing, period, despite));
      return acted("close", asked, {});
    },
    async publish(asked) {
      const { period } = await desk.find({ ...asked.params, ...asked.query });
      await desk.act((closing) => publishPeriod(closing, period));
      return acted("publish", asked, {});
    },
    async revise(asked) {
      const { period } = await desk.find({ ...asked.params, ...asked.query });
      const reason = asked.sent.reason.trim();
      await desk.act((closing) => revisePeriod(closing, period, reason));
      return acted("close", asked, { reason });
    },
    async remark(asked) {
      const { period } = await desk.find({ ...asked.params, ...asked.query });
      await desk.act((closing) => addRemark(closing, period, asked.sent.text));
      return acted("remark", asked, {});
    },
  };
}

function describePeriod(desk: PeriodDesk, known: KnownPeriod) {
  const fixings = known.acts.filter(fixesFigures);
  const published = known.acts.find(({ act }) => act === "publish");
  return {
    ...answerPeriod(known),
    ...stampOfClock(desk.clock),
    state: desk.stateOf(known),
    published_at: toInstantOrNull(published?.recorded_at ?? null),
    revisions: fixings.map(({ revision, recorded_at, known_at, hash, reason, diff }) => ({
      revision,
      recorded_at: toInstant(recorded_at),
      known_at: toInstant(known_at),
      hash,
      reason,
      changed_units: new Set(diff.map(({ unit }) => unit)).size,
    })),
  };
}

/** @param isOpen whether the caller may see its figures */
async function describeClosing(
  desk: PeriodDesk,
  known: KnownPeriod,
  isOpen: boolean,
): Promise<ClosingAnswer> {
  const { city, store } = desk;
  const { latest, period } = known;
  const now = desk.now();
  const [listed] = await listKnownPeriods(city, store, period.kind, now, [period]);
  const remark = remarkOf(known);
  const hasBegun = now >= period.from;
  const moment = hasBegun ? judgedAt(known, { asOf: null, knownAt: null }, now) : null;
  const figures = !isOpen || moment === null ? null : await figuresOf(desk, known, moment);
  return {
    ...describePeriod(desk, known),
    blocked_by: listed?.blocks ?? [],
    as_of: toInstant(moment?.asOf ?? now),
    city: figures === null ? null : cityCounts(figures.units),
    basis: latest?.basis ?? null,
    diff: isOpen ? (latest?.diff ?? []) : [],
    remark: isOpen && remark !== null ? { ...remark, recorded_at: toInstant(remark.recorded_at) } : null,
  };
}

/** The figures that the revision at hand fixed, else measured as of a moment. */
async function figuresOf(
  { figures }: PeriodDesk,
  { latest, period }: KnownPeriod,
  moment: { asOf: number; knownAt: number },
): Promise<PeriodFigures> {
  const fixed = latest === null ? null : await figures.fixed(period, latest.revision);
  return fixed ?? (await figures.measured(period, moment)).figures;
}

/** The counts of the whole city; null where it has no report. */
function cityCounts(units: PeriodFigures["units"]): UnitCounts | null {
  return units.city ?? null;
}
