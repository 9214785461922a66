import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HealthSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { expect, it } from "vitest";
import { buildShim } from "./disk-shim.ts";
import { PostedEvents } from "./posted-events.ts";
import { startPowerProduct } from "./power-product.ts";

const health = Compile(HealthSchema);

it("tells a disk that fails to synchronise, answers no event meanwhile, and goes on when it works again", async () => {
  const folder = await mkdtemp(join(tmpdir(), "toancanh-sync-"));
  const isFailing = join(folder, "failing");
  const product = await startPowerProduct(join(folder, "data"), {
    LD_PRELOAD: await buildShim(folder),
    DISK_SHIM_MODE: "fail",
    DISK_SHIM_ROOT: folder,
    DISK_SHIM_TABLE: isFailing,
  });
  const waitForStatus = async (status: string) => {
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(200)) {
      const now = health.Parse(await (await fetch(`${product.url}/api/v1/health`)).json());
      if (now.status === status) return now;
    }
    throw new Error(`health was not ${status} within 60 s`);
  };
  const posted = new PostedEvents(1);
  const posting = posted.postTo(product.url);
  try {
    while (posted.events.size === 0) await sleep(50);
    await writeFile(isFailing, "");
    const degraded = await waitForStatus("degraded");
    expect(degraded.alarms.map(({ code }) => code)).toContain("writes_failing");
    await sleep(1000);
    const before = posted.events.size;
    await sleep(3000);
    expect(posted.events.size).toBe(before);
    await rm(isFailing);
    await waitForStatus("ok");
    while (posted.events.size === before) await sleep(50);
  } finally {
    await posting.stop();
    await product.kill();
    await rm(folder, { recursive: true, force: true });
  }
}, 240_000);
