import { createHash } from "node:crypto";
import { openStore } from "@toancanh/store";
import { pino } from "pino";
import { expect, it } from "vitest";
import { makeFolder, recordTerminal } from "../testing/run-command.ts";
import { listDeadLetters, replayDeadLetters, showDeadLetter } from "./dead-letters.ts";

const log = pino({ level: "silent" });

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The id follows from the place and the bytes, as ingest makes it. */
function letter(offset: number, raw: string, over: object = {}) {
  const place = ["kafka:report-events", `report-events/3/${offset}`];
  return {
    dead_letter_id: sha256(JSON.stringify([...place, sha256(raw)])).slice(0, 32),
    source: "kafka:report-events",
    position: `report-events/3/${offset}`,
    recorded_at: Date.now() - 60_000,
    reason_code: "unsupported_schema_version",
    field_path: "/dataschema",
    message: "This version reads urn:toancanh:report-event:1.x only.",
    schema_version: "2.0",
    raw_sha256: sha256(raw),
    raw: Buffer.from(raw).toString("base64"),
    ...over,
  };
}

const time = new Date(Date.now() - 3_600_000).toISOString();
const event = JSON.stringify({
  specversion: "1.0",
  id: "e-1",
  source: "urn:toancanh:test",
  type: "vn.toancanh.report.received",
  subject: "r-1",
  time,
  data: { requested_datetime: time, channel: "phone" },
});

it("lists, shows and replays dead letters; what is refused again waits on", async () => {
  const data = await makeFolder();
  const options = { profile: "hcmc", data, clickhouseDatabase: "toancanh" };
  const store = await openStore({ path: data, clock: { now: Date.now } });
  const first = letter(1, event);
  const id = first.dead_letter_id;
  await store.writeDeadLetters([
    first,
    letter(2, "{cut"),
    letter(3, event.slice(0, 10), { raw_sha256: "of more bytes than were kept" }),
  ]);
  await store.close();
  const { terminal, output } = recordTerminal();
  const read = async (work: Promise<void>): Promise<string> => {
    output.stdout = "";
    await work;
    return output.stdout;
  };
  const list = async () =>
    (await read(listDeadLetters({ ...options, limit: "9" }, terminal, log))).trim().split("\n");

  const listed = await list();
  expect(listed).toHaveLength(3);
  expect(listed.join()).not.toContain(Buffer.from(event).toString("base64"));
  const shown = await read(showDeadLetter(id, options, terminal, log));
  expect(JSON.parse(shown)).toMatchObject({ dead_letter_id: id, schema_version: "2.0" });
  expect(shown).not.toContain('raw"');
  expect(await read(showDeadLetter(id, { ...options, raw: true }, terminal, log))).toContain("r-1");
  await expect(showDeadLetter("9", options, terminal, log)).rejects.toMatchObject({ exitCode: 1 });

  const summary = await read(replayDeadLetters([], options, terminal, log));
  expect(JSON.parse(summary)).toEqual({ replayed: 1, refused_again: 1, skipped: 1 });
  const left = (await list()).map((line) => JSON.parse(line));
  expect(left.map(({ position }) => position).sort()).toEqual(["report-events/3/2", "report-events/3/3"]);
  expect(left.find(({ position }) => position.endsWith("/2"))).toMatchObject({ reason_code: "not_json" });
  const after = await openStore({ path: data, clock: { now: Date.now } });
  expect(await after.query("feed_status", {})).toMatchObject([{ events: 1, reports: 1, dead_letters: 2 }]);
  await after.close();

  const server = { profile: "hcmc", clickhouse: "http://127.0.0.1:1", clickhouseDatabase: "toancanh" };
  await expect(replayDeadLetters([], server, terminal, log)).rejects.toMatchObject({ exitCode: 2 });
}, 180_000);
