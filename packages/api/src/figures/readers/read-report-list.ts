import type {
  ListState,
  ReportFileQuery,
  ReportList,
  ReportListQuery,
  ReportSort,
} from "@toancanh/contracts";
import { type Outcome, parseInstant } from "@toancanh/domain";
import type { QueryParams, QueryRow } from "@toancanh/store";
import { invalidParameter } from "../../problems/api-problem.ts";
import { type FigureSource, stampAt, toInstant, toInstantOrNull } from "../figure-source.ts";
import { resolvePartFilters } from "../part-filters.ts";
import { resolveScope } from "../scope.ts";

const DEFAULT_LIMIT = 50;
const DEFAULT_SORT: ReportSort = "received_desc";

/** Outcomes of a state; none where the state is no set of outcomes. */
const OUTCOMES_OF: Readonly<Record<ListState, readonly Outcome[]>> = {
  all: [],
  open: [],
  missed: ["handled_late", "open_overdue"],
  due: ["handled_on_time", "handled_late", "open_overdue"],
  handled_on_time: ["handled_on_time"],
  handled_late: ["handled_late"],
  open_overdue: ["open_overdue"],
  open_in_time: ["open_in_time"],
  no_deadline: ["no_deadline"],
};

type Listed = QueryParams<"report_list_total">;
type Row = QueryRow<"report_list">;

/** Which obligations a query asks for, as the store is asked. @throws ApiProblem 400 naming the parameter */
export function resolveList(
  { profile, rulebook }: Pick<FigureSource, "profile" | "rulebook">,
  query: ReportFileQuery,
  now: number,
): Listed {
  const hasPeriod = [query.period, query.offset, query.from, query.to].some((one) => one !== undefined);
  const scope = resolveScope(query, rulebook, now);
  const moment = (name: "due_from" | "due_to") => {
    const text = query[name];
    if (text === undefined) return {};
    const at = parseInstant(rulebook.stateCalendar, text);
    if (Number.isFinite(at)) return { [name]: at };
    throw invalidParameter(name, `${name} is no date that exists; write it as 2025-11-25T12:00:00Z.`);
  };
  return {
    as_of: scope.asOf,
    ...(hasPeriod ? scope.period : {}),
    exclude: scope.exclude,
    ...resolvePartFilters(query, profile),
    ...(query.channel === undefined ? {} : { channel: query.channel }),
    outcomes: [...OUTCOMES_OF[query.state ?? "all"]],
    ...(query.state === "open" ? { open: "open" } : {}),
    ...(query.flag === undefined ? {} : { flag: query.flag }),
    ...(query.unlocated === undefined ? {} : { unlocated: "unlocated" }),
    ...(query.reopened === undefined ? {} : { reopened: "reopened" }),
    ...(query.id === undefined ? {} : { id_part: query.id }),
    ...moment("due_from"),
    ...moment("due_to"),
  };
}

/** One page of the reports behind a figure. */
export async function readReportList(
  source: FigureSource,
  query: ReportListQuery,
  now: number,
): Promise<ReportList> {
  const { limit = DEFAULT_LIMIT, sort = DEFAULT_SORT, cursor } = query;
  const listed = resolveList(source, query, now);
  const [rows, [totals]] = await Promise.all([
    source.store.query("report_list", { ...listed, sort, ...afterOf(cursor), limit: limit + 1 }),
    source.store.query("report_list_total", listed),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    ...stampAt(source, now),
    counts: listed.agency === undefined && listed.block === undefined ? "reports" : "assignments",
    total: totals?.total ?? 0,
    rows: await nameHolders(source, page),
    next: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
}

/** Rows on the wire, with those who hold a report or were given it. */
export async function nameHolders(
  { store }: Pick<FigureSource, "store">,
  rows: readonly Row[],
): Promise<ReportList["rows"]> {
  const known = await readHolders(store, rows);
  return rows.map((row) => ({
    service_request_id: row.service_request_id,
    requested_datetime: toInstant(row.received_at),
    service_code: row.service_code,
    field_group: row.field_group,
    channel: row.channel,
    ward_code: row.ward_code,
    agency_responsible: row.agency === "" ? (known.get(keyOf(row)) ?? []) : [row.agency],
    due: toInstantOrNull(row.due_at),
    finished: toInstantOrNull(row.finished_at),
    ending: row.ending,
    outcome: row.outcome,
    reopened: row.reopened,
  }));
}

const keyOf = (row: { service_request_id: string; received_at: number }) =>
  `${row.received_at} ${row.service_request_id}`;

async function readHolders(
  store: FigureSource["store"],
  rows: readonly Row[],
): Promise<Map<string, string[]>> {
  const wanted = rows.filter(({ agency }) => agency === "");
  if (wanted.length === 0) return new Map();
  const times = wanted.map(({ received_at }) => received_at);
  const found = await store.query("report_holders", {
    ids: wanted.map(({ service_request_id }) => service_request_id),
    from: times.reduce((a, b) => Math.min(a, b)),
    to: times.reduce((a, b) => Math.max(a, b)) + 1,
  });
  return new Map(
    found.map(({ holders, agencies, ...key }) => [keyOf(key), holders.length > 0 ? holders : agencies]),
  );
}

/** What the next page lies behind, in one word that a caller hands back. */
function cursorOf(row: Row): string {
  const place = [row.sort_by, row.received_at, row.service_request_id, row.due_at ?? 0, row.finished_at ?? 0];
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function afterOf(cursor: string | undefined) {
  if (cursor === undefined) return {};
  const place = parseCursor(cursor);
  if (place === null)
    throw invalidParameter("cursor", "cursor must be `next` of a page that was answered before.");
  const [after_sort, after_received, after_id, after_due, after_ended] = place;
  return { after: "after" as const, after_sort, after_received, after_id, after_due, after_ended };
}

function parseCursor(cursor: string): [number, number, string, number, number] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (!Array.isArray(value) || value.length !== 5) return null;
    const [sort, received, id, due, ended]: unknown[] = value;
    if (!isWhole(sort) || !isWhole(received) || typeof id !== "string") return null;
    return isWhole(due) && isWhole(ended) ? [sort, received, id, due, ended] : null;
  } catch {
    return null;
  }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
