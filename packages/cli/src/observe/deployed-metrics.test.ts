import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import type { KafkaStatus } from "@toancanh/ingest";
import pino from "pino";
import { afterAll, describe, expect, it } from "vitest";
import { createAlarmBoard } from "./alarm-board.ts";
import { createProductMetrics, exposeAlarms, exposeKafkaStatus } from "./product-metrics.ts";
import { watchDisk } from "./watch-disk.ts";

const readDeployed = (name: string) =>
  readFileSync(new URL(`../../../../deploy/monitoring/${name}`, import.meta.url), "utf8");

const metrics = createProductMetrics();
exposeAlarms(metrics, () => []);
const status: KafkaStatus = {
  state: "running",
  partitions: [],
  heldRows: 0,
  heldBytes: 0,
  backPressure: false,
};
exposeKafkaStatus(metrics, () => status);
const stop = watchDisk(tmpdir(), {
  board: createAlarmBoard(),
  metrics,
  log: pino({ level: "silent" }),
  limits: { warn: 0, alarm: 0 },
});
afterAll(stop);

/** Series that /metrics has: a histogram has three of its name. */
async function listSeries(): Promise<Set<string>> {
  const described = await metrics.registry.getMetricsAsJSON();
  return new Set(
    described.flatMap(({ name, type }) =>
      String(type) === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

/** Names of metrics in expressions; `up` is Prometheus' own. */
function namesIn(text: string): string[] {
  return [...new Set(text.match(/\b(toancanh|nodejs|process)_[a-z0-9_]+/g))];
}

describe("what deploy/monitoring asks of /metrics", () => {
  it.each(["alerts.yaml", "grafana-dashboard.json"])("is there: %s", async (file) => {
    const series = await listSeries();
    const names = namesIn(readDeployed(file));
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((name) => !series.has(name))).toEqual([]);
  });

  it("shows on the dashboard every metric of our own", async () => {
    const shown = new Set(namesIn(readDeployed("grafana-dashboard.json") + readDeployed("alerts.yaml")));
    const described = await metrics.registry.getMetricsAsJSON();
    const own = described.map(({ name }) => name).filter((name) => name.startsWith("toancanh_"));
    const isShown = (name: string) => [...shown].some((one) => one === name || one.startsWith(`${name}_`));
    // Of a batch and its commits an operator needs nothing beside what is shown.
    const left = ["batch_events", "batch_seconds", "commits_total", "rebalances_total", "held_bytes"];
    expect(own.filter((name) => !isShown(name) && !left.some((part) => name.endsWith(part)))).toEqual([]);
  });
});
