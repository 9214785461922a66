import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseFile, openCases } from "../../testing/open-cases.ts";

let cases: Awaited<ReturnType<typeof openCases>>;
beforeAll(async () => {
  cases = await openCases();
});
afterAll(() => cases.close());

describe("CloudEvents of other producers", () => {
  const envelope = {
    specversion: "1.0",
    type: "vn.toancanh.report.received",
    time: "2026-11-26T09:00:00-05:00",
    source: "urn:other",
  };

  it("21e: are read in binary mode over HTTP", async () => {
    const headers = Object.fromEntries(
      Object.entries({ ...envelope, id: "21e", subject: "T21e%20%C3%A0" }).map(([name, value]) => [
        `ce-${name}`,
        value,
      ]),
    );
    const body = readFileSync(caseFile("21e-binary-mode.json"));
    const post = () => cases.post(body, { headers, contentType: "application/json; charset=utf-8" });
    expect(await post()).toMatchObject({ kind: "taken", result: { accepted: 1 } });
    expect(await post()).toMatchObject({ kind: "taken", result: { duplicates: 1 } });
    expect(await cases.stateOf("T21e à")).toMatchObject({ channel: "phone" });
  });

  it("21f: are two where two sources give one id", async () => {
    const file = caseFile("21f-same-id-two-sources.json");
    const taken = await cases.post(readFileSync(file));
    expect(taken).toMatchObject({ kind: "taken", result: { accepted: 2, duplicates: 0, conflicts: 0 } });
    expect(await cases.stateOf("C5")).toMatchObject({ ending: "closed" });
    expect(await cases.importCsv(file, "cloudevents")).toMatchObject({ rows: 2, events: 0, duplicates: 2 });
  });

  it("38: are taken with any parameters of application/json, and of no other vocabulary", async () => {
    const file = caseFile("38-datacontenttype.ndjson");
    expect(await cases.importCsv(file, "cloudevents")).toMatchObject({
      events: 4,
      rejected: [{ code: "bad_value", count: 1, examples: [{ pointer: "/datacontenttype" }] }],
    });
    for (const id of ["T38-0", "T38-1", "T38-3", "T38-9"]) expect(await cases.stateOf(id)).toBeDefined();
    expect(await cases.stateOf("T38-2")).toBeUndefined();
  });

  const received = (id: string, over: object = {}) => ({
    ...envelope,
    id,
    subject: id,
    data: { requested_datetime: "2026-11-26T09:00:00-05:00", channel: "phone", service_code: "x" },
    ...over,
  });

  it("of one id and one source are one event, and one of another source is another", async () => {
    const closed = { type: "vn.toancanh.report.closed", data: { requested_datetime: envelope.time } };
    const list = [
      received("three"),
      received("three", {
        ...closed,
        subject: "three",
        source: "urn:other/b",
        time: "2026-11-26T10:00:00-05:00",
      }),
      received("three", { source: "urn:OTHER", subject: "three-of-another-city" }),
      received("three"),
    ];
    expect(await cases.post(Buffer.from(JSON.stringify(list)))).toMatchObject({
      result: { accepted: 3, duplicates: 1, conflicts: 0 },
    });
    expect(await cases.stateOf("three")).toMatchObject({ ending: "closed" });
    expect(await cases.stateOf("three-of-another-city")).toMatchObject({ ending: "open" });
    const other = received("three", { data: { ...received("three").data, channel: "app" } });
    expect(await cases.post(Buffer.from(JSON.stringify(other)))).toMatchObject({ result: { conflicts: 1 } });
  });

  it.each<[string, (events: readonly object[]) => string]>([
    ["lines", (events) => events.map((event) => JSON.stringify(event)).join("\r\n")],
    ["a line of all", (events) => JSON.stringify(events)],
    ["an array over many lines", (events) => JSON.stringify(events, null, 2)],
    ["an array a line", (events) => events.map((event) => JSON.stringify([event])).join("\n")],
    ["an array with a byte order mark", (events) => `\uFEFF\n ${JSON.stringify(events, null, 1)}\n`],
  ])("are read from files of %s", async (name, render) => {
    const events = [0, 1, 2].map((index) => received(`${name}-${index}`));
    const file = cases.write(`${name}.json`, render([...events, { specversion: "1.0" }]));
    expect(await cases.importCsv(file, "cloudevents")).toMatchObject({
      rows: 4,
      events: 3,
      imported_reports: 3,
      rejected: [{ code: "missing_field", count: 1 }],
    });
    expect(await cases.stateOf(`${name}-2`)).toBeDefined();
  });

  it("are not read from an array that is cut off, and nothing of it is stored", async () => {
    const text = JSON.stringify([received("cut-0"), received("cut-1")], null, 2);
    const file = cases.write("cut.json", text.slice(0, -40));
    await expect(cases.importCsv(file, "cloudevents")).rejects.toMatchObject({
      code: "not_events",
      message: expect.stringContaining("is broken or cut off"),
    });
    expect(await cases.stateOf("cut-0")).toBeUndefined();
  });

  it.each([
    ["id", "90071992547409931"],
    ["subject", "90071992547409931"],
  ])("with a number for %s are refused and never rounded", async (field, number) => {
    const text = JSON.stringify(received("big")).replace(/("(?:id|subject)"):"big"/g, (member, name) =>
      name === `"${field}"` ? `${name}:${number}` : member,
    );
    expect(await cases.post(Buffer.from(text))).toMatchObject({
      kind: "all_rejected",
      result: { errors: [{ code: "wrong_type", pointer: `/${field}` }] },
    });
    expect(await cases.stateOf("90071992547409932")).toBeUndefined();
  });
});
