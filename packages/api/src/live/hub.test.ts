import type { Readable } from "node:stream";
import type { LiveReport } from "@toancanh/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { emptyOpenReports, emptySummary, LIVE_STAMP, report } from "../testing/live-shapes.ts";
import { createLiveHub, LIVE_HUB_DEFAULTS, type LiveHub, type LiveHubOptions } from "./hub.ts";

interface Message {
  id: string;
  event: string;
  data: { changed?: LiveReport[] };
}

/** What a client got so far, message by message. */
function collect(stream: Readable): Message[] {
  const messages: Message[] = [];
  stream.on("data", (chunk: Buffer) => {
    for (const block of chunk.toString().split("\n\n")) {
      const fields = new Map(
        block
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
      );
      const [id, event, data] = ["id", "event", "data"].map((name) => fields.get(name));
      if (id === undefined || event === undefined || data === undefined) continue;
      messages.push({ id, event, data: JSON.parse(data) });
    }
  });
  return messages;
}

function changedIds(message: Message | undefined): string[] {
  return (message?.data.changed ?? []).map((row) => row.service_request_id);
}

let hubs: LiveHub<LiveReport>[] = [];

function setup(overrides: Partial<LiveHubOptions> = {}) {
  const reads = { snapshots: 0, failDeltas: 0, failSnapshots: 0 };
  const failures: string[] = [];
  const hub = createLiveHub<LiveReport>(
    {
      readSnapshot: async () => {
        reads.snapshots += 1;
        if (reads.failSnapshots > 0) {
          reads.failSnapshots -= 1;
          throw new Error("no database");
        }
        return { ...LIVE_STAMP, summary: emptySummary(), open_reports: emptyOpenReports() };
      },
      readDelta: async (changed) => {
        if (reads.failDeltas > 0) {
          reads.failDeltas -= 1;
          throw new Error("no database");
        }
        return { ...LIVE_STAMP, changed, open: { total: 1, overdue: 0 } };
      },
      readHeartbeat: () => LIVE_STAMP,
      logFailure: (message) => failures.push(message),
    },
    "run",
    { ...LIVE_HUB_DEFAULTS, ...overrides },
  );
  hubs.push(hub);
  return { hub, reads, failures };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
});

afterEach(() => {
  for (const hub of hubs) hub.stop();
  hubs = [];
  vi.useRealTimers();
});

/** Lets time pass, and everything that waits on promises and streams happen. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("live hub", () => {
  it("begins with retry and a snapshot", async () => {
    const { hub } = setup();
    const stream = await hub.connect(undefined);
    const first = String(stream.read());
    expect(first.startsWith("retry: 5000\n\nid: run-0\nevent: snapshot\ndata: {")).toBe(true);
  });

  it("sends the first change at once, then one delta per 100 ms; the newest state wins", async () => {
    const { hub } = setup();
    const messages = collect(await hub.connect(undefined));
    hub.announce([report("A", { stage: "verify" }), report("B")]);
    hub.announce([report("A", { stage: "resolve" })]);
    await pass(0);
    expect(messages[1]?.id).toBe("run-1");
    expect(messages[1]?.data.changed?.map((r) => [r.service_request_id, r.stage])).toEqual([
      ["A", "resolve"],
      ["B", ""],
    ]);
    hub.announce([report("C")]);
    await pass(40);
    hub.announce([report("D")]);
    await pass(59);
    expect(messages).toHaveLength(2);
    await pass(1);
    expect(changedIds(messages[2])).toEqual(["C", "D"]);
    await pass(100);
    hub.announce([report("E")]);
    await pass(0);
    expect(changedIds(messages[3])).toEqual(["E"]);
  });

  it("resumes after the last id without a snapshot, also when nothing was missed", async () => {
    const { hub, reads } = setup();
    for (const id of ["A", "B", "C"]) {
      hub.announce([report(id)]);
      await pass(250);
    }
    const messages = collect(await hub.connect("run-1"));
    await pass(0);
    expect(messages.map((m) => m.id)).toEqual(["run-2", "run-3"]);
    expect(messages.map((m) => changedIds(m))).toEqual([["B"], ["C"]]);
    const upToDate = await hub.connect("run-3");
    expect(String(upToDate.read())).toBe("retry: 5000\n\n");
    expect(reads.snapshots).toBe(0);
  });

  it.each([
    ["another run's", "other-1"],
    ["a foreign", "???"],
    ["a future", "run-99"],
    ["a too old", "run-0"],
  ])("answers %s id with a fresh snapshot", async (_, id) => {
    const { hub } = setup({ ringMessages: 2 });
    for (const name of ["A", "B", "C", "D"]) {
      hub.announce([report(name)]);
      await pass(250);
    }
    const messages = collect(await hub.connect(id));
    await pass(0);
    expect(messages.map((m) => [m.event, m.id])).toEqual([["snapshot", "run-4"]]);
  });

  it("sends a heartbeat every 15 s with the id to resume from", async () => {
    const { hub } = setup();
    const messages = collect(await hub.connect(undefined));
    hub.announce([report("A")]);
    await pass(15_000);
    await pass(15_000);
    expect(messages.filter((m) => m.event === "heartbeat").map((m) => m.id)).toEqual(["run-1", "run-1"]);
  });

  it("drops a client that does not read, keeps the others", async () => {
    const { hub } = setup({ maxBufferedBytes: 20_000 });
    const slow = await hub.connect(undefined);
    const messages = collect(await hub.connect(undefined));
    for (let n = 0; n < 40; n++) {
      hub.announce([report(`A${n}`), report(`B${n}`)]);
      await pass(250);
    }
    expect(slow.destroyed).toBe(true);
    expect(hub.clientCount).toBe(1);
    expect(messages).toHaveLength(41);
  });

  it("turns a flood of changes into one snapshot, from which alone one can resume", async () => {
    const { hub } = setup({ maxDeltaReports: 10 });
    const messages = collect(await hub.connect(undefined));
    hub.announce(Array.from({ length: 11 }, (_, n) => report(`A${n}`)));
    hub.announce([report("B")]);
    await pass(0);
    hub.announce(Array.from({ length: 11 }, (_, n) => report(`C${n}`)));
    await pass(1999);
    expect(messages.map((m) => [m.event, m.id])).toEqual([
      ["snapshot", "run-0"],
      ["snapshot", "run-1"],
    ]);
    await pass(1);
    expect(messages.at(-1)).toMatchObject({ event: "snapshot", id: "run-2" });
    const resumed = collect(await hub.connect("run-0"));
    await pass(0);
    expect(resumed.map((m) => m.event)).toEqual(["snapshot"]);
  });

  it("loses nothing when a delta cannot be read: the next one carries it", async () => {
    const { hub, reads, failures } = setup();
    const messages = collect(await hub.connect(undefined));
    reads.failDeltas = 1;
    hub.announce([report("A", { stage: "verify" })]);
    await pass(0);
    hub.announce([report("A", { stage: "resolve" }), report("B")]);
    expect(messages).toHaveLength(1);
    await pass(2000);
    expect(changedIds(messages[1])).toEqual(["A", "B"]);
    expect(messages[1]?.data.changed?.[0]?.stage).toBe("resolve");
    expect(failures).toHaveLength(1);
  });

  it("sends changes that come while a snapshot is being read after it", async () => {
    const { hub } = setup();
    const connecting = hub.connect(undefined);
    hub.announce([report("A")]);
    const messages = collect(await connecting);
    await pass(250);
    expect(messages.map((m) => m.event)).toEqual(["snapshot", "delta"]);
  });

  it("fails before the first byte when the snapshot cannot be read", async () => {
    const { hub, reads } = setup();
    reads.failSnapshots = 1;
    await expect(hub.connect(undefined)).rejects.toThrow("no database");
    expect(hub.clientCount).toBe(0);
  });

  it("refuses more clients than allowed, with the time to come again", async () => {
    const { hub } = setup({ maxClients: 1 });
    const first = await hub.connect(undefined);
    await expect(hub.connect(undefined)).rejects.toMatchObject({
      status: 503,
      code: "too-many-live-clients",
      headers: { "retry-after": "5" },
    });
    first.destroy();
    await pass(0);
    expect(hub.clientCount).toBe(0);
    await hub.connect(undefined);
  });

  it("ends every stream on stop and takes no client any more", async () => {
    const { hub } = setup();
    const stream = await hub.connect(undefined);
    const ended = vi.fn();
    collect(stream);
    stream.on("end", ended);
    hub.announce([report("A")]);
    hub.stop();
    await pass(20_000);
    expect(ended).toHaveBeenCalledOnce();
    expect(hub.clientCount).toBe(0);
    await expect(hub.connect(undefined)).rejects.toMatchObject({ code: "server-stopping" });
  });
});
