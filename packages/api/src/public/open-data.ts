import { API_PREFIX, PUBLIC_TABLES, type PublicTable } from "@toancanh/contracts";
import { languageOf, openDataTextsFor, pickText, toCsv } from "@toancanh/words";
import type { HandlerContext } from "../context.ts";
import { stampOfClock } from "../figures/figure-source.ts";
import { type Handlers, MediaReply } from "../handler.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import { openPublicMonths } from "./public-months.ts";
import { readPublicReport } from "./public-report.ts";

/** What is public: months, one report by its number, and the catalogue of both. */
export function openDataHandlers(
  context: HandlerContext,
): Pick<
  Handlers,
  "public_months" | "public_month" | "public_month_file" | "public_report" | "public_catalog"
> {
  const { profile, clock } = context;
  const months = openPublicMonths(context);
  const language = languageOf(profile.locale);
  return {
    public_months: async () => ({
      ...stampOfClock(clock),
      city: profile.name,
      line: profile.line_name,
      time_zone: profile.time_zone,
      months: await months.list(),
    }),
    public_month: async ({ store, params }) => ({
      ...stampOfClock(clock),
      ...(await months.read(store, params.period)),
    }),
    async public_month_file({ store, params: { period }, query: { table } }) {
      const month = await months.read(store, period);
      const asked = month[table];
      if (asked === null) throw noWards(period);
      return new MediaReply(renderTable(asked, language), {
        "content-disposition": `attachment; filename="${period}-${table}.csv"`,
      });
    },
    public_report: ({ store, params }) => readPublicReport(context, store, params.id),
    async public_catalog() {
      const texts = openDataTextsFor(language);
      const published = (await months.list()).filter(({ state }) => state === "published");
      const catalog = {
        "@context": "https://www.w3.org/ns/dcat.jsonld",
        "@type": "Catalog",
        title: texts.catalog(pickText(profile.line_name, language), pickText(profile.name, language)),
        language,
        dataset: published.map(({ period, from, to, revision }) => ({
          "@type": "Dataset",
          identifier: period,
          title: texts.month(period),
          version: String(revision),
          temporal: { "@type": "PeriodOfTime", startDate: from, endDate: to },
          distribution: [
            {
              "@type": "Distribution",
              mediaType: "application/json",
              accessURL: `${API_PREFIX}/public/months/${period}`,
            },
            ...PUBLIC_TABLES.map((table) => ({
              "@type": "Distribution",
              mediaType: "text/csv",
              downloadURL: `${API_PREFIX}/public/months/${period}/file?table=${table}`,
            })),
          ],
        })),
      };
      return new MediaReply(JSON.stringify(catalog));
    },
  };
}

function noWards(period: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: "not-public",
    title: "Not public",
    detail: `Figures by ward are told when ${period} is published.`,
  });
}

/** Names of columns are those of the JSON, so that both are read by the same program. */
function renderTable({ groups, rest }: PublicTable, language: "vi" | "en"): string {
  const texts = openDataTextsFor(language);
  return toCsv([
    ["id", "name", "received", "due", "late", "on_time_rate"],
    ...groups.map((one) => [
      one.id,
      pickText(one.name, language),
      one.received,
      one.due,
      one.late,
      one.on_time_rate ?? "",
    ]),
    ...(rest.groups === 0 ? [] : [["", texts.rest(rest.groups), rest.received, "", "", ""]]),
  ]);
}
