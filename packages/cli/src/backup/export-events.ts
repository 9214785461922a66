import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Store } from "@toancanh/store";
import { loadCity, openExistingStore } from "../city/open-city.ts";
import { defaultDataDir } from "../city/paths.ts";
import { readAllEvents } from "../city/read-all-events.ts";
import { renderEvent } from "../city/render-event.ts";
import { streamControl } from "../control/ask-control.ts";
import type { Terminal } from "../terminal/output.ts";

export interface ExportOptions {
  profile: string;
  data?: string;
  out?: string;
}

/**
 * Every stored event as CloudEvents JSON, one a line, with the moment of its recording as `recordedtime`: what `import
 * --format cloudevents` and `--replay` read.
 */
export async function* renderAllEvents(store: Pick<Store, "query" | "readEvents">): AsyncGenerator<string> {
  for await (const event of readAllEvents(store)) {
    yield renderEvent(event, { recordedtime: new Date(event.recorded_at).toISOString() });
  }
}

/**
 * Exports the events of a data directory, by the process that holds it if one does: to stdout, or to a file (`.gz` is
 * compressed), which appears when it is complete.
 */
export async function runExportEvents(
  { profile, data, out }: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const dir = data ?? defaultDataDir(profile);
  const lines = await streamControl(dir, "export-events");
  if (lines !== null) {
    await write(Readable.fromWeb(lines), out, terminal);
    return;
  }
  const store = await openExistingStore(await loadCity(profile), dir, "--data");
  try {
    await write(Readable.from(endLines(renderAllEvents(store))), out, terminal);
  } finally {
    await store.close();
  }
}

async function* endLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

async function write(lines: Readable, out: string | undefined, terminal: Terminal): Promise<void> {
  if (out === undefined) {
    for await (const chunk of lines) terminal.out(String(chunk));
    return;
  }
  const file = createWriteStream(`${out}.new`, { flush: true });
  await (out.endsWith(".gz") ? pipeline(lines, createGzip(), file) : pipeline(lines, file));
  await rename(`${out}.new`, out);
}
