import { readdir, readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

/** A wall in a headless browser, its scenes in rotation. */
interface WallBrowser {
  /** Bytes that the page's scripts hold after a full collection, and resident bytes of all processes of the browser. */
  measure(): Promise<{ heap: number; rss: number }>;
  /** Ids of the scenes that were seen; more than one means that they rotate. */
  readonly scenes: ReadonlySet<string>;
  /** Console errors and uncaught exceptions. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** Seconds a scene stays: the shortest that the wall allows. */
const DWELL_S = 15;

/** Opens the wall of a running product in Chromium (`CHROMIUM_PATH`), drawing WebGL in software. */
export async function openWallBrowser(url: string): Promise<WallBrowser> {
  const server = await chromium.launchServer({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
    ],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  const scenes = new Set<string>();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${url}/wall?dwell=${DWELL_S}`);
  const session = await page.context().newCDPSession(page);
  return {
    scenes,
    errors,
    async measure() {
      const shown = await page
        .locator("[data-scene]")
        .evaluateAll((found) => found.map((scene) => scene.getAttribute("data-scene") ?? ""));
      for (const scene of shown) scenes.add(scene);
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      return { heap: usedSize, rss: await residentBytesOfTree(server.process().pid ?? 0) };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Resident bytes of a process and all that it started. */
async function residentBytesOfTree(root: number): Promise<number> {
  const processes = new Map<number, { parent: number; resident: number }>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, "utf8").catch(() => "");
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? "0");
    const resident = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? "0") * 1024;
    processes.set(Number(name), { parent, resident });
  }
  const belongs = (pid: number): boolean => {
    const found = processes.get(pid);
    return pid === root || (found !== undefined && found.parent !== 0 && belongs(found.parent));
  };
  let sum = 0;
  for (const [pid, { resident }] of processes) if (belongs(pid)) sum += resident;
  return sum;
}
