import { readFileSync } from "node:fs";
import { CsvFormatSchema, Open311FeedSchema } from "@toancanh/contracts";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import { checkSources } from "./checks/check-sources.ts";

/** The examples of docs/connect.md, in order: a format, a feed. */
const document = readFileSync(new URL("../../../docs/connect.md", import.meta.url), "utf8");
const examples = [...document.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text]): unknown =>
  JSON.parse(text ?? ""),
);

describe("the settings in docs/connect.md", () => {
  it("are a sound format and a sound feed", () => {
    const [format, feed] = examples;
    const isFormat = Compile(CsvFormatSchema);
    const isFeed = Compile(Open311FeedSchema);
    if (!isFormat.Check(format) || !isFeed.Check(feed)) throw new Error("an example does not fit its schema");
    const problems: string[] = [];
    const lists = {
      formats: [{ file: "formats/crm.json", at: "", value: format }],
      feeds: [{ file: "feeds/example.json", at: "", value: feed }],
    };
    checkSources(lists, (file, field, message) => problems.push(`${file} ${field} ${message}`));
    expect(problems).toEqual([]);
  });

  it.each([
    ["formats", 0, Object.keys(CsvFormatSchema.properties)],
    ["columns of formats", 0, Object.keys(CsvFormatSchema.properties.columns.properties)],
    ["feeds", 1, Object.keys(Open311FeedSchema.properties)],
  ] as const)("are all there are of %s", (_, index, names) => {
    const text = JSON.stringify(examples[index]);
    const isTold = (name: string) => text.includes(`"${name}":`) || document.includes(`\`${name}\``);
    expect(names.filter((name) => !isTold(name))).toEqual([]);
  });
});
