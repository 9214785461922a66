import { openTypst } from "./open-typst.ts";

/** A process of its own that sets documents: what they leave in memory goes with it. */
const typst = openTypst();

process.on("message", (asked: { data: string; createdAt: number }) => {
  try {
    process.send?.({ pdf: typst.print(asked.data, asked.createdAt) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) });
  }
});
