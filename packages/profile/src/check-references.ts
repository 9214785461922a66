import type {
  Agency,
  Block,
  Category,
  Channel,
  CsvFormat,
  FieldGroup,
  Policy,
  Ward,
} from "@toancanh/contracts";
import type { CalendarFile, Located } from "./read-lists.ts";

type Report = (file: string, field: string, message: string, row?: number) => void;

export interface ProfileLists {
  blocks: Located<Block>[];
  channels: Located<Channel>[];
  groups: Located<FieldGroup>[];
  categories: Located<Category>[];
  agencies: Located<Agency>[];
  wards: Located<Ward>[];
  policies: Located<Policy>[];
  calendars: Located<CalendarFile>[];
  formats: Located<CsvFormat>[];
}

/** Whether every id is there once and everything referred to exists. */
export function checkReferences(lists: ProfileLists, report: Report): void {
  const blocks = collectIds(lists.blocks, "id", (block) => block.id, report);
  const calendars = collectIds(lists.calendars, "id", (calendar) => calendar.id, report);
  const groups = collectIds(lists.groups, "id", (group) => group.id, report);
  const wards = collectIds(lists.wards, "code", (ward) => ward.code, report);
  collectIds(lists.channels, "id", (channel) => channel.id, report);
  collectIds(lists.categories, "service_code", (category) => category.service_code, report);
  collectIds(lists.agencies, "id", (agency) => agency.id, report);
  collectIds(lists.policies, "id", (policy) => policy.id, report);
  collectIds(lists.formats, "id", (format) => format.id, report);

  for (const block of lists.blocks) {
    requireKnown(block, "calendar", block.value.calendar, calendars, "calendar; see calendars/", report);
  }
  for (const category of lists.categories) {
    const { field_group } = category.value;
    requireKnown(category, "field_group", field_group, groups, "field group; see field_groups", report);
  }
  for (const agency of lists.agencies) {
    requireKnown(agency, "block", agency.value.block, blocks, "block; see blocks.json", report);
    if (agency.value.ward_code !== "") {
      const { ward_code } = agency.value;
      requireKnown(agency, "ward_code", ward_code, wards, "ward; see units/wards.csv", report);
    }
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
