import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASE_HEADER, caseFile, caseRow, openCases, readCaseFormat } from "../../testing/open-cases.ts";

const at = (text: string): number => Date.parse(text);
let cases: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.close());

describe("times with a zone", () => {
  it("06: are read in every spelling, and refused without one", async () => {
    const summary = await cases.importRequests(caseFile("06-offset-spellings.json"), "spellings");
    expect(summary).toMatchObject({ requests: 9, rejected: 1 });
    for (const letter of "abcdeghi") {
      expect(await cases.stateOf(`T6-${letter}`)).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
    }
    expect(await cases.stateOf("T6-f")).toBeUndefined();
    expect(await cases.stateOf("T6-a")).toMatchObject({
      finished_at: at("2015-04-08T02:00:00Z"),
      ending: "closed",
    });
  });

  it("14, 16z: are read by patterns with an offset and with a written Z", async () => {
    expect(
      await cases.importCsv(caseFile("14-iso-offset.csv"), readCaseFormat("iso-offset.json")),
    ).toMatchObject({
      imported_reports: 2,
    });
    expect(await cases.importCsv(caseFile("16z-iso-z.csv"), readCaseFormat("iso-z.json"))).toMatchObject({
      imported_reports: 1,
    });
    for (const id of ["T14-1", "T14-2", "T16z-1"]) {
      expect(await cases.stateOf(id)).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
    }
    expect(await cases.stateOf("T14-2")).toMatchObject({
      due_at: at("2015-04-09T18:00:00Z"),
      finished_at: at("2015-04-08T18:00:00Z"),
    });
  });

  it("that is the source's and not the city's is a setting of format and feed", async () => {
    const file = cases.write(
      "utc.csv",
      `${CASE_HEADER}\n${caseRow("T14-utc", { opened: "04/07/2015 06:00:00 PM" })}`,
    );
    await cases.importCsv(file, cases.bostonFormat({ id: "utc", time_zone: "UTC" }));
    expect(await cases.stateOf("T14-utc")).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
  });

  it("as numbers are read by the feed's unit", async () => {
    const request = (id: string, requested_datetime: number) => ({
      service_request_id: id,
      status: "open",
      service_code: "Graffiti Removal",
      requested_datetime,
    });
    const file = cases.write(
      "epochs.json",
      JSON.stringify([request("T6-s", 1428429600), request("T6-ms", 1428429600000)]),
    );
    expect(await cases.importRequests(file, "epochs-s", { epoch_unit: "seconds" })).toMatchObject({
      rejected: 1,
    });
    expect(await cases.stateOf("T6-s")).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
    expect(await cases.importRequests(file, "epochs", {})).toMatchObject({ rejected: 0 });
    expect(await cases.stateOf("T6-ms")).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
  });

  const requests = (times: readonly unknown[], stem: string) =>
    JSON.stringify(
      times.map((requested_datetime, index) => ({
        service_request_id: `${stem}-${index}`,
        status: "open",
        service_code: "Graffiti Removal",
        requested_datetime,
      })),
    );

  it("are read in the spellings of other servers too", async () => {
    const times = [
      "2015-04-08T01:00:00+07",
      "2015-04-08 01:00:00 GMT+7",
      "2015-04-08T01:00:00 UTC+0700",
      "2015-04-08T01:00:00.000+07:00[Asia/Ho_Chi_Minh]",
      "2015-04-07t18:00:00z",
      "2015-04-07T18:00:00.000000Z",
      "2015-04-07T23:45:00+0545",
      "2015-04-07T14:30:00\u221203:30",
      "2015-04-07 18:00:00 GMT",
      "1428429600000",
    ];
    const file = cases.write("other-spellings.json", requests(times, "T3-s"));
    expect(await cases.importRequests(file, "other-spellings")).toMatchObject({ requests: 10, rejected: 0 });
    for (const index of times.keys()) {
      expect(await cases.stateOf(`T3-s-${index}`)).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
    }
  });

  it("are refused where their zone cannot be known, never read as local ones", async () => {
    const times = [
      "2015-04-07T18:00:00 ICT",
      "2015-04-07T18:00:00 EST",
      "2015-04-07T18:00:00+99:00",
      "2015-04-07T18:00:00+07:00:00",
      "2015-04-07T18:00:00[Asia/Saigon]",
      "Tue, 07 Apr 2015 18:00:00 +0000",
      "07/04/2015 18:00",
      1428429.6,
      null,
    ];
    const file = cases.write("no-zone.json", requests(times, "T3-n"));
    expect(await cases.importRequests(file, "no-zone")).toMatchObject({
      requests: 9,
      events: 0,
      rejected: 9,
    });
  });

  it.each([
    ["yyyy-MM-dd HH:mm ZZZ", "2015-04-08 01:00 GMT+7"],
    ["yyyy-MM-dd HH:mm ZZZ", "2015-04-08 01:00 +07"],
    ["dd/MM/yyyy HH:mm:ssZ", "08/04/2015 01:00:00UTC+0700"],
    ["dd/MM/yyyy HH:mm 'GMT+7'", "08/04/2015 01:00 GMT+7"],
    ["yyyy-MM-dd HH:mm z", "2015-04-08 01:00 Asia/Ho_Chi_Minh"],
    ["X", "1428429600"],
    ["x", "1428429600000"],
  ])("%s reads %s", async (time_pattern, opened) => {
    const id = `T3 ${opened}`;
    const row = caseRow(id, { opened, target: "" });
    const file = cases.write("pattern.csv", `${CASE_HEADER}\n${row}`);
    expect(
      await cases.importCsv(file, cases.bostonFormat({ id: `p ${opened}`, time_pattern })),
    ).toMatchObject({
      imported_reports: 1,
    });
    expect(await cases.stateOf(id)).toMatchObject({ received_at: at("2015-04-07T18:00:00Z") });
  });

  it.each(["04/07/2015 06:00:00 PM Z", "04/07/2015 06:00:00 PM +0000", "04/07/2015 06:00:00 PM UTC"])(
    "%s is refused by a format that knows no zone",
    async (opened) => {
      const file = cases.write("zone.csv", `${CASE_HEADER}\n${caseRow(`T3 ${opened}`, { opened })}`);
      expect(await cases.importCsv(file, cases.bostonFormat({ id: `z ${opened}` }))).toMatchObject({
        imported_reports: 0,
        rejected: [{ code: "bad_row", count: 1 }],
      });
    },
  );
});
