import { EVENT_SCHEMA, EVENT_TYPE_PREFIX, type EventKind, type ReportEvent } from "@toancanh/contracts";
import { parseDateTime } from "../../decode/date-time.ts";
import { isRecord } from "../../decode/is-record.ts";
import type { Decoded, Rejection } from "../../decode/rejection.ts";
import { createLocalTimeParser } from "../file/local-time.ts";

/** How requests of one endpoint become events. */
export interface Open311Mapping {
  /** Names the feed: part of event ids and of their `source`, so it must stay the same. */
  feed: string;
  /** For times without an offset, which GeoReport does not allow and servers nevertheless send. */
  timeZone: string;
  unknownServiceCode: string;
  channel: string;
}

/** A service request as the life of one report. */
export interface Open311Report {
  events: ReportEvent[];
  /** Epoch ms; null when the request does not say. */
  updatedAt: number | null;
  requestedAt: number;
}

export type Open311Reader = (request: unknown) => Decoded<Open311Report>;

const LOCAL_PATTERN = "yyyy-MM-dd'T'HH:mm:ss";

/**
 * Reader of service requests of Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2): `received` when
 * requested, `assigned` when an agency is named, `closed` when the status says so, at the time of the last update.
 * Ids are made of feed, request and what the event says, so that a request read again gives the same events and a
 * changed one new ones. Descriptions, addresses, names, notes and pictures are never looked at.
 */
export function createOpen311Reader(mapping: Open311Mapping): Open311Reader {
  const parseLocal = createLocalTimeParser(LOCAL_PATTERN, mapping.timeZone);
  const parseTime = (text: string): number | null => parseDateTime(text) ?? parseLocal(text.slice(0, 19));

  return (request) => {
    if (!isRecord(request)) return reject("", "a service request must be an object");
    const text = (name: string): string => readText(request[name]);
    const id = text("service_request_id");
    if (id === "") return reject("service_request_id", "is empty");
    const requestedAt = parseTime(text("requested_datetime"));
    if (requestedAt === null) return reject("requested_datetime", "is no date-time");
    const updatedText = text("updated_datetime");
    const updatedAt = updatedText === "" ? null : parseTime(updatedText);
    if (updatedText !== "" && updatedAt === null) return reject("updated_datetime", "is no date-time");
    const expectedText = text("expected_datetime");
    const expectedAt = expectedText === "" ? null : parseTime(expectedText);
    if (expectedText !== "" && expectedAt === null) return reject("expected_datetime", "is no date-time");
    const status = text("status").toLowerCase();
    if (status !== "open" && status !== "closed") return reject("status", "is neither open nor closed");
    if (status === "closed" && updatedAt === null) {
      return reject("updated_datetime", "is missing: when a closed request was closed is not known");
    }
    const point = readPoint(text("lat"), text("long"));
    if (point === undefined) return reject("lat", "and long are not both numbers");

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
        },
      },
    ];
    if (agency !== "") {
      events.push({
        ...envelope("assigned", requestedAt, agency),
        data: { ...identity, agency_responsible: agency, ...expected },
      });
    }
    if (status === "closed" && updatedAt !== null) {
      events.push({ ...envelope("closed", updatedAt, new Date(updatedAt).toISOString()), data: identity });
    }
    return { ok: true, value: { events, updatedAt, requestedAt } };
  };
}

/**
 * The requests in the body of an answer or a file: an array, or an object with one in `service_requests`. Null when
 * it is neither.
 */
export function readServiceRequests(body: unknown): unknown[] | null {
  if (Array.isArray(body)) return body;
  if (isRecord(body) && Array.isArray(body.service_requests)) return body.service_requests;
  return null;
}

function readText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : "";
}

/** Null when there is none, undefined when it cannot be read. */
function readPoint(lat: string, long: string): { lat: number; long: number } | null | undefined {
  if (lat === "" && long === "") return null;
  const point = { lat: Number(lat), long: Number(long) };
  const isWhole = lat !== "" && long !== "" && Number.isFinite(point.lat) && Number.isFinite(point.long);
  return isWhole ? point : undefined;
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
