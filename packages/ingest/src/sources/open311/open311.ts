import {
  EVENT_SCHEMA,
  EVENT_TYPE_PREFIX,
  type EventKind,
  type Open311Feed,
  type ReportEvent,
  type UnreadableField,
} from "@toancanh/contracts";
import { createWallClock, readIsoTime } from "@toancanh/domain";
import { isRecord } from "../../decode/is-record.ts";
import type { Decoded, Rejection } from "../../decode/rejection.ts";
import type { MappedSnapshot } from "../snapshots/snapshot.ts";
import { createSourceWords, isDue, isSpreadsheetNumber, type SourceWordSettings } from "../source-words.ts";

/** How requests of one endpoint become events. */
export interface Open311Mapping {
  /** Names the feed: part of event ids and of their `source`, so it must stay the same. */
  feed: string;
  /** For times without an offset, which GeoReport does not allow; null refuses them. */
  timeZone: string | null;
  unknownServiceCode: string;
  channel: string;
  /** What the server's words mean, by the profile; default the usual ones. */
  words?: SourceWordSettings & Pick<Open311Feed, "epoch_unit">;
}

/** A service request as the life of one report. */
interface Open311Report extends MappedSnapshot {
  /** A status that is none of the words known: the request was taken as open. */
  unknownStatus: string | null;
}

export type Open311Reader = (request: unknown) => Decoded<Open311Report>;

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
  const words = createSourceWords(mapping.words ?? {});
  const readEpoch = createEpochReader(mapping.words?.epoch_unit);
  const parseTime = (text: string): number | null => readEpoch(text) ?? readIsoTime(text, wallClock);

  return (request) => {
    if (!isRecord(request)) return reject("", "a service request must be an object");
    const text = (name: string): string => words.text(readText(request[name]));
    const date = (name: string): string => (words.isNoDate(text(name)) ? "" : text(name));
    const id = text("service_request_id");
    if (id === "") return reject("service_request_id", "is empty");
    if (isSpreadsheetNumber(id)) {
      return reject("service_request_id", "is a number that was rounded: it has to be sent as text");
    }
    const requestedAt = parseTime(text("requested_datetime"));
    if (requestedAt === null) return reject("requested_datetime", NO_TIME);
    const updatedText = date("updated_datetime");
    const updatedAt = updatedText === "" ? null : parseTime(updatedText);
    const statusText = text("status");
    if (statusText === "") return reject("status", "is missing");
    const status = words.status(statusText);
    const isClosed = status === "closed";
    if (isClosed && updatedAt === null) {
      const problem = updatedText === "" ? "is missing" : NO_TIME;
      return reject("updated_datetime", `${problem}: when a closed request was closed is not known`);
    }
    const unreadable: UnreadableField[] = [];
    const expectedText = date("expected_datetime");
    const expectedRead = expectedText === "" ? null : parseTime(expectedText);
    const expectedAt = expectedRead !== null && isDue(expectedRead) ? expectedRead : null;
    if (expectedText !== "" && expectedAt === null) unreadable.push("expected_datetime");
    const place = words.point(text("lat"), text("long"));
    if (place === undefined) unreadable.push("lat");
    const point = place ?? null;

    const agency = text("agency_responsible");
    const stem = `${mapping.feed}:${id}`;
    const identity = { requested_datetime: new Date(requestedAt).toISOString() };
    const expected = expectedAt === null ? {} : { expected_datetime: new Date(expectedAt).toISOString() };
    const envelope = <K extends EventKind>(kind: K, time: number, distinction: string) => ({
      specversion: "1.0" as const,
      id: `${stem}:${kind}${distinction === "" ? "" : `:${distinction}`}`,
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
    const unknownStatus = status === null ? statusText : null;
    return { ok: true, value: { events, stem, updatedAt, unknownStatus } };
  };
}

const NO_TIME = "is no date-time with an offset";

/** Epoch ms of a number since 1970; without a unit by its size. */
function createEpochReader(unit: Open311Feed["epoch_unit"]): (text: string) => number | null {
  const { from, to } = EPOCH_SECONDS;
  return (text) => {
    if (!/^\d{9,13}(\.\d+)?$/.test(text)) return null;
    const number = Number(text);
    const isSeconds = unit !== "milliseconds" && number >= from && number < to;
    const isMs = unit !== "seconds" && number >= from * 1000 && number < to * 1000;
    return isSeconds ? Math.round(number * 1000) : isMs ? Math.round(number) : null;
  };
}

function readText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : "";
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
