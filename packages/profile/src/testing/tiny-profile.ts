import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cellToChildren, gridDisk, latLngToCell } from "h3-js";
import { renderOutlines } from "../generate-outlines.ts";
import { OUTLINES_FILE } from "../read-outlines.ts";

const text = (vi: string) => ({ vi, en: vi });
const stage = { stage: "respond", name: text("Trả lời"), limit: 5, unit: "working_days" };
const rule = {
  field_group: "all",
  complexities: ["normal", "complex", "coordinated"],
  stages: [{ ...stage, start: { event: "assigned" }, done_by: ["responded"] }],
};
const policy = (id: string, valid_from: string, valid_to: string | null) => ({
  id,
  decision: { number: id, issued_on: valid_from, title: text("Quy chế") },
  valid_from,
  valid_to,
  source: "made for tests",
  pause_allowed: false,
  extension_allowed: true,
  rules: [rule],
});
const box = [106.6, 10.7, 106.8, 10.9];

/** Two neighbouring wards of seven res-8 cells each, so that every file of a profile is there and small. */
function tinyWardCells(): string {
  const west = latLngToCell(10.78, 106.68, 8);
  const east = latLngToCell(10.78, 106.73, 8);
  const first = new Set(gridDisk(west, 1));
  const rows = [...first].map((cell) => `${cell},001`);
  for (const cell of gridDisk(east, 2)) {
    // Finer cells for the second ward: a table is compacted, of mixed resolutions.
    if (!first.has(cell)) rows.push(...cellToChildren(cell, 9).map((child) => `${child},002`));
  }
  return ["cell,ward_code", ...rows, ""].join("\n");
}

const files: Record<string, string | object> = {
  "profile.json": {
    id: "tiny",
    name: text("Thành phố nhỏ"),
    line_name: text("Đường dây"),
    time_zone: "Asia/Ho_Chi_Minh",
    locale: "vi-VN",
    unit_noun: text("phường"),
    on_time_target: { value: 0.99, source: "made for tests" },
    map: { city_bounds: box, centre_bounds: box },
    default_points: [],
    periods: [{ kind: "calendar", name: text("Tháng"), day: 1, time: "00:00" }],
    unknown_service_code: "other",
    unknown_agency: "office",
  },
  "channels.json": [{ id: "phone", name: text("Điện thoại") }],
  "fields.json": {
    field_groups: [{ id: "all", name: text("Tất cả") }],
    categories: [{ service_code: "other", name: text("Khác"), field_group: "all", sensitive: false }],
  },
  "blocks.json": [
    { id: "city", name: text("Khối"), short_name: text("Khối"), late_rate_target: 0.01, calendar: "state" },
  ],
  "agencies.csv":
    "id,name,short_name,block,ward_code\noffice,Văn phòng,VP,city,\nward-1,UBND P. Một,UBND P. Một,city,001\n",
  "policies/old.json": policy("old", "2020-01-01", "2023-12-31"),
  "policies/new.json": policy("new", "2024-01-01", null),
  "calendars/state.json": {
    id: "state",
    name: text("Cơ quan"),
    from: "2020-01-01",
    to: "2027-12-31",
    workweek: [1, 2, 3, 4, 5],
    office_hours: [{ from: "08:00", to: "17:00" }],
    days_file: "days.csv",
    source: "made for tests",
  },
  "calendars/days.csv":
    "date,name,kind\n2024-01-01,Tết Dương lịch,holiday\n2024-05-04,Làm bù,make_up_workday\n",
  "units/wards.csv": [
    "code,name,short_name,kind,lat,long,area_km2,former_districts,valid_from,valid_to",
    "001,Phường Một,P. Một,phuong,10.78,106.68,5.1,Quận 1; Quận 3,2020-01-01,",
    "002,Phường Hai,P. Hai,phuong,10.78,106.73,25,,2020-01-01,",
    "",
  ].join("\n"),
  "units/ward-cells.csv": tinyWardCells(),
};

/** The same for every copy, hence made once. */
let outlines: Promise<string> | undefined;

/** A sound profile named "tiny" in a new temporary folder; `remove` takes it away again. */
export async function writeTinyProfile(): Promise<{ dir: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), "toancanh-profile-"));
  const dir = join(root, "tiny");
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), typeof content === "string" ? content : JSON.stringify(content));
  }
  outlines ??= renderOutlines(dir);
  await writeFile(join(dir, OUTLINES_FILE), await outlines);
  return { dir, remove: () => rm(root, { recursive: true }) };
}

/** Replaces the first occurrence of a text in a file; throws when there is none. */
export async function replaceInFile(dir: string, file: string, from: string, to: string): Promise<void> {
  const path = join(dir, file);
  const before = await readFile(path, "utf8");
  if (!before.includes(from)) throw new Error(`${file} has no "${from}"`);
  await writeFile(
    path,
    before.replace(from, () => to),
  );
}
