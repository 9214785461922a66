import { setTimeout as sleep } from "node:timers/promises";
import { BackPressureError } from "../../ingest-error.ts";
import type { AcceptOptions, AcceptResult, RawItem } from "../../ingest-options.ts";
import type { Ingester } from "../../ingester.ts";

/** Offers items until the ingester has room for them. @throws IngestStoppedError */
export async function acceptUntilTaken(
  ingester: Pick<Ingester, "accept">,
  items: readonly RawItem[],
  options: AcceptOptions,
): Promise<AcceptResult> {
  for (;;) {
    try {
      return await ingester.accept(items, options);
    } catch (error) {
      if (!(error instanceof BackPressureError)) throw error;
      await sleep(error.retryAfterSeconds * 1000);
    }
  }
}
