import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { locate } from "@toancanh/geo";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadProfile } from "./load-profile.ts";
import { replaceInFile, writeTinyProfile } from "./testing/tiny-profile.ts";

const FORMER = [
  "id,code,level,name,short_name,parent,valid_from,valid_to",
  "district:1@2010-01-01,1,district,Quận 1,Q. 1,,2010-01-01,2019-12-31",
  "ward:001@2010-01-01,001,ward,Phường A,P. A,district:1@2010-01-01,2010-01-01,2019-12-31",
  "",
].join("\n");
const CROSSWALK = [
  "former_unit,ward_code,share",
  "ward:001@2010-01-01,001,partial",
  "ward:001@2010-01-01,002,partial",
  "district:1@2010-01-01,002,partial",
  "",
].join("\n");

describe("former units of a profile", () => {
  let dir: string;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ dir, remove } = await writeTinyProfile());
    await mkdir(join(dir, "units"), { recursive: true });
    await writeFile(join(dir, "units/former-units.csv"), FORMER);
    await writeFile(join(dir, "units/crosswalk.csv"), CROSSWALK);
  });
  afterEach(() => remove());

  it("are found by place for reports of their time", async () => {
    const { wardIndex, profile } = await loadProfile(dir);
    expect(profile.former_units).toHaveLength(2);
    const then = Date.parse("2019-12-31T23:00:00+07:00");
    expect(locate(wardIndex, 10.78, 106.68, then).ward_code).toBe("ward:001@2010-01-01");
    expect(locate(wardIndex, 10.78, 106.73, then).ward_code).toBe("district:1@2010-01-01");
    expect(locate(wardIndex, 10.78, 106.68).ward_code).toBe("001");
  });

  it.each([
    [
      "id",
      "district:1@2010-01-01,1",
      "district:2@2010-01-01,1",
      /former-units\.csv: row 2: id: .*"district:1@2010-01-01"/,
    ],
    [
      "code used again at one level",
      "ward:001@2010-01-01,001,ward,Phường A,P. A,district:1@2010-01-01",
      "district:1@2010-01-01,1,district,Quận B,Q. B,",
      /row 3: id: .*already in row 2/,
    ],
    [
      "parent",
      "P. A,district:1@",
      "P. A,district:7@",
      /row 3: parent: "district:7@2010-01-01" is no known former unit/,
    ],
    [
      "range",
      "Q. 1,,2010-01-01,2019-12-31",
      "Q. 1,,2010-01-01,2009-12-31",
      /row 2: valid_to: before valid_from/,
    ],
    [
      "date",
      "Q. 1,,2010-01-01,2019-12-31",
      "Q. 1,,2010-01-01,2019-02-31",
      /row 2: valid_to: there is no date/,
    ],
    ["level", "1,district,", "1,quarter,", /row 2: level: must be one of "province", "district", "ward"/],
  ])("are refused with a wrong %s", async (_what, from, to, message) => {
    await replaceInFile(dir, "units/former-units.csv", from, to);
    await expect(loadProfile(dir)).rejects.toThrow(message);
  });

  it.each([
    [
      "former unit",
      "ward:001@2010-01-01,001",
      "ward:009@2010-01-01,001",
      /crosswalk\.csv: row 2: former_unit:/,
    ],
    ["ward", "01,002,partial\nd", "01,009,partial\nd", /row 3: ward_code: "009" is no known ward/],
    ["share", "001,partial", "001,some", /row 2: share: must be one of "full", "partial"/],
  ])("are refused with an unknown %s in the crosswalk", async (_what, from, to, message) => {
    await replaceInFile(dir, "units/crosswalk.csv", from, to);
    await expect(loadProfile(dir)).rejects.toThrow(message);
  });
});
