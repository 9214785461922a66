import type {
  Agency,
  Block,
  Category,
  Channel,
  CsvFormat,
  FieldGroup,
  IncidentFamily,
  Open311Feed,
  Policy,
  ProfileFile,
  Scoring,
} from "@toancanh/contracts";
import type { CalendarFile, Located } from "../read-lists.ts";
import type { UnitLists } from "./check-units.ts";

type Report = (file: string, field: string, message: string, row?: number) => void;

export interface ProfileLists extends UnitLists {
  blocks: Located<Block>[];
  channels: Located<Channel>[];
  groups: Located<FieldGroup>[];
  categories: Located<Category>[];
  agencies: Located<Agency>[];
  policies: Located<Policy>[];
  calendars: Located<CalendarFile>[];
  formats: Located<CsvFormat>[];
  feeds: Located<Open311Feed>[];
  scorings: Located<Scoring>[];
  incidentFamilies: Located<IncidentFamily>[];
}

/** Whether every id is there once and everything referred to exists. */
export function checkReferences(lists: ProfileLists, report: Report): void {
  const blocks = collectIds(lists.blocks, "id", (block) => block.id, report);
  const calendars = new Set(lists.calendars.map(({ value }) => value.id));
  const groups = collectIds(lists.groups, "id", (group) => group.id, report);
  const wards = collectIds(lists.wards, "code", (ward) => ward.code, report);
  collectIds(lists.channels, "id", (channel) => channel.id, report);
  const codes = collectIds(lists.categories, "service_code", (category) => category.service_code, report);
  collectIds(lists.agencies, "id", (agency) => agency.id, report);
  collectIds(lists.incidentFamilies, "id", (family) => family.id, report);
  requireNamesakes("policies", lists.policies, report);
  requireNamesakes("calendars", lists.calendars, report);
  requireNamesakes("formats", lists.formats, report);
  requireNamesakes("feeds", lists.feeds, report);
  requireNamesakes("scoring", lists.scorings, report);

  for (const block of lists.blocks) {
    requireKnown(block, "calendar", block.value.calendar, calendars, "calendar; see calendars/", report);
  }
  for (const category of lists.categories) {
    const { field_group } = category.value;
    requireKnown(category, "field_group", field_group, groups, "field group; see field_groups", report);
  }
  const familyOf = new Map<string, string>();
  for (const family of lists.incidentFamilies) {
    for (const code of family.value.service_codes) {
      requireKnown(family, "service_codes", code, codes, "category; see fields.json", report);
      const other = familyOf.get(code);
      if (other !== undefined) {
        reportAt(family, "service_codes", `"${code}" is in "${other}" too; leave it in one family`, report);
      }
      familyOf.set(code, family.value.id);
    }
  }
  for (const agency of lists.agencies) {
    requireKnown(agency, "block", agency.value.block, blocks, "block; see blocks.json", report);
    if (agency.value.ward_code !== "") {
      const { ward_code } = agency.value;
      requireKnown(agency, "ward_code", ward_code, wards, "ward; see units/wards.csv", report);
    }
  }
}

/** Whether profile.json fits its folder and names only what the lists have. */
export function checkProfileIds(
  file: ProfileFile,
  folder: string,
  lists: ProfileLists,
  report: Report,
): void {
  const at = "profile.json";
  if (file.id !== folder) report(at, "/id", `"${file.id}" is not its folder's name; make it "${folder}"`);
  const { unknown_service_code, unknown_agency } = file;
  if (!lists.categories.some(({ value }) => value.service_code === unknown_service_code)) {
    report(at, "/unknown_service_code", `"${unknown_service_code}" is no known category; see fields.json`);
  }
  if (!lists.agencies.some(({ value }) => value.id === unknown_agency)) {
    report(at, "/unknown_agency", `"${unknown_agency}" is no known agency; see agencies.csv`);
  }
  const [west, south, east, north] = file.map.city_bounds;
  if (west >= east || south >= north) {
    report(at, "/map/city_bounds", "must be west, south, east, north in degrees");
  }
}

/** A file is named after the id it holds, so that an id leads to its file and cannot occur twice. */
function requireNamesakes(folder: string, list: readonly Located<{ id: string }>[], report: Report): void {
  for (const { file, value } of list) {
    const namesake = `${folder}/${value.id}.json`;
    if (file !== namesake) report(file, "/id", `"${value.id}" is not the file's name; make them equal`);
  }
}

function collectIds<T>(
  list: readonly Located<T>[],
  field: string,
  idOf: (value: T) => string,
  report: Report,
): Set<string> {
  const first = new Map<string, Located<T>>();
  for (const element of list) {
    const id = idOf(element.value);
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, element);
    } else {
      const where = earlier.row === undefined ? `${earlier.file}${earlier.at}` : `row ${earlier.row}`;
      reportAt(element, field, `"${id}" is already in ${where}; remove one or rename it`, report);
    }
  }
  return new Set(first.keys());
}

function requireKnown<T>(
  element: Located<T>,
  field: string,
  id: string,
  known: ReadonlySet<string>,
  what: string,
  report: Report,
): void {
  if (!known.has(id)) reportAt(element, field, `"${id}" is no known ${what}`, report);
}

function reportAt<T>({ file, at, row }: Located<T>, field: string, message: string, report: Report): void {
  report(file, row === undefined ? `${at}/${field}` : field, message, row);
}
