import {
  type Agency,
  AgencySchema,
  type Block,
  BlockSchema,
  type CalendarDay,
  CalendarDaySchema,
  CalendarFileSchema,
  type Category,
  CategorySchema,
  type Channel,
  ChannelSchema,
  type CrosswalkRow,
  CrosswalkRowSchema,
  type CsvFormat,
  CsvFormatSchema,
  type FieldGroup,
  FieldGroupSchema,
  type FormerUnit,
  FormerUnitSchema,
  type IncidentFamily,
  IncidentFamilySchema,
  type Open311Feed,
  Open311FeedSchema,
  type Policy,
  PolicySchema,
  type Scoring,
  ScoringSchema,
  type Ward,
  WardSchema,
} from "@toancanh/contracts";

import Type, { type Static } from "typebox";
import { type Checked, compileCheck } from "./checks/check-schema.ts";
import { type CsvTable, toList, toNumber } from "./csv-table.ts";
import { INCIDENT_FAMILIES_FILE, type ProfileReader } from "./profile-reader.ts";

/** A value and where in which file it stands. */
export interface Located<T> {
  file: string;
  /** JSON pointer of the element, or "" where `row` says it. */
  at: string;
  row?: number;
  value: T;
}

const AGENCY_COLUMNS = ["id", "name", "short_name", "block", "ward_code"] as const;
const WARD_COLUMNS = [
  "code",
  "name",
  "short_name",
  "kind",
  "lat",
  "long",
  "area_km2",
  "former_districts",
  "valid_from",
  "valid_to",
] as const;
const FORMER_COLUMNS = [
  "id",
  "code",
  "level",
  "name",
  "short_name",
  "parent",
  "valid_from",
  "valid_to",
] as const;
const CROSSWALK_COLUMNS = ["former_unit", "ward_code", "share"] as const;
const CELL_COLUMNS = ["cell", "ward_code"] as const;
const DAY_COLUMNS = ["date", "name", "kind"] as const;

const checkAgency = compileCheck(AgencySchema);
const checkBlock = compileCheck(BlockSchema);
const checkCategory = compileCheck(CategorySchema);
const checkChannel = compileCheck(ChannelSchema);
const checkFieldGroup = compileCheck(FieldGroupSchema);
const checkPolicy = compileCheck(PolicySchema);
const checkFormat = compileCheck(CsvFormatSchema);
const checkFeed = compileCheck(Open311FeedSchema);
const checkScoring = compileCheck(ScoringSchema);
const checkIncidentFamily = compileCheck(IncidentFamilySchema);
const checkWard = compileCheck(WardSchema);
const checkFormerUnit = compileCheck(FormerUnitSchema);
const checkCrosswalkRow = compileCheck(CrosswalkRowSchema);
const checkDay = compileCheck(CalendarDaySchema);
const checkCalendar = compileCheck(CalendarFileSchema);
const checkFields = compileCheck(
  Type.Object(
    { field_groups: Type.Array(Type.Unknown()), categories: Type.Array(Type.Unknown()) },
    { additionalProperties: false },
  ),
);

export type CalendarFile = Static<typeof CalendarFileSchema>;

export async function readChannels(reader: ProfileReader): Promise<Located<Channel>[]> {
  return readArray(reader, "channels.json", checkChannel);
}

export async function readBlocks(reader: ProfileReader): Promise<Located<Block>[]> {
  return readArray(reader, "blocks.json", checkBlock);
}

export async function readFields(
  reader: ProfileReader,
): Promise<{ groups: Located<FieldGroup>[]; categories: Located<Category>[] }> {
  const file = "fields.json";
  const fields = await reader.json(file, checkFields);
  return {
    groups: locateAll(file, reader.elements(file, "/field_groups", fields?.field_groups, checkFieldGroup)),
    categories: locateAll(file, reader.elements(file, "/categories", fields?.categories, checkCategory)),
  };
}

export async function readPolicies(reader: ProfileReader): Promise<Located<Policy>[]> {
  return readFolder(reader, "policies", checkPolicy);
}

export async function readFormats(reader: ProfileReader): Promise<Located<CsvFormat>[]> {
  return readFolder(reader, "formats", checkFormat);
}

export async function readFeeds(reader: ProfileReader): Promise<Located<Open311Feed>[]> {
  return readFolder(reader, "feeds", checkFeed);
}

/** How points are given; none where the profile ranks nothing. */
export async function readScorings(reader: ProfileReader): Promise<Located<Scoring>[]> {
  return readFolder(reader, "scoring", checkScoring);
}

/** Families of incidents; none where the profile has no such file. */
export async function readIncidentFamilies(reader: ProfileReader): Promise<Located<IncidentFamily>[]> {
  return readArray(reader, INCIDENT_FAMILIES_FILE, checkIncidentFamily, true);
}

export async function readAgencies(reader: ProfileReader): Promise<Located<Agency>[]> {
  return readTable(reader, "agencies.csv", AGENCY_COLUMNS, checkAgency, (cells) => cells);
}

export async function readWards(reader: ProfileReader): Promise<Located<Ward>[]> {
  return readTable(reader, "units/wards.csv", WARD_COLUMNS, checkWard, (cells) => ({
    ...cells,
    lat: toNumber(cells.lat),
    long: toNumber(cells.long),
    area_km2: toNumber(cells.area_km2),
    former_districts: toList(cells.former_districts),
    valid_to: cells.valid_to === "" ? null : cells.valid_to,
  }));
}

/** Units of earlier epochs; none where the profile has no such file. */
export async function readFormerUnits(reader: ProfileReader): Promise<Located<FormerUnit>[]> {
  return readTable(reader, "units/former-units.csv", FORMER_COLUMNS, checkFormerUnit, (cells) => cells, true);
}

/** What became of the former units; none where the profile has no such file. */
export async function readCrosswalk(reader: ProfileReader): Promise<Located<CrosswalkRow>[]> {
  return readTable(
    reader,
    "units/crosswalk.csv",
    CROSSWALK_COLUMNS,
    checkCrosswalkRow,
    (cells) => cells,
    true,
  );
}

/** Rows of units/ward-cells.csv, by their columns `cell` and `ward_code`. */
export async function readWardCells(reader: ProfileReader): Promise<CsvTable> {
  return reader.csv("units/ward-cells.csv", CELL_COLUMNS);
}

/** Calendars without their days, which stand in the CSV that each names. */
export async function readCalendars(
  reader: ProfileReader,
): Promise<{ calendar: Located<CalendarFile>; days: Located<CalendarDay>[] }[]> {
  const calendars = await readFolder(reader, "calendars", checkCalendar);
  const daysByFile = new Map<string, Located<CalendarDay>[]>();
  for (const { value } of calendars) {
    const file = `calendars/${value.days_file}`;
    if (daysByFile.has(file)) continue;
    daysByFile.set(file, await readDays(reader, file));
  }
  return calendars.map((calendar) => ({
    calendar,
    days: daysByFile.get(`calendars/${calendar.value.days_file}`) ?? [],
  }));
}

/** Rows of a day list by themselves: columns date, name, kind. */
export async function readDays(reader: ProfileReader, file: string): Promise<Located<CalendarDay>[]> {
  return readTable(reader, file, DAY_COLUMNS, checkDay, (cells) => cells);
}

async function readArray<T>(
  reader: ProfileReader,
  file: string,
  check: (value: unknown) => Checked<T>,
  optional = false,
): Promise<Located<T>[]> {
  return locateAll(file, reader.elements<T>(file, "", await reader.plainJson(file, optional), check));
}

async function readFolder<T>(
  reader: ProfileReader,
  folder: string,
  check: (value: unknown) => Checked<T>,
): Promise<Located<T>[]> {
  const found: Located<T>[] = [];
  for (const file of await reader.list(folder, ".json")) {
    const value = await reader.json<T>(file, check);
    if (value !== null) found.push({ file, at: "", value });
  }
  return found;
}

/** Rows of a CSV, each checked alone; what is wrong is reported with its row. */
export async function readTable<T>(
  reader: ProfileReader,
  file: string,
  columns: readonly string[],
  check: (value: unknown) => Checked<T>,
  convert: (cells: Record<string, string>) => unknown,
  optional = false,
): Promise<Located<T>[]> {
  const found: Located<T>[] = [];
  for (const { row, cells } of await reader.csv(file, columns, optional)) {
    const value = reader.checked(file, check(convert(cells)), "", row);
    if (value !== null) found.push({ file, at: "", row, value });
  }
  return found;
}

function locateAll<T>(file: string, elements: { at: string; value: T }[]): Located<T>[] {
  return elements.map(({ at, value }) => ({ file, at, value }));
}
