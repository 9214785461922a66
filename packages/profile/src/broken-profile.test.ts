import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadProfile } from "./load-profile.ts";
import { ProfileError } from "./profile-error.ts";
import { readCalendarDays } from "./read-calendar-days.ts";
import { replaceInFile, writeTinyProfile } from "./testing/tiny-profile.ts";

type Break = (dir: string) => Promise<void>;
const change =
  (file: string, from: string, to: string): Break =>
  (dir) =>
    replaceInFile(dir, file, from, to);
const append =
  (file: string, text: string): Break =>
  (dir) =>
    appendFile(join(dir, file), text);

const writeSource =
  (file: string, value: object): Break =>
  async (dir) => {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), JSON.stringify(value));
  };
/** A format of files, sound but for what is given. */
const writeFormat = (over: object, columns: object = {}): Break =>
  writeSource("formats/export.json", {
    id: "export",
    source: "test",
    time_pattern: "dd/MM/yyyy HH:mm",
    ...over,
    columns: { service_request_id: "Id", requested_datetime: "Opened", service_code: "Type", ...columns },
  });

const named = { vi: "Điểm", en: "Points" };
const onTime = { id: "on_time", name: named, weight: 100, bad: "late", base: "due" };

/** A scoring file, sound but for what is given. */
const scoring = (given: { id?: string; [field: string]: unknown }, file = given.id ?? "ours"): Break =>
  writeSource(`scoring/${file}.json`, {
    id: "ours",
    version: 1,
    name: named,
    note: named,
    valid_from: "2020-01-01",
    valid_to: null,
    is_default: true,
    minimum_volume: 20,
    components: [onTime],
    ...given,
  });

const writeFamilies = (...families: string[][]) =>
  writeSource(
    "incident-families.json",
    families.map((service_codes, index) => ({
      id: `family-${index}`,
      name: named,
      sign: "water",
      service_codes,
      nearby: null,
      reason: named,
    })),
  );

const agencies = "agencies.csv";
const wards = "units/wards.csv";
const cells = "units/ward-cells.csv";
const oldPolicy = "policies/old.json";
const newPolicy = "policies/new.json";
const decomposed = "Phường Một".normalize("NFD");

/** What is broken, how, and one line the error must then have. */
const cases: [string, Break, RegExp][] = [
  [
    "missing field",
    change("channels.json", '"id":"phone",', ""),
    /^channels\.json: \/0\/id: missing; add it$/m,
  ],
  [
    "unknown field",
    change("blocks.json", '"id":"city"', '"id":"city","colour":"red"'),
    /^blocks\.json: \/0\/colour: unknown field; remove it/m,
  ],
  [
    "wrong type",
    change("fields.json", '"sensitive":false', '"sensitive":"no"'),
    /^fields\.json: \/categories\/0\/sensitive: must be boolean/m,
  ],
  [
    "pattern of times that cannot be read",
    writeFormat({ time_pattern: "DD/MM/YYYY hh:mm" }),
    /^formats\/export\.json: \/time_pattern: time pattern "DD\/MM\/YYYY hh:mm" has DD, which is no part of a time/m,
  ],
  [
    "pattern of times without a year",
    writeFormat({ time_pattern: "dd/MM HH:mm" }),
    /^formats\/export\.json: \/time_pattern: time pattern "dd\/MM HH:mm" says no year$/m,
  ],
  [
    "pattern of twelve hours without a half of the day",
    writeFormat({ time_pattern: "dd/MM/yyyy hh:mm" }),
    /^formats\/export\.json: \/time_pattern: time pattern "dd\/MM\/yyyy hh:mm" has hours of 1 to 12/m,
  ],
  [
    "pattern with a quote left open",
    writeFormat({ time_pattern: "yyyy-MM-dd'T" }),
    /^formats\/export\.json: \/time_pattern: time pattern "yyyy-MM-dd'T" has a quote that is never closed$/m,
  ],
  [
    "zone of a format that is none",
    writeFormat({ time_zone: "Asia/Saigon City" }),
    /^formats\/export\.json: \/time_zone: no time zone "Asia\/Saigon City"; use an IANA name$/m,
  ],
  [
    "column of a format used twice",
    writeFormat({}, { closed_datetime: "Opened" }),
    /^formats\/export\.json: \/columns\/closed_datetime: column "Opened" is already requested_datetime$/m,
  ],
  [
    "format with a name that is taken",
    writeFormat({ id: "open311" }),
    /^formats\/export\.json: \/id: "open311" is a format of its own; give this one another name$/m,
  ],
  [
    "status of a feed that means nothing",
    writeSource("feeds/town.json", { id: "town", source: "test", statuses: { done: "finished" } }),
    /^feeds\/town\.json: \/statuses\/done: /m,
  ],
  [
    "zone of a feed that is none",
    writeSource("feeds/town.json", { id: "town", source: "test", time_zone: "EDT" }),
    /^feeds\/town\.json: \/time_zone: no time zone "EDT"; use an IANA name$/m,
  ],
  [
    "feed of another name than its file",
    writeSource("feeds/town.json", { id: "city", source: "test" }),
    /^feeds\/town\.json: \/?id: /m,
  ],
  [
    "weights that do not add up",
    scoring({
      components: [
        { ...onTime, weight: 60 },
        { ...onTime, id: "other", weight: 39.5 },
      ],
    }),
    /^scoring\/ours\.json: \/components: weights add up to 99\.5, not 100; correct them$/m,
  ],
  [
    "component there twice",
    scoring({
      components: [
        { ...onTime, weight: 60 },
        { ...onTime, weight: 40 },
      ],
    }),
    /^scoring\/ours\.json: \/components\/1\/id: "on_time" is there twice; rename one$/m,
  ],
  [
    "unknown count in a scoring",
    scoring({ components: [{ ...onTime, bad: "slow" }] }),
    /^scoring\/ours\.json: \/components\/0\/bad: must be one of "late"/m,
  ],
  [
    "scoring that ends before it begins",
    scoring({ valid_to: "2019-12-31" }),
    /^scoring\/ours\.json: \/valid_to: ends before it begins on 2020-01-01/m,
  ],
  [
    "two default scorings on one day",
    async (dir) => {
      await scoring({})(dir);
      await scoring({ id: "second", valid_from: "2026-01-01" })(dir);
    },
    /^scoring\/second\.json: \/is_default: scoring\/ours\.json is the default at the same time/m,
  ],
  [
    "scoring under another name",
    scoring({ id: "second" }, "ours"),
    /^scoring\/ours\.json: \/id: "second" is not the file's name/m,
  ],
  ["no JSON", append("channels.json", "]"), /^channels\.json: no JSON \(/m],
  ["no list", change("blocks.json", "[{", '{"a":[{'), /^blocks\.json: no JSON/m],
  ["missing file", (dir) => rm(join(dir, agencies)), /^agencies\.csv: missing; a profile needs this file$/m],
  [
    "not UTF-8",
    (dir) => writeFile(join(dir, agencies), Buffer.from([0x69, 0xff])),
    /^agencies\.csv: not UTF-8/m,
  ],
  [
    "unknown column",
    change(agencies, "short_name", "shortname"),
    /^agencies\.csv: row 1: short_name: column missing; add it\n.*row 1: shortname: unknown column/m,
  ],
  [
    "row of another width",
    append(agencies, "more,Thừa\n"),
    /^agencies\.csv: row 4: 2 cells where the header has 5/m,
  ],
  ["broken quotes", append(agencies, '"open,x,y,city,\n'), /^agencies\.csv: .*no CSV/m],
  [
    "name too long for the wall",
    append(agencies, `a,A,${"m".repeat(27)},city,\n`),
    /^agencies\.csv: row 4: short_name: must not have more than 26 characters/m,
  ],
  [
    "unknown block",
    append(agencies, "a,A,A,town,\n"),
    /^agencies\.csv: row 4: block: "town" is no known block; see blocks\.json$/m,
  ],
  [
    "unknown ward of an agency",
    append(agencies, "a,A,A,city,999\n"),
    /^agencies\.csv: row 4: ward_code: "999" is no known ward/m,
  ],
  [
    "duplicate agency",
    append(agencies, "office,A,A,city,\n"),
    /^agencies\.csv: row 4: id: "office" is already in row 2; remove one/m,
  ],
  [
    "duplicate ward code",
    append(wards, "001,Phường Ba,P. Ba,phuong,10.8,106.7,1,,2020-01-01,\n"),
    /^units\/wards\.csv: row 4: code: "001" is already in row 2/m,
  ],
  [
    "name not NFC",
    change(wards, "Phường Một", decomposed),
    /^units\/wards\.csv: row 2: name: not in Unicode form NFC/m,
  ],
  [
    "JSON text not NFC",
    change("channels.json", "Điện thoại", "Điện thoại".normalize("NFD")),
    /^channels\.json: \/0\/name\/vi: not in Unicode form NFC/m,
  ],
  [
    "no number",
    change(wards, "5.1", "5,1".replace(",", "·")),
    /^units\/wards\.csv: row 2: area_km2: must be number/m,
  ],
  [
    "no such date",
    change(wards, "5.1,Quận 1; Quận 3,2020-01-01", "5.1,Quận 1; Quận 3,2020-02-30"),
    /^units\/wards\.csv: row 2: valid_from: there is no date 2020-02-30/m,
  ],
  ["no degrees", change(wards, "106.73", "206.73"), /^units\/wards\.csv: row 3: long: no degrees/m],
  [
    "no cell",
    append(cells, "8a65zz,001\n"),
    /^units\/ward-cells\.csv: row \d+: cell: "8a65zz" is no such cell/m,
  ],
  [
    "cell too fine",
    append(cells, "8b65b56c8c20fff,001\n"),
    /^units\/ward-cells\.csv: row \d+: cell: "8b65b56c8c20fff" is no such cell/m,
  ],
  [
    "cell of an unknown ward",
    append(cells, "8865b56c8dfffff,003\n"),
    /^units\/ward-cells\.csv: row \d+: ward_code: "003" is no known ward/m,
  ],
  [
    "unknown calendar",
    change("blocks.json", '"calendar":"state"', '"calendar":"moon"'),
    /^blocks\.json: \/0\/calendar: "moon" is no known calendar/m,
  ],
  [
    "unknown field group",
    change("fields.json", '"field_group":"all"', '"field_group":"none"'),
    /^fields\.json: \/categories\/0\/field_group: "none" is no known field group/m,
  ],
  [
    "unknown category for unknown codes",
    change("profile.json", '"unknown_service_code":"other"', '"unknown_service_code":"x"'),
    /^profile\.json: \/unknown_service_code: "x" is no known category/m,
  ],
  [
    "unknown agency for unknown agencies",
    change("profile.json", '"unknown_agency":"office"', '"unknown_agency":"x"'),
    /^profile\.json: \/unknown_agency: "x" is no known agency/m,
  ],
  [
    "another city's id",
    change("profile.json", '"id":"tiny"', '"id":"huge"'),
    /^profile\.json: \/id: "huge" is not its folder's name/m,
  ],
  [
    "unknown time zone",
    change("profile.json", "Asia/Ho_Chi_Minh", "Asia/Saigo"),
    /^profile\.json: \/time_zone: no time zone/m,
  ],
  [
    "turned map",
    change("profile.json", "106.6,10.7", "107.6,10.7"),
    /^profile\.json: \/map\/city_bounds: must be west/m,
  ],
  [
    "overlapping policies",
    change(oldPolicy, "2023-12-31", "2024-01-01"),
    /^policies\/\w+\.json: \/valid_\w+: .*overlaps/m,
  ],
  [
    "gap between policies",
    change(oldPolicy, "2023-12-31", "2023-12-30"),
    /^policies\/\w+\.json: \/valid_\w+: .*gap/m,
  ],
  [
    "file under another name",
    change(newPolicy, '"id":"new"', '"id":"newer"'),
    /^policies\/new\.json: \/id: "newer" is not the file's name/m,
  ],
  [
    "limit without unit",
    change(newPolicy, '"unit":"working_days",', ""),
    /^policies\/new\.json: \/rules\/0\/stages\/0\/unit: missing; add it$/m,
  ],
  [
    "unknown unit",
    change(newPolicy, '"working_days"', '"moons"'),
    /^policies\/new\.json: \/rules\/0\/stages\/0\/unit: must be one of "hours", "working_days"/m,
  ],
  [
    "unit without limit",
    change(newPolicy, '"limit":5', '"limit":null'),
    /^policies\/new\.json: \/rules\/0\/stages\/0\/limit: /m,
  ],
  [
    "unknown stage",
    change(newPolicy, '{"event":"assigned"}', '{"after":"verify"}'),
    /^policies\/new\.json: \/rules\/0\/stages\/0\/start\/after: .*"verify"/m,
  ],
  [
    "rule of an unknown field group",
    change(newPolicy, '"field_group":"all"', '"field_group":"none"'),
    /^policies\/new\.json: \/rules: no rule for field group "all"; add one$/m,
  ],
  [
    "holiday out of range",
    append("calendars/days.csv", "2028-01-01,Tết,holiday\n"),
    /^calendars\/days\.csv: row 4: date: 2028-01-01 is outside state \(2020-01-01 to 2027-12-31\)/m,
  ],
  [
    "holiday twice",
    append("calendars/days.csv", "2024-01-01,Tết,holiday\n"),
    /^calendars\/days\.csv: row 4: date: 2024-01-01 is there twice/m,
  ],
  [
    "unknown kind of day",
    append("calendars/days.csv", "2024-02-01,Tết,party\n"),
    /^calendars\/days\.csv: row 4: kind: must be one of "holiday", "make_up_workday"/m,
  ],
  [
    "days file missing",
    change("calendars/state.json", "days.csv", "none.csv"),
    /^calendars\/none\.csv: missing/m,
  ],
  [
    "office hours turned round",
    change("calendars/state.json", '"from":"08:00"', '"from":"18:00"'),
    /^calendars\/state\.json: \/office_hours\/0: must follow/m,
  ],
  [
    "outlines of other wards",
    change("units/outlines.topo.json", '"id":"001"', '"id":"009"'),
    /^units\/outlines\.topo\.json: \/objects\/wards: ward "001" is not drawn; generate the outlines anew/m,
  ],
  [
    "family of incidents with an unknown category",
    writeFamilies(["none"]),
    /^incident-families\.json: \/0\/service_codes: "none" is no known category; see fields\.json/m,
  ],
  [
    "category in two families of incidents",
    writeFamilies(["other"], ["other"]),
    /^incident-families\.json: \/1\/service_codes: "other" is in "family-0" too; leave it in one family/m,
  ],
  [
    "unknown setting of the simulation",
    (dir) => writeFile(join(dir, "simulation.json"), '{"speed":1}'),
    /^simulation\.json: \/speed: unknown field/m,
  ],
];

describe("a broken profile", () => {
  let remove: (() => Promise<void>) | undefined;
  afterEach(() => remove?.());

  it.each(cases)("%s: the error says where and what", async (_what, breakIt, line) => {
    const tiny = await writeTinyProfile();
    remove = tiny.remove;
    await breakIt(tiny.dir);
    const error = await loadProfile(tiny.dir).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ProfileError);
    if (error instanceof ProfileError) {
      expect(error.code).toBe("invalid_profile");
      expect(error.message.replaceAll("\n  ", "\n")).toMatch(line);
    }
  });

  it("names every problem at once", async () => {
    const tiny = await writeTinyProfile();
    remove = tiny.remove;
    await append(agencies, "a,A,A,town,\n")(tiny.dir);
    await change("profile.json", '"unknown_agency":"office"', '"unknown_agency":"x"')(tiny.dir);
    await append("calendars/days.csv", "2024-01-01,Tết,holiday\n")(tiny.dir);
    const problems = await loadProfile(tiny.dir).catch((error: unknown) =>
      error instanceof ProfileError ? error.problems : [],
    );
    expect(problems).toMatchObject([
      { file: "profile.json" },
      { file: "agencies.csv", row: 4, field: "block" },
      { file: "calendars/days.csv", row: 4, field: "date" },
    ]);
  });

  it("of an unknown name lists those there are", async () => {
    const tiny = await writeTinyProfile();
    remove = tiny.remove;
    await expect(loadProfile(join(tiny.dir, "..", "hanoi"))).rejects.toThrow(
      /^no profile "hanoi" under .*; there are: tiny$/,
    );
  });

  it("is sound before it is broken, and its hash follows its files", async () => {
    const tiny = await writeTinyProfile();
    remove = tiny.remove;
    const before = await loadProfile(tiny.dir);
    expect(await loadProfile(tiny.dir)).toMatchObject({ hash: before.hash, simulation: null });
    await change("channels.json", "Điện thoại", "Tổng đài")(tiny.dir);
    expect((await loadProfile(tiny.dir)).hash).not.toBe(before.hash);
  });

  it("day list by itself names row and field", async () => {
    const tiny = await writeTinyProfile();
    remove = tiny.remove;
    const days = join(tiny.dir, "calendars", "days.csv");
    expect(await readCalendarDays(days)).toHaveLength(2);
    await appendFile(days, "01/05/2024,Quốc tế Lao động,holiday\n");
    await expect(readCalendarDays(days)).rejects.toThrow("days.csv: row 4: date: must look like");
  });
});
