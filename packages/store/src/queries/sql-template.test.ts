import { describe, expect, it } from "vitest";
import { parseTemplate, renderTemplate } from "./sql-template.ts";

const render = (text: string, params: object) => renderTemplate(parseTemplate(text, "test"), { ...params });

describe("sections of a statement", () => {
  it("stand only when their parameter asks for something", () => {
    const text =
      "WHERE true {{#ward}}AND ward = {ward:String}{{/ward}} {{#ids}}AND id IN {ids:Array(String)}{{/ids}};";
    expect(render(text, {})).toBe("WHERE true  ;");
    expect(render(text, { ward: "", ids: [] })).toBe("WHERE true  ;");
    expect(render(text, { ward: "w-1", ids: ["a"] })).toBe(
      "WHERE true AND ward = {ward:String} AND id IN {ids:Array(String)};",
    );
    // Zero and false are asked for.
    expect(render("{{#since}}x{{/since}}{{#open}}y{{/open}}", { since: 0, open: false })).toBe("xy");
  });

  it("may stand in each other, over several lines", () => {
    const text = "a{{#x}}\nb{{#y}}c{{/y}}\n{{/x}}d";
    expect(render(text, { x: "1", y: "1" })).toBe("a\nbc\nd");
    expect(render(text, { x: "1" })).toBe("a\nb\nd");
    expect(render(text, { y: "1" })).toBe("ad");
  });

  it("are refused when they do not end, or end what has not begun", () => {
    for (const text of ["{{#x}}a", "a{{/x}}", "{{#x}}a{{/y}}", "{{#x}}{{#y}}{{/x}}{{/y}}"]) {
      expect(() => parseTemplate(text, "test")).toThrow(/^test\.sql: /);
    }
  });

  it("are never found in the text of a condition", () => {
    const text = "\nAND ({ward:String} = '' OR ward != '#x')";
    expect(render(text, { ward: "" })).toBe(text);
  });
});
