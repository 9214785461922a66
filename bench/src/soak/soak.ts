import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Type from "typebox";
import { Compile } from "typebox/compile";
import type { Bench } from "../bench.ts";
import { type Reading, slopeOf } from "./slope.ts";
import { openWallBrowser } from "./wall-browser.ts";

/**
 * Events a second over a day, hundreds of times what Ho Chi Minh City has; by night fewer come. How many really came is a
 * figure too.
 */
const RATE = 20;
const EVERY_MS = 30_000;
/** Share of the time that is warm-up and does not count. */
const WARM_UP = 0.25;
/** Growth is told for so many seconds. */
const SPAN_S = 600;
const MB = 1e6;

const held = Compile(Type.Object({ rss: Type.Number(), heapUsed: Type.Number() }));
const health = Compile(Type.Object({ events: Type.Number() }));
const started = Compile(Type.Object({ url: Type.String() }));

/** What is watched, each in MB. */
const QUANTITIES = ["server_heap", "server_rss", "browser_heap", "browser_rss"] as const;
type Quantity = (typeof QUANTITIES)[number];

async function nextMessage(child: ChildProcess): Promise<unknown> {
  return Promise.race([
    once(child, "message").then(([message]: unknown[]) => message),
    once(child, "exit").then(([code]) => {
      throw new Error(`the product ended with code ${code}`);
    }),
  ]);
}

async function countEvents(url: string): Promise<number> {
  return health.Parse(await (await fetch(`${url}/api/v1/health`)).json()).events;
}

export const soak: Bench = {
  name: "soak",
  description:
    "npm start at 20 events/s for an hour, a wall in rotation: growth after warm-up; aim: < 1 MB per 10 min",
  async run(report) {
    const seconds = Number(process.env.TOANCANH_BENCH_SECONDS ?? "3600");
    if (!(seconds >= 60)) throw new Error("TOANCANH_BENCH_SECONDS must be a number from 60");
    const folder = await mkdtemp(join(tmpdir(), "toancanh-soak-"));
    const child = fork(join(import.meta.dirname, "soak-product.js"), [join(folder, "data"), String(RATE)], {
      execArgv: ["--expose-gc", "--max-semi-space-size=64"],
      env: { ...process.env, UV_THREADPOOL_SIZE: "8" },
    });
    try {
      const { url } = started.Parse(await nextMessage(child));
      report.note(`history is filled: ${url}`);
      const wall = await openWallBrowser(url);
      const from = performance.now();
      const eventsBefore = await countEvents(url);
      const readings: Record<Quantity, Reading[]> = {
        server_heap: [],
        server_rss: [],
        browser_heap: [],
        browser_rss: [],
      };
      while (performance.now() - from < seconds * 1000) {
        await sleep(EVERY_MS);
        child.send("collect");
        const server = held.Parse(await nextMessage(child));
        const browser = await wall.measure();
        const at = (performance.now() - from) / 1000;
        const values: Record<Quantity, number> = {
          server_heap: server.heapUsed / MB,
          server_rss: server.rss / MB,
          browser_heap: browser.heap / MB,
          browser_rss: browser.rss / MB,
        };
        for (const quantity of QUANTITIES) readings[quantity].push({ at, value: values[quantity] });
        report.note(
          `${Math.round(at)} s: ${QUANTITIES.map((name) => `${name} ${values[name].toFixed(1)}`).join(", ")}`,
        );
      }
      const came = (await countEvents(url)) - eventsBefore;
      report.figure({
        name: "events",
        unit: "events/s",
        samples: [came / ((performance.now() - from) / 1000)],
      });
      await wall.close();
      if (wall.scenes.size < 2) throw new Error("the scenes did not rotate");
      report.note(
        `${wall.scenes.size} scenes seen; errors of the page: ${wall.errors.join(" / ") || "none"}`,
      );
      for (const quantity of QUANTITIES) {
        const counted = readings[quantity].filter(({ at }) => at >= seconds * WARM_UP);
        const samples = counted.map(({ value }) => value);
        report.figure({ name: quantity, unit: "MB", samples });
        report.figure({
          name: `${quantity}_slope`,
          unit: "MB per 10 min",
          samples,
          value: slopeOf(counted) * SPAN_S,
        });
      }
    } finally {
      if (child.exitCode === null) {
        const ended = once(child, "exit");
        child.send("stop");
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    }
  },
};
