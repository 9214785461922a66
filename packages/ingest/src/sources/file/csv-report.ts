import {
  type CsvFormat,
  EVENT_SCHEMA,
  EVENT_TYPE_PREFIX,
  type EventKind,
  type ReportEvent,
} from "@toancanh/contracts";
import type { Decoded, Rejection } from "../../decode/rejection.ts";
import { ImportError } from "./import-error.ts";
import { createLocalTimeParser } from "./local-time.ts";

type ColumnName = keyof CsvFormat["columns"];

/** A row as the life of one report. */
export interface CsvReport {
  events: ReportEvent[];
  serviceCode: string;
  /** "" when the row names none. */
  agency: string;
  point: { lat: number; long: number } | null;
  closedBeforeOpened: boolean;
}

export interface CsvMapping {
  format: CsvFormat;
  timeZone: string;
  unknownServiceCode: string;
}

/** Everything of a row that is not mapped, free text above all, is never looked at. */
export type CsvRowReader = (values: readonly string[]) => Decoded<CsvReport>;

/**
 * Reader of rows under this header: `received` when opened, `assigned` at the same time when the row names an
 * agency, `closed` when it says when. Ids are made of format, report and kind: reading a row again gives the
 * same events. Times are the city's local ones.
 *
 * @throws ImportError `missing_column` naming the columns the header lacks
 */
export function createCsvRowReader(header: readonly string[], mapping: CsvMapping): CsvRowReader {
  const { format, timeZone, unknownServiceCode } = mapping;
  const columns = findColumns(header, format);
  const parseTime = createLocalTimeParser(format.time_pattern, timeZone);
  const source = `urn:toancanh:import:${format.id}`;

  return (values) => {
    const text = (name: ColumnName): string => {
      const at = columns.get(name);
      return at === undefined ? "" : (values[at] ?? "").trim();
    };
    const reject = (name: ColumnName, message: string): Decoded<CsvReport> => {
      const column = format.columns[name] ?? name;
      const rejection: Rejection = {
        code: "bad_row",
        pointer: `/${column}`,
        message: `${column} ${message}.`,
        schema_version: "1.0",
      };
      return { ok: false, rejection };
    };

    const id = text("service_request_id");
    if (id === "") return reject("service_request_id", "is empty");
    const opened = parseTime(text("requested_datetime"));
    if (opened === null) return reject("requested_datetime", `is no time like ${format.time_pattern}`);
    const dueText = text("expected_datetime");
    const due = dueText === "" ? undefined : parseTime(dueText);
    if (due === null) return reject("expected_datetime", `is no time like ${format.time_pattern}`);
    const closedText = text("closed_datetime");
    const closed = closedText === "" ? undefined : parseTime(closedText);
    if (closed === null) return reject("closed_datetime", `is no time like ${format.time_pattern}`);
    const point = readPoint(text("lat"), text("long"));
    if (point === undefined) return reject("lat", "and the longitude are not both numbers");

    const serviceCode = text("service_code") || unknownServiceCode;
    const agency = text("agency_responsible");
    const identity = { requested_datetime: new Date(opened).toISOString() };
    const expected = due === undefined ? {} : { expected_datetime: new Date(due).toISOString() };
    const envelope = <K extends EventKind>(kind: K, time: number) => ({
      specversion: "1.0" as const,
      id: `${format.id}:${id}:${kind}`,
      source,
      type: `${EVENT_TYPE_PREFIX}${kind}` as const,
      subject: id,
      time: new Date(time).toISOString(),
      dataschema: EVENT_SCHEMA,
    });
    const events: ReportEvent[] = [
      {
        ...envelope("received", opened),
        data: {
          ...identity,
          channel: text("channel") || "unknown",
          service_code: serviceCode,
          ...point,
          ...(agency === "" ? expected : {}),
        },
      },
    ];
    if (agency !== "") {
      events.push({
        ...envelope("assigned", opened),
        data: { ...identity, agency_responsible: agency, ...expected },
      });
    }
    if (closed !== undefined) events.push({ ...envelope("closed", closed), data: identity });
    const closedBeforeOpened = closed !== undefined && closed < opened;
    return { ok: true, value: { events, serviceCode, agency, point, closedBeforeOpened } };
  };
}

/** Place in a row of every mapped column. */
function findColumns(header: readonly string[], format: CsvFormat): Map<ColumnName, number> {
  const found = new Map<ColumnName, number>();
  const missing: string[] = [];
  const names: ColumnName[] = [
    "service_request_id",
    "requested_datetime",
    "expected_datetime",
    "closed_datetime",
    "service_code",
    "agency_responsible",
    "channel",
    "lat",
    "long",
  ];
  for (const name of names) {
    const column = format.columns[name];
    if (column === undefined) continue;
    const at = header.indexOf(column);
    if (at < 0) missing.push(column);
    else found.set(name, at);
  }
  if (missing.length > 0) {
    throw new ImportError(
      "missing_column",
      `format ${format.id}: the file has no column ${missing.join(", ")}`,
    );
  }
  return found;
}

/** Null when there is none, undefined when it cannot be read. */
function readPoint(lat: string, long: string): { lat: number; long: number } | null | undefined {
  if (lat === "" && long === "") return null;
  const point = { lat: Number(lat), long: Number(long) };
  if (lat === "" || long === "" || !Number.isFinite(point.lat) || !Number.isFinite(point.long))
    return undefined;
  return point;
}
