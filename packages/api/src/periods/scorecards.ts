import type { Scorecard } from "@toancanh/contracts";
import { MEDIA_TYPES } from "@toancanh/documents";
import { judgedAt, openScorecards, readCityReport, type Scorecards } from "@toancanh/periods";
import type { HandlerContext } from "../context.ts";
import { stampOfClock } from "../figures/figure-source.ts";
import { type Handlers, MediaReply } from "../handler.ts";
import { type Caller, grantOf } from "../server/access/caller.ts";
import { asProblem, type OpenedPeriod } from "./period-desk.ts";
import { isOwnUnit } from "./rankings.ts";

/** Periods whose scorecards are kept at a time. */
const MOST_OPEN = 4;
const HOUR_MS = 3_600_000;

interface ScorecardQuery {
  period: string;
  kind?: string;
  revision?: number;
  unit: string;
  lang?: Scorecard["lang"];
}

/** Scorecards: what belongs to single reports only for those who may see these. */
export function scorecardHandlers({
  desk,
  table,
  files,
}: Pick<HandlerContext, "desk" | "table" | "files">): Pick<
  Handlers,
  "scorecard" | "scorecard_file" | "city_report_file"
> {
  const open = new Map<string, Promise<Scorecards>>();

  async function scorecardsOf({ known, figures, seesUnpublished }: OpenedPeriod): Promise<Scorecards> {
    const { period, latest } = known;
    const now = desk.now();
    const moment = judgedAt(known, { asOf: null, knownAt: null }, now);
    const [marks] = await desk.store.query("event_marks", { from: period.from, to: period.to });
    const acts = await desk.store.readPeriodActs(period.kind, "");
    // While the period runs the minute counts; afterwards only how those in time ended can still move on, and what
    // becomes of the periods before it.
    const key = [
      period.kind,
      period.period,
      desk.stateOf(known),
      latest?.revision,
      moment.asOf,
      marks?.events,
      marks?.objections,
      acts.length,
      seesUnpublished,
      Math.floor(now / HOUR_MS),
    ].join(" ");
    const kept = open.get(key);
    if (kept !== undefined) return kept;
    for (const old of open.keys()) {
      if (open.size < MOST_OPEN) break;
      open.delete(old);
    }
    const { city, store, scoping } = desk;
    const made = openScorecards(
      { city, store, scoping, figures },
      {
        known,
        state: desk.stateOf(known),
        moment,
        now,
        simulated: desk.simulated,
      },
    );
    open.set(key, made);
    made.catch(() => open.delete(key));
    return made;
  }

  function mayShowReports(caller: Caller, unit: string): boolean {
    const { reach } = grantOf(table, caller, "report_details");
    return reach === "any" || (reach === "own" && isOwnUnit(unit, caller.units));
  }

  async function cardOf(
    query: ScorecardQuery,
    asker: { caller: Caller; address: string },
  ): Promise<Scorecard> {
    const { unit, lang = "vi" } = query;
    const opened = await desk.open(query, asker);
    const showReports = mayShowReports(asker.caller, unit);
    const card = await asProblem(async () => (await scorecardsOf(opened)).of(unit, lang, showReports));
    return { ...card, ...stampOfClock(desk.clock) };
  }

  /** A file to keep; that it was taken out is written down. */
  async function exported(
    body: Buffer,
    name: string,
    mediaType: string,
    { caller, address }: { caller: Caller; address: string },
  ): Promise<MediaReply> {
    await desk.audit({
      action: "export",
      outcome: "done",
      role: caller.role,
      who: caller.name,
      address,
      subject: name,
    });
    return new MediaReply(body, {
      "content-type": mediaType,
      "content-disposition": `attachment; filename="${name}"`,
    });
  }

  return {
    scorecard: ({ query, caller, address }) => cardOf(query, { caller, address }),
    async scorecard_file({ query, caller, address }) {
      const { format, ...asked } = query;
      const card = await cardOf(asked, { caller, address });
      const body = await files.write(card, format);
      const name = `${card.kind}-${card.period}-${card.unit.id}`.replaceAll(/[^\w.-]+/g, "-");
      return exported(body, `${name}.${format}`, MEDIA_TYPES[format], { caller, address });
    },
    async city_report_file({ query, caller, address }) {
      const { format, lang = "vi", ...asked } = query;
      const opened = await desk.open(asked, { caller, address });
      const { known, figures } = opened;
      const { city, store, scoping } = desk;
      const report = await asProblem(async () =>
        readCityReport(
          { city, store, scoping, figures },
          {
            known,
            state: desk.stateOf(known),
            moment: judgedAt(known, { asOf: null, knownAt: null }, desk.now()),
          },
          await scorecardsOf(opened),
          lang,
        ),
      );
      const body = await files.writeReport(report, format);
      const name = `${report.city.kind}-${report.city.period}-report.${format}`;
      return exported(body, name, MEDIA_TYPES[format], { caller, address });
    },
  };
}
