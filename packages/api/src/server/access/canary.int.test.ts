import { API_PREFIX, ENDPOINT_IDS, ENDPOINTS, type EndpointId, ROLES } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench, receivedEvent } from "../../testing/open-bench.ts";
import { openTrialDoor } from "./door.ts";

/** Names, numbers and texts, each of which is found by a mark of its own. */
const COUNT = 10_000;
const BATCH = 500;
const MARK = "Chim Hoàng Yến";
const canary = (n: number) => ({
  name: `Nguyễn Thị ${MARK} ${n}`,
  phone: `+84 909 ${String(n).padStart(6, "0")}`,
  text: `Nhà tôi ở hẻm ${n}, ${MARK} kêu cả đêm`,
});
const MARKED = /Chim Ho|\+84 909 \d{6}|kêu cả đêm/;

let bench: Bench;
let api: FastifyInstance;
let letters: string[] = [];
const logged: string[] = [];
const facts: string[] = [];

/** Ways in which an event cannot be taken, with a person's data where a value or a name should be another. */
const BREAKS: ((n: number) => Record<string, unknown>)[] = [
  (n) => ({ type: canary(n).text }),
  (n) => ({ time: canary(n).name }),
  (n) => ({ dataschema: canary(n).text }),
  (n) => ({ id: canary(n).text.repeat(20) }),
  (n) => ({ source: { [canary(n).name]: canary(n).phone } }),
  (n) => ({ data: { lat: canary(n).phone } }),
  (n) => ({ data: { channel: [canary(n).name] } }),
  (n) => ({ data: { requested_datetime: canary(n).text } }),
  (n) => ({ subject: "", [canary(n).name]: canary(n).text }),
];

beforeAll(async () => {
  bench = await openBench();
  const log = pino({ level: "trace" }, { write: (line: string) => logged.push(line) });
  const audit = async (fact: object) => void facts.push(JSON.stringify(fact));
  api = bench.openApi({ log, door: openTrialDoor(bench.profile, audit) });
  for (let from = 0; from < COUNT; from += BATCH) {
    const payload = Array.from({ length: BATCH }, (_, index) => {
      const n = from + index;
      const { name, phone, text } = canary(n);
      if (n % 20 === 0) return { ...receivedEvent(`B-${n}`), ...BREAKS[(n / 20) % BREAKS.length]?.(n) };
      return receivedEvent(`C-${n}`, {
        reporter: name,
        data: { first_name: name, phone, description: text },
      });
    });
    const answer = await api.inject({ method: "POST", url: `${API_PREFIX}/events`, payload });
    expect(answer.json()).toMatchObject({ accepted: BATCH - BATCH / 20, dead_letters: BATCH / 20 });
    expect(answer.body).not.toMatch(MARKED);
    letters = [...letters, answer.json().errors[0].dead_letter_id];
  }
}, 240_000);
afterAll(() => bench.close());

function pathOf(id: EndpointId): string[] {
  const path = `${API_PREFIX}${ENDPOINTS[id].path}`;
  if (id === "dead_letter") return letters.map((letter) => path.replace(":id", letter));
  if (id === "dead_letters") return [`${path}?limit=500`];
  return ["C-1", "C-9999"].map((report) => path.replace(":id", report));
}

async function bodyOf(url: string, role: string): Promise<string> {
  const cookie = `toancanh_role=${role === "office" ? "office~ward:26743" : role}`;
  if (!url.endsWith("/live")) return (await api.inject({ url, headers: { cookie } })).body;
  const answer = await api.inject({ url, headers: { cookie }, payloadAsStream: true });
  let body = "";
  for await (const chunk of answer.stream()) {
    body += String(chunk);
    if (answer.statusCode !== 200 || body.includes("event: snapshot")) break;
  }
  return body;
}

/** What is asked beside the catalogue: reports as the public and other systems read them. */
const OPEN311 = ["requests.json", "requests.xml?extensions=true", "requests/C-1.json", "services.xml"].map(
  (path) => `/open311/v2/${path}`,
);

describe("ten thousand citizens' names, numbers and texts", () => {
  it("are in no answer to any role but the bodies that operators may read", async () => {
    const found: string[] = [];
    for (const url of OPEN311) {
      for (const role of Object.keys(ROLES)) {
        const body = await bodyOf(url, role);
        if (MARKED.test(body)) found.push(`${role} ${url}`);
        if (!body.includes("C-1") && url.includes("requests/C-1")) found.push(`${role} ${url}: no report`);
      }
    }
    for (const id of ENDPOINT_IDS) {
      if (ENDPOINTS[id].method !== "GET") continue;
      for (const role of Object.keys(ROLES)) {
        for (const url of pathOf(id)) {
          const body = await bodyOf(url, role);
          // Bodies are base64: what they hold shows only when they are decoded, so here both are looked at.
          const decoded = id === "dead_letter" ? body + Buffer.from(rawOf(body), "base64").toString() : body;
          const mayHold = id === "dead_letter" && (role === "operator" || role === "local");
          if (MARKED.test(decoded) && !mayHold) found.push(`${role} ${url}`);
        }
      }
    }
    expect(found).toEqual([]);
  }, 240_000);

  it("would be found: operators read them", async () => {
    const [letter = ""] = letters;
    const body = await bodyOf(`${API_PREFIX}/dead-letters/${letter}`, "operator");
    expect(Buffer.from(rawOf(body), "base64").toString()).toMatch(MARKED);
  });

  it("are in no stored event or state, no line of the log and no entry of the audit log", async () => {
    const keys = await bench.store.query("report_keys_in_period", {
      from: 0,
      to: bench.clock.at + 86_400_000,
    });
    expect(keys.length).toBe(COUNT - COUNT / 20);
    for (let from = 0; from < keys.length; from += 2000) {
      const events = await bench.store.readEvents(keys.slice(from, from + 2000));
      expect(JSON.stringify(events)).not.toMatch(MARKED);
    }
    expect(logged.join("\n")).not.toMatch(MARKED);
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.join("\n")).not.toMatch(MARKED);
  }, 120_000);
});

/** The bytes in an answer, base64; "" where it has none. */
function rawOf(body: string): string {
  const answer: unknown = JSON.parse(body);
  if (typeof answer !== "object" || answer === null || !("raw" in answer)) return "";
  return typeof answer.raw === "string" ? answer.raw : "";
}
