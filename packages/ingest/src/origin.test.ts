import { describe, expect, it } from "vitest";
import { type Origin, parseOrigin, renderOrigin } from "./origin.ts";

/** As they lie in stores of earlier versions: a dead letter's id is made of these texts. */
const STORED: [origin: Origin, source: string, position: string][] = [
  [{ kind: "http", request: "req-7", index: 3 }, "http", "req-7/3"],
  [{ kind: "kafka", topic: "a/b", partition: 2, offset: 10 }, "kafka:a/b", "a/b/2/10"],
  [{ kind: "file_line", name: "x.csv.gz", line: 7 }, "file", "x.csv.gz:7"],
  [{ kind: "file_element", name: "x.json", index: 0 }, "file", "x.json[0]"],
  [{ kind: "open311", feed: "city", request: "101" }, "open311:city", "101"],
  [{ kind: "internal", event: "e-1" }, "internal", "e-1"],
  [{ kind: "stored", source: "elsewhere", position: "1" }, "elsewhere", "1"],
];

describe("the origin of an item", () => {
  it.each(STORED)("%o is stored as %s, %s", (origin, source, position) => {
    expect(renderOrigin(origin)).toEqual({ source, position });
  });

  it("is read back in parts where it is Kafka's, and keeps its texts in any case", () => {
    for (const [origin, source, position] of STORED) {
      const read = parseOrigin({ source, position });
      expect(read.kind === "kafka" ? read : null).toEqual(origin.kind === "kafka" ? origin : null);
      expect(renderOrigin(read)).toEqual({ source, position });
    }
    const strange = { source: "kafka:one", position: "two/0/1" };
    expect(parseOrigin(strange)).toEqual({ kind: "stored", ...strange });
  });
});
