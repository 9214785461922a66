import {
  type CsvFormat,
  EVENT_SCHEMA,
  EVENT_TYPE_PREFIX,
  type EventKind,
  type ReportEvent,
  type UnreadableField,
} from "@toancanh/contracts";
import type { Decoded, Rejection } from "../../decode/rejection.ts";
import type { MappedSnapshot } from "../snapshots/snapshot.ts";
import { isDue, isSpreadsheetNumber } from "../source-words.ts";
import { createFieldReader } from "./csv-fields.ts";
import { ImportError } from "./import-error.ts";

type ColumnName = keyof CsvFormat["columns"];

/** A row as the life of one report. */
export interface CsvReport extends MappedSnapshot {
  serviceCode: string;
  /** "" when the row names none. */
  agency: string;
  point: { lat: number; long: number } | null;
  closedBeforeOpened: boolean;
  /** A status that is none of the words known: the date of closing decided. */
  unknownStatus: string | null;
  /** Fields whose value cannot be read and that the report can do without. */
  unreadable: UnreadableField[];
}

export interface CsvMapping {
  format: CsvFormat;
  timeZone: string;
  unknownServiceCode: string;
}

/** Columns whose texts are taken over as they are. */
const CODE_COLUMNS = ["service_request_id", "service_code", "agency_responsible", "channel"] as const;

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
  const fields = createFieldReader(format, timeZone);
  const source = `urn:toancanh:import:${format.id}`;

  return (values) => {
    const text = (name: ColumnName): string => {
      const at = columns.get(name);
      return at === undefined ? "" : fields.text(values[at]);
    };
    const reject = (name: ColumnName, message: string): Decoded<CsvReport> => {
      const column = format.columns[name] ?? name;
      return badRow(`/${column}`, `${column} ${message}.`);
    };

    const wrongWidth = describeWidth(values.length, header.length, format.allow_missing_trailing ?? false);
    if (wrongWidth !== null) return badRow("", wrongWidth);
    const id = text("service_request_id");
    if (id === "") return reject("service_request_id", "is empty");
    if (isSpreadsheetNumber(id)) {
      return reject(
        "service_request_id",
        `${id} is a number that a spreadsheet has rounded: export it as text`,
      );
    }
    const broken = CODE_COLUMNS.find((name) => text(name).includes("\uFFFD"));
    if (broken !== undefined) {
      return reject(
        broken,
        `has bytes that are not ${format.encoding ?? "utf-8"}: set the format's encoding`,
      );
    }
    const opened = fields.time(text("requested_datetime"));
    if (typeof opened !== "number") {
      return reject("requested_datetime", `is no time like ${format.time_pattern}`);
    }
    // When it was closed decides the outcome: a time that cannot be read must not leave the report open.
    const closed = fields.time(text("closed_datetime"));
    if (closed === null) return reject("closed_datetime", `is no time like ${format.time_pattern}`);
    const statusText = text("status");
    const status = fields.status(statusText);
    if (status === "closed" && closed === undefined) {
      return reject("closed_datetime", "is empty, and by its status the report is closed");
    }
    const unreadable: UnreadableField[] = [];
    const dueRead = fields.time(text("expected_datetime"));
    const due = typeof dueRead === "number" && isDue(dueRead) ? dueRead : null;
    if (dueRead !== undefined && due === null) unreadable.push("expected_datetime");
    const place = fields.point(text("lat"), text("long"));
    if (place === undefined) unreadable.push("lat");
    const point = place ?? null;

    const serviceCode = text("service_code") || unknownServiceCode;
    const agency = text("agency_responsible");
    // One that cannot be read says no more than none: the date of the file orders its row.
    const updatedAt = fields.time(text("updated_datetime")) ?? null;
    const stem = `${format.id}:${id}`;
    const identity = { requested_datetime: new Date(opened).toISOString() };
    const expected = due === null ? {} : { expected_datetime: new Date(due).toISOString() };
    const envelope = <K extends EventKind>(kind: K, time: number) => ({
      specversion: "1.0" as const,
      id: `${stem}:${kind}`,
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
          ...(unreadable.length === 0 ? {} : { unreadable }),
        },
      },
    ];
    if (agency !== "") {
      events.push({
        ...envelope("assigned", opened),
        data: { ...identity, agency_responsible: agency, ...expected },
      });
    }
    // A report opened again may keep the date on which it was closed before.
    const isClosed = closed !== undefined && status !== "open";
    if (isClosed) events.push({ ...envelope("closed", closed), data: identity });
    const closedBeforeOpened = isClosed && closed < opened;
    const unknownStatus = statusText === "" || status !== null ? null : statusText;
    return {
      ok: true,
      value: {
        events,
        stem,
        updatedAt,
        serviceCode,
        agency,
        point,
        closedBeforeOpened,
        unreadable,
        unknownStatus,
      },
    };
  };
}

/** Place in a row of every mapped column. */
function findColumns(header: readonly string[], format: CsvFormat): Map<ColumnName, number> {
  const found = new Map<ColumnName, number>();
  const missing: string[] = [];
  const doubled: string[] = [];
  const names: ColumnName[] = [
    "service_request_id",
    "requested_datetime",
    "expected_datetime",
    "closed_datetime",
    "status",
    "updated_datetime",
    "service_code",
    "agency_responsible",
    "channel",
    "lat",
    "long",
  ];
  const written = header.map(columnKey);
  for (const name of names) {
    const column = format.columns[name];
    if (column === undefined) continue;
    const at = written.indexOf(columnKey(column));
    if (at < 0) missing.push(column);
    else found.set(name, at);
    if (at !== written.lastIndexOf(columnKey(column))) doubled.push(column);
  }
  if (doubled.length > 0) {
    throw new ImportError(
      "doubled_column",
      `format ${format.id}: the file has more than one column ${doubled.join(", ")}`,
    );
  }
  if (missing.length > 0) {
    throw new ImportError(
      "missing_column",
      `format ${format.id}: the file has no column ${missing.join(", ")}${guessDelimiter(header)}`,
    );
  }
  return found;
}

/** Vietnamese letters have two spellings in Unicode, and spaces beside a name are not seen. */
function columnKey(name: string): string {
  return name.trim().normalize("NFC");
}

function badRow(pointer: string, message: string): Decoded<CsvReport> {
  const rejection: Rejection = { code: "bad_row", pointer, message, schema_version: "1.0" };
  return { ok: false, rejection };
}

/** What is wrong with the number of a row's values; null when nothing is. */
function describeWidth(values: number, columns: number, mayMissTrailing: boolean): string | null {
  if (values === columns || (values < columns && mayMissTrailing)) return null;
  const more = values > columns ? "a separator inside a value that is not in quotes?" : "cut off?";
  return `The row has ${values} values and the header ${columns} columns: ${more}`;
}

/** A header that came as one column may have another delimiter than the format says. */
function guessDelimiter(header: readonly string[]): string {
  const [only] = header;
  if (header.length !== 1 || only === undefined) return "";
  const other = [";", "\t", "|", ","].find((delimiter) => only.includes(delimiter));
  if (other === undefined) return "";
  const name = other === "\t" ? "a tabulator" : `"${other}"`;
  return `; its header seems to be separated by ${name}: set the format's delimiter`;
}
