import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BackupPlace } from "@toancanh/store";
import type { Bench } from "../bench.ts";
import { benchSizes, nameOfSize, openBigStore } from "./big-store.ts";

/** About what a report of the city has. */
const EVENTS_A_REPORT = 5;

const ADD_EVENTS = `
INSERT INTO report_events (received_at, service_request_id, id, payload_hash, source, kind, time, recorded_at, data)
SELECT received_at, service_request_id, concat(service_request_id, '-', toString(n)), hex(sipHash128(service_request_id, n)),
    'urn:bench', 'note', received_at, received_at, concat('{"requested_datetime":"', toString(received_at), '","n":', toString(n), '}')
FROM (SELECT received_at, service_request_id FROM report_state FINAL)
ARRAY JOIN range(${EVENTS_A_REPORT}) AS n`;

const ADD_FEW = `
INSERT INTO report_events (received_at, service_request_id, id, payload_hash, source, kind, time, recorded_at, data)
SELECT received_at, service_request_id, concat('more-', service_request_id), '', 'urn:bench', 'note', received_at, received_at, '{}'
FROM report_state FINAL ORDER BY received_at DESC LIMIT 2500`;

export const backup: Bench = {
  name: "backup",
  description:
    "a backup of 1 M reports with 5 M events, made and compared, then an incremental one; aim: ≤ 2 minutes",
  async run(report) {
    for (const size of benchSizes("1000000")) {
      const big = await openBigStore(size, (text) => report.note(text));
      const folder = await mkdtemp(join(tmpdir(), "toancanh-bench-backup-"));
      const place = (name: string): BackupPlace => ({ kind: "folder", dir: folder, name });
      try {
        const [events = "0"] = (await big.run("SELECT count() FROM report_events"))
          .toString("utf8")
          .split("\n");
        if (Number(events) < size * EVENTS_A_REPORT) await big.run(ADD_EVENTS);
        const timed = async (name: string, work: () => Promise<unknown>): Promise<void> => {
          const start = performance.now();
          await work();
          const seconds = (performance.now() - start) / 1000;
          report.figure({ name: `${nameOfSize(size)}.${name}`, unit: "s", samples: [seconds] });
        };
        await timed("full", () => big.store.backUp(place("full"), null));
        await timed("full_compared", () => big.store.verifyBackup(place("full")));
        await big.run(ADD_FEW);
        await timed("incremental", () => big.store.backUp(place("more"), place("full")));
      } finally {
        await big.close();
        await rm(folder, { recursive: true, force: true });
      }
    }
  },
};
