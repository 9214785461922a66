import { once } from "node:events";
import { createInterface } from "node:readline";
import { lockDataDir } from "../engine/lock-data-dir.ts";

/**
 * A process that races others for the lock of data directories: for each directory named on a line of stdin it
 * spins until the moment named beside it (ms, the same for all), takes the lock and answers `held` or `refused`.
 * What it got it keeps until the line `free`; the line `die` ends it as kill -9 would.
 */
async function contend(): Promise<void> {
  let release: (() => void) | null = null;
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    if (line === "free") {
      release?.();
      release = null;
      answer("freed");
    } else if (line === "die") process.kill(process.pid, "SIGKILL");
    else {
      const [moment, dir = ""] = line.split(" ");
      while (Date.now() < Number(moment)) {
        // Timers would let the contenders drift apart.
      }
      try {
        release = lockDataDir(dir);
        answer("held");
      } catch {
        answer("refused");
      }
    }
  });
  await once(lines, "close");
}

function answer(text: string): void {
  process.stdout.write(`${text}\n`);
}

await contend();
