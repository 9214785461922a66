import { once } from "node:events";
import type { Logger } from "pino";
import { showMoment } from "../clock/directory-clock.ts";
import { limitStop, STOP_LIMIT_MS } from "../start/limit-stop.ts";
import type { StartOptions } from "../start/start-options.ts";
import { type RunningProduct, startProduct } from "../start/start-product.ts";
import { type Progress, showProgress, type Terminal } from "../terminal/output.ts";

function printUrls(terminal: Terminal, product: RunningProduct, pace: number): void {
  terminal.out(
    [
      `Wall      ${product.url}/wall`,
      `Desk      ${product.url}/desk`,
      `API docs  ${product.url}/api/docs`,
      ...clockLines(product, pace),
      ...(product.brokers === null ? [] : [`Kafka     ${product.brokers}`]),
      "Ctrl-C stops; the next start resumes on the same data.",
      "",
    ].join("\n"),
  );
}

/** At which simulated moment the product lives, if at one. */
function clockLines({ clock, timeZone }: RunningProduct, pace: number): string[] {
  if (!clock.simulated) return [];
  const at = showMoment(clock.now(), timeZone);
  return [`Clock     simulated: ${at}${pace === 1 ? "" : `, ${pace} times as fast`}`];
}

/** Runs the product until SIGINT or SIGTERM. @returns exit code */
export async function runStart(options: StartOptions, terminal: Terminal, log: Logger): Promise<0 | 1> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  const bars = new Map<string, Progress>();
  try {
    const product = await startProduct(options, {
      log,
      signal: stop.signal,
      onProgress: (what, done, note) => {
        let progress = bars.get(what);
        if (progress === undefined) {
          for (const before of bars.values()) before.stop();
          progress = showProgress(terminal, what);
          bars.set(what, progress);
        }
        progress.update(done, note);
        if (done >= 1) progress.stop();
      },
    });
    printUrls(terminal, product, options.speed);
    const failure = await Promise.race([
      product.failed,
      stop.signal.aborted ? Promise.resolve(null) : once(stop.signal, "abort").then(() => null),
    ]);
    for (const progress of bars.values()) progress.stop();
    terminal.err(failure === null ? "Stopping …\n" : `toancanh: stopped by a failure: ${failure.message}\n`);
    limitStop(STOP_LIMIT_MS);
    await product.close();
    return failure === null ? 0 : 1;
  } catch (error) {
    // The signal came while the source of the replay was still being read: nothing is open yet.
    if (stop.signal.aborted) return 0;
    throw error;
  } finally {
    for (const progress of bars.values()) progress.stop();
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
