import type { FloodGroupRow, IncidentRow, Incidents, IncidentsQuery } from "@toancanh/contracts";
import {
  type FloodGroup,
  findIncidents,
  floodSince,
  groupFlood,
  type Incident,
  type IncidentReport,
  localDaysBefore,
  periodContaining,
} from "@toancanh/domain";
import { createAnswerCache } from "../../answer-cache.ts";
import { type FigureSource, stampAt, toInstant, toInstantOrNull } from "../../figure-source.ts";
import { type LocalRates, RATE_RESOLUTION, readLocalRates } from "./local-rates.ts";

const DEFAULT_LIMIT = 50;
const HOUR_MS = 3_600_000;
/** Incidents are found among the reports of so many whole local days and today: within a day no anchor moves. */
const DAYS_BEFORE = 2;
/** An incident that ended is listed for so long. */
const ENDED_MS = HOUR_MS;
const FLOOD_GROUPS = 5;

/**
 * Reads incidents among the reports that the caller may see. What is usual somewhere is read from the whole city,
 * once an hour: an office's own reports do not say how many others there are.
 */
export function createIncidentReader(city: Pick<FigureSource, "store" | "profile" | "rulebook">) {
  const { profile, rulebook } = city;
  const families = profile.incident_families;
  const codes = families.flatMap((family) => (family.nearby === null ? [] : family.service_codes));
  const rates = createAnswerCache<LocalRates>({
    maxAgeMs: HOUR_MS,
    maxEntries: 2,
    now: () => performance.now(),
  });

  return async (
    source: FigureSource,
    { limit = DEFAULT_LIMIT }: IncidentsQuery,
    now: number,
  ): Promise<Incidents> => {
    const today = periodContaining(rulebook, "day", now, 0);
    const from = localDaysBefore(rulebook, today.from, DAYS_BEFORE);
    const [reports, expectMore] = await Promise.all([
      source.store.query("incident_reports", {
        as_of: now,
        from,
        to: now + 1,
        resolution: RATE_RESOLUTION,
        service_codes: codes,
      }),
      rates.get(`${from}`, 0, () => readLocalRates(city.store, profile, rulebook, from)),
    ]);
    const found = findIncidents(reports, families, expectMore, now);
    const active = found.filter((incident) => incident.ended_at === null);
    const listed = found.filter(({ ended_at }) => ended_at === null || now - ended_at <= ENDED_MS);
    const since = floodSince(found, now);
    return {
      ...stampAt(source, now),
      window: { from: toInstant(from), to: toInstant(now) },
      active: active.length,
      active_reports: active.reduce((sum, incident) => sum + incident.reports.length, 0),
      rows: listed.slice(0, limit).map(toRow),
      flood: since === null ? null : toFlood(since, groupFlood(reports, families, now)),
    };
  };
}

function toRow(incident: Incident): IncidentRow {
  const { family, centre, radius_m, extent_m, chance, open, is_new, ward_codes, cells, ended_at } = incident;
  return {
    id: incident.id,
    family: family.id,
    name: family.name,
    sign: family.sign,
    state: ended_at === null ? "active" : "ended",
    is_new,
    count: incident.reports.length,
    open,
    ...toHeld(incident),
    first: toInstant(incident.first_at),
    last: toInstant(incident.last_at),
    ended: toInstantOrNull(ended_at),
    ward_codes,
    cells,
    centre,
    radius_m,
    extent_m,
    chance,
    reports: incident.reports.map(toReport),
  };
}

function toFlood(since: number, groups: readonly FloodGroup[]): NonNullable<Incidents["flood"]> {
  const others = groups.slice(FLOOD_GROUPS);
  const dueOf = ({ due_at }: FloodGroup) => due_at ?? Number.MAX_SAFE_INTEGER;
  return {
    since: toInstant(since),
    groups: groups
      .slice(0, FLOOD_GROUPS)
      .sort((a, b) => dueOf(a) - dueOf(b) || (a.id < b.id ? -1 : 1))
      .map(toGroup),
    other_groups: others.length,
    other_reports: others.reduce((sum, group) => sum + group.reports.length, 0),
  };
}

function toGroup(group: FloodGroup): FloodGroupRow {
  const { id, family, ward_code, reports } = group;
  return {
    id,
    family: family.id,
    name: family.name,
    sign: family.sign,
    ward_code,
    count: reports.length,
    ...toHeld(group),
    reports: reports.map(toReport),
  };
}

function toHeld({ agencies, overdue, due_at }: Pick<Incident, "agencies" | "overdue" | "due_at">) {
  return { agency_responsible: agencies, overdue, due: toInstantOrNull(due_at) };
}

function toReport({ service_request_id, received_at, lat, long, finished_at }: IncidentReport) {
  return {
    service_request_id,
    requested_datetime: toInstant(received_at),
    lat,
    long,
    open: finished_at === null,
  };
}
