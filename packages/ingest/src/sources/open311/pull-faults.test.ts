import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MockOpen311 } from "../../testing/mock-open311.ts";
import {
  COUNT,
  DAY,
  type PullMock,
  REQUESTS,
  renderXml,
  SINCE,
  startPullMock,
} from "../../testing/pull-mock.ts";

let mock: PullMock;
let server: MockOpen311;
beforeAll(async () => {
  mock = await startPullMock();
  server = mock.server;
});
afterAll(() => server.close());

describe("2,500 requests come whole, in spite of", () => {
  it("429 and 503 in between, as long after each as Retry-After says", async () => {
    const date = (response: ServerResponse) => {
      response.setHeader("date", new Date().toUTCString());
      return new Date(Date.now() + 1000).toUTCString();
    };
    server.behave({
      cap: 100,
      intercept({ count }, response) {
        if (count === 3) response.writeHead(429, { "retry-after": "1" }).end();
        else if (count === 6) response.writeHead(429, { "retry-after": date(response) }).end();
        else if (count === 9 || count === 10) response.writeHead(503).end("busy");
        else return false;
        return true;
      },
    });
    const { found } = await mock.pull();
    expect(found.size).toBe(COUNT);
    const pauses = mock.logged.flatMap((line) => /"pause_ms":(\d+)/.exec(line)?.[1] ?? []).map(Number);
    expect(pauses).toEqual([1000, expect.any(Number), 5, 10]);
    expect(pauses[1]).toBeGreaterThanOrEqual(1000);
    expect(pauses[1]).toBeLessThanOrEqual(2000);
  });

  it("connections reset in the middle of a body, bodies cut off and slow answers", async () => {
    const whole = JSON.stringify(REQUESTS.slice(0, 50));
    server.behave({
      cap: 100,
      intercept({ count }, response) {
        if (count === 2) {
          response.writeHead(200, { "content-length": whole.length }).write(whole.slice(0, 900));
          setTimeout(() => response.destroy(), 20);
        } else if (count === 5) response.end(whole.slice(0, 900));
        else if (count === 8) response.end(renderXml(REQUESTS.slice(0, 9)).slice(0, 700));
        else if (count === 11) void sleep(900).then(() => response.end("[]"));
        else return false;
        return true;
      },
    });
    const { found } = await mock.pull({ tuning: { retryMs: 5, timeoutMs: 400 } });
    expect(found.size).toBe(COUNT);
    expect(mock.logged.filter((line) => line.includes("will ask again"))).toHaveLength(4);
  });
});

describe("fails by name, with the mark where it was, on a server that", () => {
  const always = (status: number, body: string, headers: Record<string, string> = {}) => ({
    intercept: (_: unknown, response: ServerResponse) => {
      response.writeHead(status, headers).end(body);
      return true;
    },
  });
  const same = { cap: 30, ignoresPages: true, order: () => 0 };

  it.each<[string, Parameters<MockOpen311["behave"]>[0], RegExp]>([
    [
      "answers errors with status 200",
      always(200, '[{"code":400,"description":"bad date"}]'),
      /an error: 400 bad date/,
    ],
    [
      "wraps errors",
      always(200, '{"errors":[{"code":"403","description":"no key"}]}'),
      /an error: 403 no key/,
    ],
    ["says an error in a word", always(200, '{"error":"rate limit"}'), /an error: rate limit/],
    ["lists an error", always(200, '[{"error":"rate limit"}]'), /an error: rate limit/],
    [
      "sends an error beside no requests",
      always(200, '{"requests":[],"errors":["down"]}'),
      /an error: .*down/,
    ],
    [
      "sends errors in XML",
      always(200, "<errors><error><code>500</code><description>x</description></error></errors>"),
      /an error: 500 x/,
    ],
    ["sends a web page", always(200, "<!DOCTYPE html><html><body>Sorry</body></html>"), /a web page/],
    ["lists other things", always(200, '[{"token":"abc"}]'), /no service requests/],
    ["sends a message", always(200, '{"message":"Internal error"}'), /no list of service requests/],
    ["has no such address", always(404, "<html>Not found</html>"), /status 404; check its address/],
    [
      "knows no such jurisdiction",
      always(404, '[{"code":404,"description":"jurisdiction_id not found"}]'),
      /check its address/,
    ],
    [
      "answers everything with 404",
      always(404, '{"detail":"Not found"}'),
      /every question with 404: check its address/,
    ],
    ["refuses", always(403, "no"), /refused: status 403/],
    ["asks to wait for an hour", always(429, "", { "retry-after": "3600" }), /asks to wait 3600 s/],
    ["is always busy", always(503, ""), /did not answer \(status 503, 5 tries\)/],
    ["always cuts its answers", always(200, '[{"service_request_id":"1"'), /is cut off, 5 tries\)/],
    [
      "writes times without an offset",
      {
        cap: 50,
        render: (list) =>
          JSON.stringify(list.map((one) => ({ ...one, requested_datetime: "2015-03-02 09:00" }))),
      },
      /none of \d+ requests could be taken, the first one because requested_datetime is no date-time with an offset\./,
    ],
    [
      "gives 30 requests for whatever it is asked",
      {
        ...same,
        change: (question) => {
          question.from = 0;
          question.to = SINCE + 40 * DAY;
        },
      },
      /gives 30 requests even for the second from 2015-03-0/,
    ],
  ])("%s", async (_, behaviour, problem) => {
    server.behave(behaviour);
    const name = mock.newName();
    const failure = await mock.pull({}, name).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: "PullError", message: expect.stringMatching(problem) });
    expect(failure).toMatchObject({ message: expect.stringMatching(/nothing is marked as pulled/) });
    expect(mock.marks.get(`open311:${name}`)).toBeUndefined();
  });

  it("breaks down on the way: what was pulled stays, and the next pull brings the rest", async () => {
    const breakDown = SINCE + 14 * DAY;
    server.behave({
      cap: 50,
      intercept({ to }, response) {
        if (to <= breakDown) return false;
        response.writeHead(500).end();
        return true;
      },
    });
    const name = "resumed";
    await expect(mock.pull({}, name)).rejects.toThrow(
      /pulled up to 2015-03-15T00:00:00.000Z; the next pull goes on/,
    );
    expect(JSON.parse(mock.marks.get(`open311:${name}`) ?? "")).toEqual({
      until: new Date(breakDown).toISOString(),
    });
    server.behave({ cap: 50 });
    const { found } = await mock.pull({}, name);
    expect(found.size).toBe(COUNT);
    expect(server.questions[0]?.from).toBe(breakDown);
  });
});

it("tells how far it is", async () => {
  server.behave({ cap: 50 });
  const steps: number[] = [];
  await mock.pull({ onProgress: ({ requests }) => steps.push(requests) });
  expect(steps.length).toBeGreaterThan(50);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
});
