import {
  EVENT_SCHEMA,
  EVENT_TYPE_PREFIX,
  type EventKind,
  type ReportEvent,
  type UnreadableField,
} from "@toancanh/contracts";
import { createWallClock, readIsoTime } from "@toancanh/domain";
import { isRecord } from "../../decode/is-record.ts";
import type { Decoded, Rejection } from "../../decode/rejection.ts";

/** How requests of one endpoint become events. */
export interface Open311Mapping {
  /** Names the feed: part of event ids and of their `source`, so it must stay the same. */
  feed: string;
  /** For times without an offset, which GeoReport does not allow; null refuses them. */
  timeZone: string | null;
  unknownServiceCode: string;
  channel: string;
}

/** A service request as the life of one report. */
export interface Open311Report {
  events: ReportEvent[];
  /** Epoch ms; null when the request does not say. */
  updatedAt: number | null;
  requestedAt: number;
  /** A status that is none of the words known: the request was taken as open. */
  unknownStatus: string | null;
}

export type Open311Reader = (request: unknown) => Decoded<Open311Report>;

/** Statuses that servers write beside the standard's own two. */
const OPEN_WORDS = new Set(
  `open new submitted received acknowledged confirmed assigned accepted reopened pending investigating planned
  in_progress in_process on_hold under_review action_scheduled referred work_order_created`.split(/\s+/),
);
const CLOSED_WORDS = new Set(
  "closed fixed resolved completed complete done duplicate no_further_action not_responsible rejected archived".split(
    " ",
  ),
);
/** A number of seconds or milliseconds since 1970 that lies between 2000 and 2100. */
const EPOCH_SECONDS = { from: 946_684_800, to: 4_102_444_800 };

/**
 * Reader of service requests of Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2): `received` when
 * requested, `assigned` when an agency is named, `closed` when the status says so, at the time of the last update.
 * Ids are made of feed, request and what the event says, so that a request read again gives the same events and a
 * changed one new ones. Descriptions, addresses, names, notes and pictures are never looked at.
 */
export function createOpen311Reader(mapping: Open311Mapping): Open311Reader {
  const wallClock = mapping.timeZone === null ? null : createWallClock(mapping.timeZone);
  const parseTime = (text: string): number | null => readEpoch(text) ?? readIsoTime(text, wallClock);

  return (request) => {
    if (!isRecord(request)) return reject("", "a service request must be an object");
    const text = (name: string): string => readText(request[name]);
    const id = text("service_request_id");
    if (id === "") return reject("service_request_id", "is empty");
    const requestedAt = parseTime(text("requested_datetime"));
    if (requestedAt === null) return reject("requested_datetime", NO_TIME);
    const updatedText = text("updated_datetime");
    const updatedAt = updatedText === "" ? null : parseTime(updatedText);
    const status = text("status")
      .toLowerCase()
      .replace(/[\s-]+/g, "_");
    if (status === "") return reject("status", "is missing");
    const isClosed = CLOSED_WORDS.has(status) || status.startsWith("closed_");
    if (isClosed && updatedAt === null) {
      const problem = updatedText === "" ? "is missing" : NO_TIME;
      return reject("updated_datetime", `${problem}: when a closed request was closed is not known`);
    }
    const unreadable: UnreadableField[] = [];
    const expectedText = text("expected_datetime");
    const expectedAt = expectedText === "" ? null : parseTime(expectedText);
    if (expectedText !== "" && expectedAt === null) unreadable.push("expected_datetime");
    const place = readPoint(text("lat"), text("long"));
    if (place === undefined) unreadable.push("lat");
    const point = place ?? null;

    const agency = text("agency_responsible");
    const identity = { requested_datetime: new Date(requestedAt).toISOString() };
    const expected = expectedAt === null ? {} : { expected_datetime: new Date(expectedAt).toISOString() };
    const envelope = <K extends EventKind>(kind: K, time: number, distinction: string) => ({
      specversion: "1.0" as const,
      id: `${mapping.feed}:${id}:${kind}${distinction === "" ? "" : `:${distinction}`}`,
      source: `urn:toancanh:open311:${mapping.feed}`,
      type: `${EVENT_TYPE_PREFIX}${kind}` as const,
      subject: id,
      time: new Date(time).toISOString(),
      dataschema: EVENT_SCHEMA,
    });
    const events: ReportEvent[] = [
      {
        ...envelope("received", requestedAt, ""),
        data: {
          ...identity,
          channel: mapping.channel,
          service_code: text("service_code") || mapping.unknownServiceCode,
          ...point,
          ...(agency === "" ? expected : {}),
          ...(unreadable.length === 0 ? {} : { unreadable }),
        },
      },
    ];
    if (agency !== "") {
      events.push({
        ...envelope("assigned", requestedAt, agency),
        data: { ...identity, agency_responsible: agency, ...expected },
      });
    }
    if (isClosed && updatedAt !== null) {
      events.push({ ...envelope("closed", updatedAt, new Date(updatedAt).toISOString()), data: identity });
    }
    const unknownStatus = isClosed || OPEN_WORDS.has(status) ? null : text("status");
    return { ok: true, value: { events, updatedAt, requestedAt, unknownStatus } };
  };
}

const NO_TIME = "is no date-time with an offset";

function readEpoch(text: string): number | null {
  if (!/^\d{9,13}$/.test(text)) return null;
  const number = Number(text);
  const isSeconds = number >= EPOCH_SECONDS.from && number < EPOCH_SECONDS.to;
  const isMs = number >= EPOCH_SECONDS.from * 1000 && number < EPOCH_SECONDS.to * 1000;
  return isSeconds ? number * 1000 : isMs ? number : null;
}

function readText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : "";
}

/** Null when there is none, undefined when it cannot be read. */
function readPoint(lat: string, long: string): { lat: number; long: number } | null | undefined {
  if (lat === "" && long === "") return null;
  const point = { lat: Number(lat), long: Number(long) };
  const isPlace = lat !== "" && long !== "" && Math.abs(point.lat) <= 90 && Math.abs(point.long) <= 180;
  return isPlace ? point : undefined;
}

function reject(field: string, message: string): Decoded<Open311Report> {
  const rejection: Rejection = {
    code: "bad_row",
    pointer: field === "" ? "" : `/${field}`,
    message: field === "" ? `${message}.` : `${field} ${message}.`,
    schema_version: "1.0",
  };
  return { ok: false, rejection };
}
