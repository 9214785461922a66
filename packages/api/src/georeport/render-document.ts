import XMLBuilder from "fast-xml-builder";

/** The two formats of GeoReport v2. */
export const FORMATS = ["json", "xml"] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Record<Format, string> = {
  json: "application/json; charset=utf-8",
  xml: "text/xml; charset=utf-8",
};

type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** A document and the name of its root element; of a list, `item` names the elements in it. */
export interface Document {
  root: string;
  item?: string;
  value: Value;
}

/** Elements within a list, by the name of the list. */
const ITEMS: Readonly<Record<string, string>> = {
  attributes: "attribute",
  values: "value",
  endpoints: "endpoint",
  formats: "format",
  agencies: "agency",
};

const builder = new XMLBuilder({ suppressEmptyNode: true });

/** What XML 1.0 cannot hold, even written as a number. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must go.
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** The same document in either format: what is null in JSON is an empty element in XML. */
export function renderDocument({ root, item, value }: Document, format: Format): string {
  if (format === "json") return JSON.stringify(value);
  const content = item === undefined ? toElements(value) : { [item]: toElements(value) };
  return `<?xml version="1.0" encoding="utf-8"?>${builder.build({ [root]: content })}`;
}

function toElements(value: Value): unknown {
  if (value === null) return "";
  if (typeof value === "string") return value.replace(UNWRITABLE, "\uFFFD");
  if (isList(value)) return value.map(toElements);
  if (typeof value !== "object") return String(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const item = ITEMS[name];
      return [name, item === undefined ? toElements(one) : { [item]: toElements(one) }];
    }),
  );
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
