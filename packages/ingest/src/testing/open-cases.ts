import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CsvFormat, CsvFormatSchema, type Open311Feed } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { importFile } from "../sources/file/import-file.ts";
import { takeEvents } from "../sources/http/take-events.ts";
import { importOpen311File } from "../sources/open311/import-open311.ts";
import { openTestBench } from "./open-test-bench.ts";

export const CASE_HEADER =
  "CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,TYPE,Department,Source,LATITUDE,LONGITUDE";

type CaseRow = Partial<Record<"opened" | "target" | "closed" | "type" | "lat" | "long", string>>;

/** A row under {@link CASE_HEADER}: received on 7 April 2015 at 14:00 in Boston, due two days later. */
export function caseRow(id: string, over: CaseRow = {}): string {
  return [
    id,
    over.opened ?? "04/07/2015 02:00:00 PM",
    over.target ?? "04/09/2015 02:00:00 PM",
    over.closed ?? "",
    over.type ?? "Graffiti Removal",
    "PWDx",
    "Self Service",
    over.lat ?? "42.3501",
    over.long ?? "-71.0602",
  ].join(",");
}

/** Where one of the fixtures in fixtures/cases lies. */
export function caseFile(name: string): string {
  return fileURLToPath(new URL(`../../../../fixtures/cases/${name}`, import.meta.url));
}

/** One of the formats that come with the fixtures. */
export function readCaseFormat(name: string): CsvFormat {
  const value: unknown = JSON.parse(readFileSync(caseFile(`formats/${name}`), "utf8"));
  const schema = Compile(CsvFormatSchema);
  if (!schema.Check(value)) throw new Error(`${name} is no format`);
  return value;
}

/** Boston with an empty store, and every way in but Kafka. */
export async function openCases() {
  const folder = await mkdtemp(join(tmpdir(), "toancanh-cases-"));
  const bench = await openTestBench("boston");
  const ingester = bench.openIngester();
  const { profile, clock, store } = bench;
  return {
    store,
    /** A file of that content in a folder of its own. */
    write(name: string, content: string | Buffer): string {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    /** Boston's format with other settings; each under its own id, as they are different sources. */
    bostonFormat(over: Partial<CsvFormat> = {}): CsvFormat {
      const format = profile.formats.find(({ id }) => id === "boston311");
      if (format === undefined) throw new Error("boston has no format boston311");
      return { ...format, ...over };
    },
    importCsv: (path: string, format: CsvFormat | "cloudevents") =>
      importFile({ path, format, profile, ingester, clock }),
    importRequests(path: string, feed: string, words: Partial<Open311Feed> = {}) {
      const mapping = { feed, timeZone: null, unknownServiceCode: "unknown", channel: "open311", words };
      return importOpen311File({ path, mapping, ingester, clock });
    },
    /** As POST /api/v1/events takes a request. */
    post: (
      body: Buffer,
      {
        headers = {},
        contentType = "application/json",
      }: { headers?: Record<string, string>; contentType?: string } = {},
    ) => takeEvents(ingester, { body, headers, contentType, requestId: "case", limitMs: 60_000 }),
    async stateOf(service_request_id: string) {
      const [state] = await store.query("report_by_id", { service_request_id });
      return state;
    },
    async close() {
      await ingester.close();
      await bench.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
