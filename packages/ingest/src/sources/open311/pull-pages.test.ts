import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MockOpen311 } from "../../testing/mock-open311.ts";
import {
  COUNT,
  DAY,
  iso,
  type PullMock,
  REQUESTS,
  renderXml,
  SINCE,
  startPullMock,
} from "../../testing/pull-mock.ts";
import type { PullOptions } from "./pull-open311.ts";

let mock: PullMock;
let server: MockOpen311;
beforeAll(async () => {
  mock = await startPullMock();
  server = mock.server;
});
afterAll(() => server.close());

type Behaviour = Parameters<MockOpen311["behave"]>[0];

/** The same behaviour of a server whose first page is page 0. */
const fromZero = (behaviour: Behaviour): Behaviour => ({
  ...behaviour,
  change(question) {
    question.page += 1;
  },
});

describe("2,500 requests come whole from a server that", () => {
  it.each<[string, Parameters<MockOpen311["behave"]>[0], Partial<PullOptions>?]>([
    ["keeps to the standard", {}],
    ["caps pages at 50", { cap: 50 }],
    ["caps pages at 7", { cap: 7 }],
    [
      "ignores pages and gives at most 1,000",
      { cap: 1000, ignoresPages: true },
      { tuning: { windowMs: 30 * DAY } },
    ],
    ["ignores pages and gives at most 20", { cap: 20, ignoresPages: true }],
    ["ignores pages and gives all", { ignoresPages: true }, { tuning: { windowMs: 30 * DAY } }],
    [
      "gives the newest first",
      { cap: 50, order: (a, b) => (a.requested_datetime < b.requested_datetime ? 1 : -1) },
    ],
    ["repeats its last page for ever", { cap: 50, repeatsLastPage: true }],
    [
      "leaves out what lies on the bounds",
      { cap: 20, ignoresPages: true, bounds: "neither" },
      { since: SINCE - DAY },
    ],
    ["answers empty spans with 404", { cap: 50, writeEmpty: (response) => response.writeHead(404).end() }],
    [
      "answers empty spans with an error 404 of GeoReport",
      {
        cap: 50,
        writeEmpty: (response) =>
          response.writeHead(404).end('[{"code":404,"description":"No service requests found"}]'),
      },
    ],
    ["answers empty spans with null", { cap: 50, writeEmpty: (response) => response.end("null") }],
    ["answers empty spans with {}", { cap: 50, writeEmpty: (response) => response.end("{}") }],
    [
      "answers empty spans with nothing",
      { cap: 50, writeEmpty: (response) => response.writeHead(204).end() },
    ],
    ["wraps its list", { cap: 50, render: (list) => JSON.stringify({ count: list.length, requests: list }) }],
    [
      "wraps its list twice",
      { cap: 50, render: (list) => JSON.stringify({ requests: [{ request: list }] }) },
    ],
    ["gives arrays of one", { cap: 50, render: (list) => JSON.stringify(list.map((one) => [one])) }],
    [
      "wraps every request",
      {
        cap: 50,
        render: (list) => JSON.stringify({ service_requests: list.map((request) => ({ request })) }),
      },
    ],
    ["answers in XML", { cap: 50, render: renderXml }],
    ["answers in XML, single requests too", { cap: 1, render: renderXml }, { since: SINCE + 24.5 * DAY }],
    [
      "numbers pages from 0",
      {
        cap: 50,
        change: (question) => {
          question.page += 1;
        },
      },
      { server: { first_page: 0 } },
    ],
    ["numbers pages from 0, and nothing says so", fromZero({ cap: 50 })],
    ["numbers pages from 0 and has few requests in a span", fromZero({}), { since: SINCE + 24.5 * DAY }],
    [
      "numbers pages from 0 and answers empty ones with 404",
      fromZero({ cap: 25, writeEmpty: (response) => response.writeHead(404).end() }),
    ],
    [
      "takes page 0 for page 1",
      { cap: 25, change: (question) => (question.page = Math.max(1, question.page)) },
    ],
    [
      "refuses page 0",
      {
        cap: 25,
        intercept({ page }, response) {
          if (page === 0) response.writeHead(400).end('[{"code":400,"description":"page must be from 1"}]');
          return page === 0;
        },
      },
    ],
    ["ends its pages after 1,000 requests", { cap: 50, most: 1000 }, { tuning: { windowMs: 30 * DAY } }],
    ["ends its pages after 500 requests", { cap: 25, most: 500 }],
    [
      "gives the address of the next page by a header, and knows no other",
      {
        cap: 50,
        ignoresPages: true,
        intercept(_, response) {
          response.setHeader("link", '<https://311.example.org/requests.json?cursor=abc>; rel="next"');
          return false;
        },
      },
    ],
    [
      "tells totals beside its list",
      {
        cap: 50,
        render: (list) => JSON.stringify({ total: COUNT, page: 1, per_page: 50, pages: 50, requests: list }),
      },
    ],
    [
      "wraps its data with what it says of them",
      {
        cap: 50,
        render: (list) => JSON.stringify({ data: { meta: { total: COUNT }, service_requests: list } }),
      },
    ],
    [
      "answers in XML with names in a namespace",
      {
        cap: 50,
        render: (list) =>
          renderXml(list)
            .replaceAll(/<(\/?)(\w)/g, "<$1gr:$2")
            .replace("<gr:service_requests>", '<gr:service_requests xmlns:gr="urn:georeport">'),
      },
    ],
    [
      "answers in XML with what is nothing marked so",
      {
        cap: 50,
        render: (list) =>
          renderXml(list).replaceAll("</request>", '<agency_responsible xsi:nil="true"/></request>'),
        writeEmpty: (response) => response.end('<?xml version="1.0"?><service_requests type="array"/>'),
      },
    ],
  ])(
    "%s",
    async (_, behaviour, over = {}) => {
      server.behave(behaviour);
      const { found, mark } = await mock.pull(over);
      const expected = REQUESTS.filter(
        ({ requested_datetime }) => Date.parse(requested_datetime) >= (over.since ?? SINCE),
      );
      expect(found.size).toBe(expected.length);
      expect(JSON.parse(mark ?? "")).toEqual({ until: new Date(SINCE + 30 * DAY).toISOString() });
    },
    60_000,
  );

  it("repeats a page in the middle and leaves another out", async () => {
    server.behave({
      cap: 50,
      change: (question) => {
        if (question.to - question.from > 5 * DAY && question.page === 3) question.page = 2;
      },
    });
    expect((await mock.pull()).found.size).toBe(COUNT);
  });

  it("gives requests another date while it is read: they and those behind them still come", async () => {
    let changed = 0;
    server.behave({
      cap: 50,
      change(_, held) {
        const request = held[changed * 5];
        if (request === undefined || changed >= 100) return;
        changed += 1;
        request.updated_datetime = iso(SINCE + 29 * DAY + changed * 1000);
      },
    });
    const { found } = await mock.pull({ order: "updated" });
    expect(changed).toBe(100);
    expect(found.size).toBe(COUNT);
  });
});
