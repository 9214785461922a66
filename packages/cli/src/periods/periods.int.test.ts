import type { FigureChange, ReportEvent, StoredEvent } from "@toancanh/contracts";
import { measureScope, nameUnit, type ScopeFigures, type ScopeKind, stateAt } from "@toancanh/domain";
import { type Ingester, locateReport } from "@toancanh/ingest";
import { createScoping } from "@toancanh/periods";
import { createSimulator } from "@toancanh/simulator";
import { openStore, type Store } from "@toancanh/store";
import { describe, expect, it } from "vitest";
import { type City, loadCity } from "../city/open-city.ts";
import type { PERIOD_ACTS } from "../program/options.ts";
import { runRanking } from "../ranking/run-ranking.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { openQuietIngester } from "../testing/quiet-ingester.ts";
import { makeFolder, recordTerminal } from "../testing/run-command.ts";
import { listPeriods, runPeriod } from "./run-period.ts";

const HOUR = 3_600_000;
const PERIOD = "2025-10";
const FROM = Date.parse("2025-09-25T12:00:00+07:00");
const TO = Date.parse("2025-10-25T12:00:00+07:00");

async function withIngester<T>(
  city: City,
  path: string,
  run: (ingester: Ingester, store: Store) => Promise<T>,
): Promise<T> {
  const store = await openStore({ path, blockOf: city.rulebook.blockOf, clock: { now: Date.now } });
  const ingester = openQuietIngester(store, city, Date.now);
  try {
    return await run(ingester, store);
  } finally {
    await ingester.close();
    await store.close();
  }
}

/** Runs a command in this process, and reads the JSON it prints. */
async function answerOf<T>(run: (terminal: Terminal) => Promise<T>) {
  const { terminal, output } = recordTerminal();
  const code = await run(terminal);
  return { code, answer: JSON.parse(output.stdout) };
}

function period(data: string, command: (typeof PERIOD_ACTS)[number], more: object = {}, name = PERIOD) {
  return answerOf((terminal) => runPeriod(command, name, { profile: "hcmc", data, ...more }, terminal));
}

async function ranking(data: string, more: object = {}) {
  const options = { profile: "hcmc", data, period: PERIOD, group: "wards", over: "1", ...more };
  return (await answerOf((terminal) => runRanking(options, terminal))).answer;
}

function exitCodeOf(code: 1 | 2): unknown {
  return expect.objectContaining({ name: "CommandError", exitCode: code });
}

/** Reports of one hour a day, and 500 of them with their last event before the cut-off held back. */
function simulateMonth({ profile, rulebook, wardIndex, simulation }: City) {
  if (simulation === null) throw new Error("profiles/hcmc has no simulation.json");
  const simulator = createSimulator({ profile, rulebook, wardIndex, settings: simulation, seed: 13 });
  const known: ReportEvent[] = [];
  const late: ReportEvent[] = [];
  for (let hour = FROM - 24 * HOUR; hour < TO + 24 * HOUR; hour += 25 * HOUR) {
    for (const { events, received_at } of simulator.reportsBornIn(hour, 2)) {
      const last = events.findLastIndex(({ time }) => Date.parse(time) <= TO);
      const isHeld = late.length < 500 && last > 1 && received_at >= FROM && received_at < TO;
      if (isHeld) late.push(...events.slice(last, last + 1));
      known.push(...events.filter((_, index) => !isHeld || index !== last));
    }
  }
  return { known, late };
}

const SCOPES: ScopeKind[] = ["city", "block", "agency", "ward", "district", "category", "channel"];

/** Names of the units whose figures the late events change, found without the code that closes periods. */
function changedUnits(city: City, events: readonly StoredEvent[], lateIds: ReadonlySet<string>): string[] {
  const scoping = createScoping(city);
  const byReport = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const known = byReport.get(event.service_request_id);
    if (known) known.push(event);
    else byReport.set(event.service_request_id, [event]);
  }
  const statesOf = (wanted: (event: StoredEvent) => boolean) =>
    [...byReport.values()].flatMap((report) => {
      const moment = { asOf: TO, knownAt: Number.POSITIVE_INFINITY };
      const state = stateAt(city.rulebook, report.filter(wanted), moment);
      return state === null ? [] : [locateReport(city.wardIndex, city.profile.default_points, state)];
    });
  const [before, after] = [statesOf(({ id }) => !lateIds.has(id)), statesOf(() => true)];
  return SCOPES.flatMap((scope) => {
    const population = { from: FROM, to: TO, asOf: TO };
    const was = measureScope(scoping, before, scope, population);
    const is = measureScope(scoping, after, scope, population);
    const text = (figures: ScopeFigures | undefined) =>
      JSON.stringify({
        ...figures,
        stages: figures?.stages.toSorted((a, b) => (a.stage < b.stage ? -1 : 1)),
      });
    return [...new Set([...was.keys(), ...is.keys()])]
      .filter((key) => text(was.get(key)) !== text(is.get(key)))
      .map((key) => nameUnit(scope, key));
  }).sort();
}

describe("closing a period", () => {
  it("keeps published figures whatever comes later, and a revision names exactly what changed", async () => {
    const city = await loadCity("hcmc");
    const path = await makeFolder();
    const { known, late } = simulateMonth(city);
    expect(late).toHaveLength(500);
    await withIngester(city, path, (ingester) => ingester.acceptEvents(known));
    await expect(period(path, "verify")).rejects.toEqual(exitCodeOf(1));
    await expect(period(path, "publish")).rejects.toEqual(exitCodeOf(1));
    await expect(period(path, "revise", { reason: "x" })).rejects.toEqual(exitCodeOf(1));
    await expect(period(path, "freeze", {}, "2025-13")).rejects.toEqual(exitCodeOf(2));
    await expect(period(path, "freeze", { kind: "year" })).rejects.toEqual(exitCodeOf(2));
    await expect(period(path, "freeze", {}, "2098-01")).rejects.toEqual(exitCodeOf(1));

    const frozen = (await period(path, "freeze")).answer;
    expect(frozen).toMatchObject({
      period: PERIOD,
      kind: "official",
      state: "frozen",
      revision: 1,
      from: "2025-09-25T05:00:00.000Z",
      to: "2025-10-25T05:00:00.000Z",
      cut_off: "2025-10-25T05:00:00.000Z",
    });
    expect(frozen.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(frozen)).toEqual([
      "period",
      "kind",
      "state",
      "revision",
      "from",
      "to",
      "cut_off",
      "known_at",
      "hash",
    ]);
    await expect(period(path, "freeze")).rejects.toEqual(exitCodeOf(1));
    const published = (await period(path, "publish")).answer;
    expect(published).toEqual({ ...frozen, state: "published" });
    await expect(period(path, "publish")).rejects.toEqual(exitCodeOf(1));
    const rankedBefore = await ranking(path);

    const events = await withIngester(city, path, async (ingester, store) => {
      await ingester.acceptEvents(late);
      return store.readEventSpan({
        from: FROM - 48 * HOUR,
        to: TO + 48 * HOUR,
        knownAt: Number.POSITIVE_INFINITY,
      });
    });
    const verified = await period(path, "verify");
    expect(verified).toMatchObject({
      code: 0,
      answer: { equal: true, figures_hash_recomputed: frozen.hash },
    });
    expect(await ranking(path)).toEqual(rankedBefore);

    await expect(period(path, "revise")).rejects.toEqual(exitCodeOf(2));
    const revised = (await period(path, "revise", { reason: "500 sự kiện đến trễ" })).answer;
    expect(revised).toMatchObject({ state: "published", revision: 2, cut_off: frozen.cut_off });
    expect(revised.hash).not.toBe(frozen.hash);
    const diff: FigureChange[] = revised.diff;
    expect([...new Set(diff.map(({ unit }) => unit))].sort()).toEqual(
      changedUnits(city, events, new Set(late.map(({ id }) => id))),
    );
    expect(await ranking(path)).not.toEqual(rankedBefore);

    // Another directory of the same events, as they were recorded, with what was closed.
    const other = await makeFolder();
    const acts = await withIngester(city, path, async (_, store) => {
      const listed = await store.readPeriodActs("official", PERIOD);
      return Promise.all(
        listed.map(async (act) => ({
          ...act,
          figures:
            act.act === "publish" ? null : await store.readPeriodFigures(act.kind, act.period, act.revision),
        })),
      );
    });
    expect(acts.map(({ act, revision }) => [act, revision])).toEqual([
      ["freeze", 1],
      ["publish", 1],
      ["revise", 2],
    ]);
    await withIngester(city, other, async (ingester, store) => {
      const recorded = new Map(events.map((event) => [event.id, event.recorded_at] as const));
      const all = [...known, ...late].reverse();
      await ingester.acceptEvents(all, { recordedAt: (index) => recorded.get(all[index]?.id ?? "") ?? 0 });
      for (const act of acts) await store.appendPeriodAct(act);
    });
    expect((await period(other, "verify")).answer).toMatchObject({
      equal: true,
      revision: 2,
      hash: revised.hash,
    });

    // One that imports the events anew knows all of them, as the revision does.
    const third = await makeFolder();
    await withIngester(city, third, (ingester) => ingester.acceptEvents([...late, ...known]));
    expect((await period(third, "freeze")).answer.hash).toBe(revised.hash);

    const reconciled = (await period(path, "reconcile")).answer;
    const { a, b, both, only_a, only_b } = reconciled.counts;
    expect([a.received, b.received]).toEqual([
      both.received + only_a.received,
      both.received + only_b.received,
    ]);
    const reasons = (reason: string) =>
      reconciled.differences.filter((one: { reason: string }) => one.reason === reason).length;
    expect([reasons("only_a"), reasons("only_b")]).toEqual([only_a.received, only_b.received]);

    const { answer: ofList } = await answerOf((terminal) =>
      listPeriods(undefined, { profile: "hcmc", data: path }, terminal),
    );
    expect(ofList.find((one: { period: string }) => one.period === PERIOD)).toMatchObject({
      state: "published",
      revision: 2,
      hash: revised.hash,
    });
    expect(ofList[0]).toMatchObject({ state: "draft", revision: 0, hash: null });
  }, 300_000);

  it("tells a figure that is not what the events come to", async () => {
    const city = await loadCity("hcmc");
    const path = await makeFolder();
    const { known } = simulateMonth(city);
    await withIngester(city, path, (ingester) => ingester.acceptEvents(known.slice(0, 3000)));
    await period(path, "freeze", { despiteBlocks: true });
    // Events that pretend to have been known.
    await withIngester(city, path, (ingester) =>
      ingester.acceptEvents(known.slice(3000), { recordedAt: () => TO }),
    );
    const { code, answer } = await period(path, "verify");
    expect(code).toBe(1);
    expect(answer).toMatchObject({ equal: false });
    expect(answer.figures_hash_recomputed).not.toBe(answer.hash);
    expect(answer.diff.length).toBeGreaterThan(0);
  }, 300_000);
});

describe("ranking", () => {
  it("answers what-if as if the closing events had come, and explains to the last digit", async () => {
    const city = await loadCity("hcmc");
    const path = await makeFolder();
    const { known } = simulateMonth(city);
    await withIngester(city, path, (ingester) => ingester.acceptEvents(known));
    const before = await ranking(path, { group: "maintenance" });
    expect(before.rows.length).toBeGreaterThan(3);
    const { unit } = before.rows.find((row: { components: { id: string; bad: number }[] }) =>
      row.components.some(({ id, bad }) => id === "not_overdue" && bad > 0),
    );
    const explained = (await ranking(path, { group: "maintenance", explain: unit })).explain;
    const units = (values: number[]) => values.reduce((sum, value) => sum + Math.round(value * 1000), 0);
    expect(units(explained.reports.map(({ points }: { points: number }) => points))).toBe(
      Math.round((100 - explained.points) * 1000),
    );
    expect(explained.verdict.kind).toBe("too_few");

    const open = explained.reports
      .filter((one: { components: { id: string }[] }) =>
        one.components.some(({ id }) => id === "not_overdue"),
      )
      .map(({ service_request_id }: { service_request_id: string }) => service_request_id);
    expect(open.length).toBeGreaterThan(0);
    const asked = { group: "maintenance", whatIf: unit, close: open.join(",") };
    const supposed = await ranking(path, asked);
    expect(supposed.what_if.after.points).toBeGreaterThan(supposed.what_if.before.points);
    expect(supposed.rows).not.toEqual(before.rows);

    const closing = open.map((id: string): ReportEvent => {
      const own = known.find(({ subject }) => subject === id);
      if (own === undefined) throw new Error(`no event of ${id}`);
      return {
        specversion: "1.0",
        id: `closing-${id}`,
        source: "urn:test:desk",
        type: "vn.toancanh.report.closed",
        subject: id,
        time: supposed.what_if.closed_at,
        data: { requested_datetime: own.data.requested_datetime },
      };
    });
    await withIngester(city, path, (ingester) => ingester.acceptEvents(closing));
    expect((await ranking(path, { group: "maintenance" })).rows).toEqual(supposed.rows);
  }, 300_000);

  it("refuses what it cannot rank", async () => {
    const path = await makeFolder();
    await expect(ranking(path, { group: "nobody" })).rejects.toThrow(CommandError);
    await expect(ranking(path, { scoring: "nothing" })).rejects.toEqual(exitCodeOf(2));
    await expect(ranking(path, { over: "2" })).rejects.toEqual(exitCodeOf(2));
    await expect(ranking(path, { whatIf: "x" })).rejects.toEqual(exitCodeOf(2));
    await expect(ranking(path, { period: "October" })).rejects.toEqual(exitCodeOf(2));
    await expect(ranking(path, { explain: "so-noi-vu" })).rejects.toEqual(exitCodeOf(2));
  });
});
