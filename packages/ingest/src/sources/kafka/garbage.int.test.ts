import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RawItem } from "../../ingest-options.ts";
import type { Origin } from "../../origin.ts";
import { openTestBench, type TestBench } from "../../testing/open-test-bench.ts";
import { toBytes, wireEvent } from "../../testing/sample-events.ts";

let bench: TestBench;
beforeAll(async () => {
  bench = await openTestBench("hcmc");
});
afterAll(() => bench.close());

const SEED = 1022;
const WIRE = toBytes(wireEvent({}, { lat: 10.77, long: 106.7, service_code: "noise" }));

/** An event whose bytes were spoiled: some overwritten, some left out, some doubled. */
const mutated = fc
  .array(
    fc.record({
      at: fc.nat(WIRE.length - 1),
      length: fc.integer({ min: 1, max: 20 }),
      how: fc.constantFrom("overwrite", "cut", "double"),
      byte: fc.nat(255),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((spoilings) => {
    let bytes: Buffer = Buffer.from(WIRE);
    for (const { at, length, how, byte } of spoilings) {
      const end = Math.min(bytes.length, at + length);
      if (how === "overwrite") bytes.fill(byte, at, end);
      else if (how === "cut") bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
      else bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    }
    return bytes;
  });

it("takes 1,000 random byte strings and 10,000 spoiled events: each stored, or in the dead letters once", async () => {
  const random = fc.sample(fc.uint8Array({ maxLength: 300 }), { numRuns: 1000, seed: SEED });
  const spoiled = fc.sample(mutated, { numRuns: 10_000, seed: SEED });
  const items: RawItem[] = [...random, ...spoiled].map((raw) => ({ raw }));
  const originOf = (offset: number): Origin => ({ kind: "kafka", topic: "garbage", partition: 0, offset });
  const ingester = bench.openIngester();
  const first = await ingester.accept(items, { originOf });
  expect(first.accepted + first.duplicates + first.dead_letters).toBe(11_000);
  expect(first.errors.filter(({ index }) => index < 1000)).toHaveLength(1000);
  // Most spoiled events are refused; a few only changed a letter in a text.
  expect(first.dead_letters).toBeGreaterThan(9000);

  const second = await ingester.accept(items, { originOf });
  expect(second).toMatchObject({ accepted: 0, dead_letters: first.dead_letters });
  const rows = await bench.store.query("dead_letters_list", { limit: 20_000, offset: 0 });
  expect(rows).toHaveLength(first.dead_letters);
  expect(new Set(rows.map(({ position }) => position)).size).toBe(first.dead_letters);
  await ingester.close();
}, 120_000);
