import type { PublicGroup, PublicMonth, PublicTable, UnitFigures } from "@toancanh/contracts";
import { MINIMUM_GROUP, type NamedPeriod, namedPeriodContaining, share, suppress } from "@toancanh/domain";
import type { KnownPeriod } from "@toancanh/periods";
import { UNLOCATED } from "@toancanh/words";
import type { HandlerContext } from "../context.ts";
import { toInstant } from "../figures/figure-source.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import type { AnswerStore } from "../server/access/scope-store.ts";

/** Below it a share says more than it knows: the fraction is told alone. */
const MINIMUM_DUE = 30;
/** Figures of the month that runs are measured at these moments and no others. */
const STEP_MS = 600_000;

type Counted = Pick<UnitFigures, "received" | "due" | "late">;

/** The months that are public, and the figures of each. */
export interface PublicMonthReader {
  /** Newest first. */
  list(): Promise<Pick<PublicMonth, "period" | "state" | "revision" | "from" | "to">[]>;
  /** @throws ApiProblem 404 for a month that is not public, whatever the reason */
  read(store: AnswerStore, period: string): Promise<PublicMonth>;
}

/**
 * Months of the city's first kind of period alone: two kinds beside each other would tell of the days between their
 * bounds.
 */
export function openPublicMonths({
  desk,
  profile,
  rulebook,
  clock,
  status,
  publicDelayMs,
}: HandlerContext): PublicMonthReader {
  const kind = profile.periods[0]?.kind ?? "official";
  const names = createNames(profile);
  let running: { key: string; month: Promise<PublicMonth> } | null = null;

  const toldUntil = () => Math.floor((clock.now() - publicDelayMs) / STEP_MS) * STEP_MS;

  async function published(): Promise<KnownPeriod[]> {
    const acts = await desk.store.readPeriodActs(kind, "");
    const periods = new Set(acts.filter(({ act }) => act === "publish").map(({ period }) => period));
    return Promise.all(
      [...periods]
        .sort()
        .reverse()
        .map((period) => desk.find({ period, kind })),
    );
  }

  /** The month that runs; null once its figures are fixed, which are not public until they are published. */
  async function runningPeriod(): Promise<NamedPeriod | null> {
    const period = namedPeriodContaining(rulebook, kind, toldUntil(), 0);
    const known = await desk.find({ period: period.period, kind });
    return known.state === "draft" ? period : null;
  }

  function factsOf(
    period: NamedPeriod,
    revision: number,
  ): Pick<PublicMonth, "period" | "state" | "revision" | "from" | "to"> {
    return {
      period: period.period,
      state: revision === 0 ? "running" : "published",
      revision,
      from: toInstant(period.from),
      to: toInstant(period.to),
    };
  }

  async function readPublished({ period, latest }: KnownPeriod): Promise<PublicMonth> {
    const revision = latest?.revision ?? 0;
    const fixed = await desk.figures.fixed(period, revision);
    if (fixed === null || latest === null) throw notPublic(period.period);
    const { city } = fixed.units;
    if (city === undefined) throw notPublic(period.period);
    return {
      ...factsOf(period, revision),
      as_of: fixed.cut_off,
      simulated: latest.basis.simulated,
      city: figuresOf(city),
      fields: tableOf(groupsOf(fixed.units, "category:", city, names.field), names.isSensitive),
      wards: tableOf(groupsOf(fixed.units, "ward:", city, names.ward)),
    };
  }

  async function readRunning(store: AnswerStore, period: NamedPeriod): Promise<PublicMonth> {
    const asOf = toldUntil();
    const asked = { as_of: asOf, from: period.from, to: Math.min(period.to, asOf + 1) };
    const [[city], fields] = await Promise.all([
      store.query("summary", asked),
      store.query("summary_by_category", asked),
    ]);
    if (city === undefined) throw new TypeError("a summary has one row");
    return {
      ...factsOf(period, 0),
      as_of: toInstant(asOf),
      simulated: status.totals.simulated,
      city: figuresOf(city),
      fields: tableOf(
        fields.map((row) => ({ id: row.key, name: names.field(row.key), ...row })),
        names.isSensitive,
      ),
      wards: null,
    };
  }

  return {
    async list() {
      const runs = await runningPeriod();
      const past = (await published()).map(({ period, latest }) => factsOf(period, latest?.revision ?? 0));
      return [...(runs === null ? [] : [factsOf(runs, 0)]), ...past];
    },
    async read(store, name) {
      const known = (await published()).find(({ period }) => period.period === name);
      if (known !== undefined) return readPublished(known);
      const runs = await runningPeriod();
      if (runs?.period !== name) throw notPublic(name);
      const key = `${name} ${toldUntil()}`;
      if (running?.key !== key) {
        const month = readRunning(store, runs);
        running = { key, month };
        month.catch(() => {
          running = null;
        });
      }
      return running.month;
    },
  };
}

function notPublic(period: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: "not-public",
    title: "Not public",
    detail: `There are no public figures of ${period}. /api/v1/public/months lists those there are.`,
  });
}

interface Names {
  field(code: string): PublicGroup["name"];
  ward(code: string): PublicGroup["name"];
  isSensitive(group: { id: string }): boolean;
}

/** Key of the unit that holds what lies in none. */
const UNLOCATED_KEY = "unlocated";

function createNames({ categories, wards, former_units: former }: HandlerContext["profile"]): Names {
  const fields = new Map(categories.map((one) => [one.service_code, one]));
  const places = new Map([
    ...former.map((one) => [one.id, one.name] as const),
    ...wards.map((one) => [one.code, one.name] as const),
  ]);
  const same = (text: string) => ({ vi: text, en: text });
  return {
    field: (code) => fields.get(code)?.name ?? same(code),
    ward: (code) => (code === "" ? UNLOCATED : same(places.get(code) ?? code)),
    // A field that the profile does not know may be one of those.
    isSensitive: ({ id }) => fields.get(id)?.sensitive ?? true,
  };
}

/** Units of one kind as groups, with what of the city is in none of them. */
function groupsOf(
  units: Readonly<Record<string, UnitFigures>>,
  prefix: string,
  city: Counted,
  nameOf: (code: string) => PublicGroup["name"],
): (Counted & { id: string; name: PublicGroup["name"] })[] {
  const groups = Object.entries(units)
    .filter(([unit]) => unit.startsWith(prefix))
    .map(([unit, { received, due, late }]) => {
      const key = unit.slice(prefix.length);
      const id = key === UNLOCATED_KEY ? "" : key;
      return { id, name: nameOf(id), received, due, late };
    });
  const left = (count: keyof Counted) => groups.reduce((rest, group) => rest - group[count], city[count]);
  if (left("received") === 0 || groups.some(({ id }) => id === "")) return groups;
  return [
    ...groups,
    { id: "", name: nameOf(""), received: left("received"), due: left("due"), late: left("late") },
  ];
}

function tableOf(
  groups: readonly (Counted & { id: string; name: PublicGroup["name"] })[],
  isSensitive?: (group: { id: string }) => boolean,
): PublicTable {
  const { shown, hidden } = suppress(groups, MINIMUM_GROUP, isSensitive);
  return {
    groups: shown.map((group) => ({ id: group.id, name: group.name, ...figuresOf(group) })),
    rest: { groups: hidden.length, received: hidden.reduce((sum, { received }) => sum + received, 0) },
  };
}

function figuresOf({ received, due, late }: Counted) {
  return { received, due, late, on_time_rate: due < MINIMUM_DUE ? null : share(due - late, due) };
}
