import type { ListedReport, Profile } from "@toancanh/contracts";
import { createFormatter, deskMessagesFor, type Language, pickText, toCsv } from "@toancanh/words";
import type { HandlerContext } from "../../context.ts";
import { nameHolders, readReportList, resolveList } from "../../figures/readers/read-report-list.ts";
import { type Handlers, MediaReply } from "../../handler.ts";
import { ApiProblem } from "../../problems/api-problem.ts";

/** Rows of one file: more is no list that a person reads, and would hold the server's memory. */
const MOST_ROWS = 100_000;
const MINUTE_MS = 60_000;

/** The reports behind a figure, in pages and as a file. */
export function reportListHandlers(context: HandlerContext): Pick<Handlers, "report_list" | "report_file"> {
  const { profile, clock, door } = context;
  return {
    report_list: async ({ store, query }) => readReportList({ ...context, store }, query, clock.now()),

    async report_file({ store, query, caller, address }) {
      const { lang = "vi", sort = "received_desc", ...filters } = query;
      const now = clock.now();
      const listed = resolveList(context, filters, now);
      const [totals] = await store.query("report_list_total", listed);
      const total = totals?.total ?? 0;
      if (total > MOST_ROWS) throw tooMany(total);
      await door.audit({
        action: "export",
        outcome: "done",
        role: caller.role,
        who: caller.name,
        address,
        subject: "/reports.csv",
        details: { rows: String(total), query: JSON.stringify(filters) },
      });
      const found = await store.query("report_list", { ...listed, sort, limit: MOST_ROWS });
      const rows = await nameHolders({ store }, found);
      return new MediaReply(renderRows(rows, profile, lang, now), {
        "content-disposition": `attachment; filename="${deskMessagesFor(lang).list.file}.csv"`,
      });
    },
  };
}

function tooMany(total: number): ApiProblem {
  const detail = `The list has ${total} rows and a file takes ${MOST_ROWS}: choose a period or a unit.`;
  return new ApiProblem({ status: 400, code: "list-too-long", title: "List too long", detail });
}

/** Codes as names, times in the city's zone; minutes late as a number, so that a spreadsheet can count. */
function renderRows(
  rows: readonly ListedReport[],
  profile: Profile,
  language: Language,
  now: number,
): string {
  const { columns, states } = deskMessagesFor(language).list;
  const format = createFormatter(language, profile.time_zone);
  const categories = new Map(
    profile.categories.map((one) => [one.service_code, pickText(one.name, language)]),
  );
  const channels = new Map(profile.channels.map((one) => [one.id, pickText(one.name, language)]));
  const agencies = new Map(profile.agencies.map((one) => [one.id, one.name]));
  const wards = new Map(profile.wards.map((one) => [one.code, one.name]));
  const time = (at: string | null) => (at === null ? "" : format.dateTime(Date.parse(at)));
  const head = [
    columns.id,
    columns.received,
    columns.category,
    columns.ward,
    columns.unit,
    columns.channel,
    columns.due,
    columns.finished,
    columns.outcome,
    columns.minutesLate,
  ];
  return toCsv([
    head,
    ...rows.map((row) => [
      row.service_request_id,
      time(row.requested_datetime),
      categories.get(row.service_code) ?? row.service_code,
      wards.get(row.ward_code) ?? row.ward_code,
      row.agency_responsible.map((id) => agencies.get(id) ?? id).join("; "),
      channels.get(row.channel) ?? row.channel,
      time(row.due),
      time(row.finished),
      states[row.outcome],
      minutesLate(row, now),
    ]),
  ]);
}

/** Begun minutes count whole, as in an explanation; 0 for what is not late. */
function minutesLate({ due, finished }: ListedReport, now: number): number {
  if (due === null) return 0;
  const end = finished === null ? now : Date.parse(finished);
  return Math.max(0, Math.ceil((end - Date.parse(due)) / MINUTE_MS));
}
