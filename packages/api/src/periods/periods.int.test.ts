import {
  API_PREFIX,
  type AuditFact,
  ClosingSchema,
  ClosingsSchema,
  ENDPOINTS,
  PeerGroupsSchema,
  RankingExplanationSchema,
  ScorecardSchema,
  WhatIfSchema,
} from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTrialDoor } from "../server/access/door.ts";
import { checkShape } from "../testing/check-shape.ts";
import { type Bench, openBench } from "../testing/open-bench.ts";

/** 27 November 2025, 16:00 in Ho Chi Minh City: two days after the cut-off of November. */
const NOW = Date.parse("2025-11-27T16:00:00+07:00");
const PERIOD = "2025-11";

let bench: Bench;
let api: FastifyInstance;
const facts: AuditFact[] = [];

beforeAll(async () => {
  bench = await openBench(NOW);
  // Four hours of one day in each of six weeks: two periods with something in them.
  await bench.seed(
    Array.from({ length: 42 }, (_, day) => [7, 8, 30, 31].map((hour) => hour + 24 * day)).flat(),
  );
  const door = openTrialDoor(bench.profile, async (fact) => {
    facts.push(fact);
  });
  api = bench.openApi({ door, tuning: { settleMs: 0 } });
}, 120_000);
afterAll(() => bench.close());

function as(role: string): Record<string, string> {
  return { cookie: `toancanh_role=${encodeURIComponent(role)}` };
}

async function get(path: string, role = "department") {
  return api.inject({ url: `${API_PREFIX}${path}`, headers: as(role) });
}

async function post(path: string, payload: object = {}, role = "department") {
  return api.inject({ method: "POST", url: `${API_PREFIX}${path}`, headers: as(role), payload });
}

describe("closing a period over the API", () => {
  it("lists, freezes, keeps back, publishes and revises", async () => {
    const listed = checkShape(ClosingsSchema, (await get("/closings")).json()).periods;
    expect(listed.map(({ period, state }) => [period, state])).toEqual([
      ["2025-12", "running"],
      [PERIOD, "draft"],
      ["2025-10", "draft"],
    ]);
    expect(listed[0]).toMatchObject({ revision: 0, hash: null, blocked_by: [], revisions: [], city: null });

    const running = await post("/closings/2025-12/freeze");
    expect([running.statusCode, running.json().code]).toEqual([409, "period-state"]);
    expect((await post(`/closings/${PERIOD}/publish`)).statusCode).toBe(409);
    expect((await post(`/closings/${PERIOD}/freeze`, {}, "office~agency:ttql-duong-bo")).statusCode).toBe(
      403,
    );

    const draft = checkShape(ClosingSchema, (await get(`/closings/${PERIOD}`)).json());
    const frozen = await post(`/closings/${PERIOD}/freeze`, { despite_blocks: true });
    expect(frozen.statusCode).toBe(200);
    const closed = checkShape(ClosingSchema, frozen.json());
    expect(closed).toMatchObject({ state: "frozen", revision: 1, published_at: null, city: draft.city });
    expect(closed.city?.received).toBeGreaterThan(100);
    expect(facts.at(-1)).toMatchObject({
      action: "close",
      subject: `official ${PERIOD}`,
      role: "department",
    });
    expect((await post(`/closings/${PERIOD}/freeze`)).statusCode).toBe(409);

    const ranking = `/rankings?period=${PERIOD}&group=wards`;
    const kept = await get(ranking, "leader");
    expect([kept.statusCode, kept.json().code]).toEqual([403, "not-public-yet"]);
    const ofLeader = checkShape(ClosingSchema, (await get(`/closings/${PERIOD}`, "leader")).json());
    expect(ofLeader).toMatchObject({ state: "frozen", city: null, diff: [] });
    const before = facts.length;
    expect((await get(ranking)).statusCode).toBe(200);
    expect(facts.slice(before)).toMatchObject([{ action: "early_reading", subject: `official ${PERIOD}` }]);

    // Nor does the period after it tell: not beside its own figures, not in its trend, not summed up with them.
    const next = "period=2025-12&group=wards";
    const neighbours = async (role: string) => {
      const { rows } = checkShape(
        ENDPOINTS.rankings.answer.schema,
        (await get(`/rankings?${next}`, role)).json(),
      );
      const card = await get("/scorecards?period=2025-12&unit=city", role);
      const { trend, before } = checkShape(ScorecardSchema, card.json());
      return [
        rows.some(({ previous_rank }) => previous_rank !== null),
        trend.at(-2)?.received ?? null,
        before?.received ?? null,
      ];
    };
    expect(await neighbours("leader")).toEqual([false, null, null]);
    expect(await neighbours("department")).toEqual([true, closed.city?.received, closed.city?.received]);
    const together = await get(`/rankings?${next}&over=3`, "leader");
    expect([together.statusCode, together.json().code]).toEqual([403, "not-public-yet"]);

    const remark = (text: string, role?: string) => post(`/closings/${PERIOD}/remark`, { text }, role);
    expect((await remark("Đề nghị rà soát.", "leader")).statusCode).toBe(403);
    expect((await remark("  ")).statusCode).toBe(400);
    expect((await remark("Câu cũ.")).json()).toMatchObject({ remark: { text: "Câu cũ." }, revision: 1 });
    expect((await remark("Đề nghị rà soát.")).json()).toMatchObject({ remark: { text: "Đề nghị rà soát." } });
    expect(facts.at(-1)).toMatchObject({ action: "remark", subject: `official ${PERIOD}` });
    expect((await get(`/closings/${PERIOD}`, "leader")).json()).toMatchObject({ remark: null });
    const file = (role: string, format = "docx") =>
      get(`/city-report/file?period=${PERIOD}&format=${format}`, role);
    expect((await file("leader")).statusCode).toBe(403);
    const report = await file("department", "pdf");
    expect([report.statusCode, report.headers["content-type"]]).toEqual([200, "application/pdf"]);
    expect(report.rawPayload.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(facts.at(-1)).toMatchObject({ action: "export", subject: `official-${PERIOD}-report.pdf` });

    expect((await post(`/closings/${PERIOD}/publish`)).json()).toMatchObject({ state: "published" });
    expect((await file("leader")).statusCode).toBe(200);
    expect((await remark("Sau công bố.")).json()).toMatchObject({ status: 409, code: "period-state" });
    expect(await neighbours("leader")).toEqual([true, closed.city?.received, closed.city?.received]);
    expect(facts.some(({ action }) => action === "publish")).toBe(true);
    expect((await get(ranking, "leader")).statusCode).toBe(200);

    const verified = await get(`/closings/${PERIOD}/verification`);
    expect(verified.json()).toMatchObject({ equal: true, figures_hash_recomputed: closed.hash, diff: [] });

    expect((await post(`/closings/${PERIOD}/revise`, { reason: " " })).statusCode).toBe(400);
    const revised = await post(`/closings/${PERIOD}/revise`, { reason: "thử lại" });
    expect(revised.json()).toMatchObject({
      state: "published",
      revision: 2,
      hash: closed.hash,
      diff: [],
      revisions: [
        { revision: 1, reason: "" },
        { revision: 2, reason: "thử lại", changed_units: 0 },
      ],
    });
    expect((await get(`/closings/${PERIOD}?revision=1`)).json()).toMatchObject({ revision: 1 });
    expect((await get(`/closings/${PERIOD}?revision=9`)).statusCode).toBe(404);
  }, 120_000);

  it("refuses what names no period", async () => {
    expect((await get("/closings/2025-13")).statusCode).toBe(400);
    expect((await get("/closings/october")).statusCode).toBe(400);
    expect((await get("/closings?kind=year")).statusCode).toBe(400);
    expect((await get("/closings/2031-01")).statusCode).toBe(200);
    expect((await get("/rankings?period=2031-01&group=wards")).statusCode).toBe(409);
  });
});

describe("objections over the API", () => {
  const cardOf = async (period: string, unit: string) =>
    checkShape(ScorecardSchema, (await get(`/scorecards?period=${period}&unit=${unit}`)).json());

  /** An agency with something late, and its longest late report. */
  async function findLate(period: string) {
    for (const group of ["maintenance", "wards"]) {
      const answer = await get(`/rankings?period=${period}&group=${group}`);
      const { rows } = checkShape(ENDPOINTS.rankings.answer.schema, answer.json());
      const unit = rows.find(({ late }) => late > 0)?.unit;
      if (unit === undefined) continue;
      const { cases, now } = await cardOf(period, unit);
      return { unit, report: cases?.[0]?.service_request_id ?? "", late: now.late };
    }
    throw new Error("nothing is late");
  }

  /** Filed by the office after all that is refused, and upheld. */
  async function uphold(unit: string, report: string): Promise<string> {
    const office = `office~agency:${unit}`;
    const asked = await get(`/objections?report=${report}`, office);
    const { filing, reasons } = checkShape(ENDPOINTS.objections.answer.schema, asked.json());
    expect(filing).toMatchObject({ is_open: true, late: [{ agency: unit }] });
    expect(reasons.map(({ id }) => id)).toContain("other");
    const turn = filing?.late[0]?.turn ?? 0;
    const sent = { report, agency: unit, turn, reason: "other", text: `Xong trước hạn, phản ánh ${report}` };
    expect((await post("/objections", sent)).statusCode).toBe(403);
    expect((await post("/objections", sent, "office~agency:so-noi-vu")).statusCode).toBe(404);
    expect((await post("/objections", { ...sent, reason: "none" }, office)).statusCode).toBe(400);
    const phone = await post("/objections", { ...sent, text: "Gọi 0909 123 456" }, office);
    expect([phone.statusCode, phone.json().detail]).toEqual([400, expect.stringContaining("phone")]);
    expect((await post("/objections", { ...sent, turn: 9 }, office)).json().code).toBe("objection-state");
    const filed = await post("/objections", sent, office);
    expect(filed.json()).toMatchObject({ state: "open", service_request_id: report, counted_in: null });
    expect(facts.at(-1)).toMatchObject({ action: "objection", role: "office", subject: filed.json().id });
    expect((await post("/objections", sent, office)).statusCode).toBe(409);
    const { id, period } = filed.json();
    const { blocked_by, state } = (await get(`/closings/${period}`)).json();
    const codes = blocked_by.map(({ code }: { code: string }) => code);
    expect(codes.includes("open_objections")).toBe(state === "draft");
    expect((await get("/objections", "leader")).statusCode).toBe(403);
    expect((await get("/objections", "office~agency:so-noi-vu")).json().rows).toEqual([]);

    const decision = { decision: "upheld", ground: "Văn bản 412/UBND-KT gửi trước hạn." };
    expect((await post(`/objections/${id}/decision`, decision, office)).statusCode).toBe(403);
    expect((await post("/objections/none/decision", decision)).statusCode).toBe(404);
    expect((await post(`/objections/${id}/decision`, { ...decision, ground: " " })).statusCode).toBe(400);
    const decided = await post(`/objections/${id}/decision`, decision);
    expect(decided.json()).toMatchObject({ state: "upheld", versions: [{ version: 1 }, { version: 2 }] });
    expect(facts.at(-1)).toMatchObject({ action: "objection_decision", subject: id });
    expect((await post(`/objections/${id}/decision`, decision)).statusCode).toBe(409);
    const { objections, lines } = (await get(`/reports/${report}/explain`, office)).json();
    expect(objections).toMatchObject([{ id, agency: unit, state: "upheld" }]);
    expect(lines.at(-1)).toContain("412/UBND-KT");
    return id;
  }

  it("count in a draft as soon as they are upheld", async () => {
    const { unit, report, late } = await findLate("2025-10");
    const id = await uphold(unit, report);
    const { now, excused, excused_cases } = await cardOf("2025-10", unit);
    expect(now.late).toBe(late - 1);
    expect([excused, excused_cases]).toMatchObject([[{ service_request_id: report, objection: id }], 1]);
  }, 60_000);

  it("count in the next revision of what is published, and change no earlier one", async () => {
    const { unit, report, late } = await findLate(PERIOD);
    const id = await uphold(unit, report);
    expect((await cardOf(PERIOD, unit)).now.late).toBe(late);
    expect((await get(`/closings/${PERIOD}/verification`)).json()).toMatchObject({ equal: true });
    const { diff, revision } = (await post(`/closings/${PERIOD}/revise`, { reason: id })).json();
    expect(diff).toContainEqual({ unit, figure: "late", before: late, after: late - 1 });
    expect(diff.some((change: { unit: string }) => change.unit === "city")).toBe(false);
    expect((await get(`/closings/${PERIOD}/verification`)).json()).toMatchObject({ equal: true });
    const { now, excused } = await cardOf(PERIOD, unit);
    expect([now.late, excused]).toMatchObject([late - 1, [{ objection: id }]]);
    const { rows } = (await get("/objections")).json();
    const counted = rows.find((one: { id: string }) => one.id === id);
    expect(counted).toMatchObject({ counted_in: revision });
  }, 60_000);
});

describe("scorecards over the API", () => {
  async function card(unit: string, role = "department", lang = "vi") {
    const answer = await get(
      `/scorecards?period=2025-10&unit=${encodeURIComponent(unit)}&lang=${lang}`,
      role,
    );
    expect([unit, answer.statusCode]).toEqual([unit, 200]);
    return checkShape(ScorecardSchema, answer.json());
  }

  it("add up, for every kind of unit and in both languages", async () => {
    for (const unit of ["city", "block:wards", "ttql-duong-bo", "ward:26740", "district:Quận 1"]) {
      for (const lang of ["vi", "en"]) {
        const { now, fields, late_cases, cases, map, trend, definitions } = await card(
          unit,
          "department",
          lang,
        );
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        expect(sum(fields.map(({ received }) => received))).toBe(now.received);
        expect(sum(fields.map(({ late }) => late))).toBe(now.late);
        expect(sum(fields.map(({ due }) => due))).toBe(now.due);
        expect(late_cases).toBe(now.late);
        expect(cases?.length).toBe(
          Math.min(now.late, unit === "city" || unit.startsWith("block") ? 30 : 200),
        );
        expect(map.located + map.unlocated).toBe(now.received);
        expect(trend.map(({ period }) => period)).toEqual([
          ...["2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04"],
          ...["2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10"],
        ]);
        expect(trend.at(-1)?.received).toBe(now.received);
        expect(definitions.length).toBeGreaterThan(4);
      }
    }
  }, 60_000);

  it("say what the ranking says", async () => {
    const { rows } = (await get("/rankings?period=2025-10&group=maintenance")).json();
    for (const row of rows) {
      const { standing, lost, now } = await card(row.unit);
      expect(standing).toMatchObject({ rank: row.rank, points: row.points });
      expect(now).toMatchObject({ due: row.due, late: row.late });
      if (row.points !== null) expect(lost?.all).toBeCloseTo(100 - row.points, 6);
    }
  }, 60_000);

  it("show single reports to those who may see them", async () => {
    const own = "office~agency:ttql-duong-bo";
    expect((await card("ttql-duong-bo", own)).cases).not.toBeNull();
    for (const [unit, role] of [
      ["ttql-duong-thuy", own],
      ["ttql-duong-bo", "leader"],
      ["city", own],
    ] as const) {
      expect(await card(unit, role)).toMatchObject({ cases: null, map: { points: null } });
    }
    expect((await get("/scorecards?period=2025-10&unit=nobody")).statusCode).toBe(400);
  });
});

describe("rankings over the API", () => {
  const RANKING = "period=2025-10&group=wards";

  it("ranks, explains to the last digit and supposes", async () => {
    const { groups } = checkShape(PeerGroupsSchema, (await get("/peer-groups")).json());
    expect(groups.map(({ group }) => group)).toEqual(
      expect.arrayContaining(["wards", "maintenance", "district:Quận 1"]),
    );
    const answer = await get(`/rankings?${RANKING}`, "leader");
    const ranking = checkShape(ENDPOINTS.rankings.answer.schema, answer.json());
    expect(ranking).toMatchObject({ state: "draft", revision: 0, simulated: true, scope: "agency" });
    const row = ranking.rows.find(({ points }) => points !== null && points < 100);
    if (row?.points === undefined || row.points === null) throw new Error("nobody has lost a point");
    expect(ranking.units.map(({ unit }) => unit)).toEqual(ranking.rows.map(({ unit }) => unit));

    const explained = checkShape(
      RankingExplanationSchema,
      (await get(`/rankings/explain?${RANKING}&unit=${row.unit}`)).json(),
    );
    const lost = explained.reports.reduce((sum, { points }) => sum + Math.round(points * 1000), 0);
    expect(lost).toBe(Math.round((100 - row.points) * 1000));

    const ids = explained.reports.map(({ service_request_id }) => service_request_id);
    const supposed = await get(`/rankings/what-if?${RANKING}&unit=${row.unit}&close=${ids.join(",")}`);
    const whatIf = checkShape(WhatIfSchema, supposed.json());
    expect(whatIf.before.points).toBe(row.points);
    expect(whatIf.after.points).toBeGreaterThanOrEqual(row.points);
    const together = await get(`/rankings?${RANKING}&over=3`);
    expect(together.json()).toMatchObject({ over: 3, group: "wards" });
    expect(whatIf.ranking.rows.find(({ unit }) => unit === row.unit)?.points).toBe(whatIf.after.points);
  }, 60_000);

  it("shows an office its own reports only", async () => {
    const own = "office~agency:ttql-duong-bo";
    const other = `/rankings/explain?${RANKING}&unit=ubnd-25747`;
    expect((await get(other, own)).statusCode).toBe(404);
    expect((await get(`/rankings/explain?${RANKING}&unit=none`, own)).json().detail).toContain("none");
    expect((await get(other, "leader")).statusCode).toBe(403);
  });

  it("refuses what it cannot rank", async () => {
    for (const wrong of ["group=nobody", "group=wards&scoring=none", "group=wards&over=2", ""]) {
      expect([wrong, (await get(`/rankings?period=2025-10&${wrong}`)).statusCode]).toEqual([wrong, 400]);
    }
    const closed = `/rankings/what-if?${RANKING}&unit=ubnd-25747&close=NONE`;
    expect((await get(closed)).statusCode).toBe(404);
  });
});
