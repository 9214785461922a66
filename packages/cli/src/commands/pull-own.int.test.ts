import { join } from "node:path";
import { EVENT_SCHEMA } from "@toancanh/contracts";
import { expect, it } from "vitest";
import { makeFolder, runCommand, startHeld } from "../testing/run-command.ts";

const COUNT = 2500;
const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();

/** A report every 25 minutes of the last 44 days; every second one was closed an hour after it came. */
function eventsOf(n: number, now: number): object[] {
  const requested = now - (n + 1) * 25 * MINUTE;
  const event = (kind: string, time: number, data: object) => ({
    specversion: "1.0",
    id: `own-${n}:${kind}`,
    source: "urn:test",
    type: `vn.toancanh.report.${kind}`,
    subject: `own-${n}`,
    time: iso(time),
    dataschema: EVENT_SCHEMA,
    data: { requested_datetime: iso(requested), ...data },
  });
  const service = ["road-surface", "water-leak", "other"][n % 3];
  const place = { lat: 10.7721 + (n % 50) / 1000, long: 106.6983 };
  return [
    event("received", requested, { channel: "web", service_code: service, ...place }),
    ...(n % 2 === 1 || requested + 60 * MINUTE > now ? [] : [event("closed", requested + 60 * MINUTE, {})]),
  ];
}

async function read(url: string): Promise<unknown> {
  const answer = await fetch(url);
  expect(answer.status, url).toBe(200);
  return answer.json();
}

/** Every request of the server, page after page. */
async function readRequests(url: string, since: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let page = 1; page < 10; page += 1) {
    const found = await read(`${url}/open311/v2/requests.json?start_date=${since}&page=${page}`);
    if (!Array.isArray(found) || found.length === 0) break;
    all.push(...found);
  }
  return all;
}

it("a pull of our own Open311 server has every report, and the same figures come of them", async () => {
  const folder = await makeFolder();
  const now = Date.now();
  const since = iso(now - 60 * 86_400_000);
  const giver = await startHeld(join(folder, "giver"));
  const events = Array.from({ length: COUNT }, (_, n) => eventsOf(n, now)).flat();
  for (let from = 0; from < events.length; from += 500) {
    const posted = await fetch(`${giver.url}/api/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(events.slice(from, from + 500)),
    });
    expect(posted.status).toBe(202);
  }
  const data = join(folder, "taker");
  const endpoint = `${giver.url}/open311/v2`;
  const pulled = await runCommand(["pull", endpoint, "--data", data, "--feed", "own", "--since", since]);
  expect(pulled.code, pulled.stderr).toBe(0);
  expect(JSON.parse(pulled.stdout)).toMatchObject({ requests: COUNT, rejected: 0, unknown_statuses: {} });

  const taker = await startHeld(data);
  const given = await readRequests(giver.url, since);
  expect(given).toHaveLength(COUNT);
  expect(await readRequests(taker.url, since)).toEqual(given);
  const query = `from=${since}&to=${iso(now)}`;
  for (const figure of ["summary", "wards", "categories"]) {
    const [before, after] = await Promise.all(
      [giver, taker].map(({ url }) => read(`${url}/api/v1/${figure}?${query}`)),
    );
    const { as_of: _at, latest_event_at: _latest, ...figures } = Object(before);
    expect(after).toMatchObject(figures);
  }
  await Promise.all([giver.stop(), taker.stop()]);
}, 300_000);
