import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CASE_HEADER, caseFile, caseRow, openCases } from "../../testing/open-cases.ts";

const at = (text: string): number => Date.parse(text);
let cases: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.close());

describe("a due without an agency", () => {
  it("22: judges the report, whichever source gave it", async () => {
    await cases.importRequests(caseFile("22-no-agency.json"), "no-agency");
    await cases.importCsv(caseFile("22-no-agency.csv"), cases.bostonFormat({ id: "no-agency" }));
    const due = at("2015-04-09T13:00:00Z");
    for (const id of ["T22-1", "T22c-1"]) {
      expect(await cases.stateOf(id)).toMatchObject({ due_at: due, finished_at: at("2015-04-20T13:00:00Z") });
    }
    expect(await cases.stateOf("T22-2")).toMatchObject({ due_at: due, ending: "open" });
    const span = {
      as_of: at("2015-06-01T00:00:00Z"),
      from: at("2015-04-01T00:00:00Z"),
      to: at("2015-05-01T00:00:00Z"),
    };
    expect(await cases.store.query("summary", span)).toMatchObject([
      { received: 3, handled_late: 2, handled_on_time: 0, open_overdue: 1 },
    ]);
  });

  it.each(["", "N/A", "NULL"])("judges where the agency is %j, in time and late", async (agency) => {
    const rows = ["04/08/2015 02:00:00 PM", "04/10/2015 02:00:00 PM", ""].map((closed, index) =>
      caseRow(`T4 ${JSON.stringify(agency)} ${index}`, { closed }).replace("PWDx", agency),
    );
    const file = cases.write("dues.csv", [CASE_HEADER, ...rows].join("\n"));
    const format = cases.bostonFormat({ id: `dues ${JSON.stringify(agency)}` });
    expect(await cases.importCsv(file, format)).toMatchObject({ imported_reports: 3 });
    const [inTime, late, open] = await Promise.all(
      [0, 1, 2].map((index) => cases.stateOf(`T4 ${JSON.stringify(agency)} ${index}`)),
    );
    const due_at = at("2015-04-09T18:00:00Z");
    expect(inTime).toMatchObject({ due_at, finished_at: at("2015-04-08T18:00:00Z"), assignments: [] });
    expect(late).toMatchObject({ due_at, finished_at: at("2015-04-10T18:00:00Z") });
    expect(open).toMatchObject({ due_at, finished_at: null });
  });

  it("given with the receipt stays when an agency takes the report without one", async () => {
    const event = (kind: string, time: string, data: object) => ({
      specversion: "1.0",
      id: kind,
      source: "urn:dues",
      type: `vn.toancanh.report.${kind}`,
      subject: "T4-taken",
      time,
      data: { requested_datetime: "2015-04-07T18:00:00Z", ...data },
    });
    const list = [
      event("received", "2015-04-07T18:00:00Z", {
        channel: "phone",
        service_code: "x",
        expected_datetime: "2015-04-09T18:00:00Z",
      }),
      event("assigned", "2015-04-08T18:00:00Z", { agency_responsible: "PWDx" }),
      event("closed", "2015-04-20T18:00:00Z", {}),
    ];
    expect(await cases.post(Buffer.from(JSON.stringify(list)))).toMatchObject({ result: { accepted: 3 } });
    expect(await cases.stateOf("T4-taken")).toMatchObject({ due_at: at("2015-04-09T18:00:00Z") });
  });
});
