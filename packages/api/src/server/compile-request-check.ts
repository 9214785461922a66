import type { FastifySchemaCompiler } from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";

/** How a number or a truth value is written in an address; anything else stays text, and fails its schema. */
const WRITTEN: Record<string, RegExp> = {
  integer: /^-?\d{1,15}$/,
  number: /^-?\d{1,15}(\.\d{1,15})?$/,
  boolean: /^(true|false)$/,
};

/**
 * Checks path parameters and queries: a whole number has digits and nothing else ("true", "0.5", "" and "1e3" are none),
 * and a text is in Unicode form NFC, as every id and name is stored.
 */
export const compileRequestCheck: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Compile(schema);
  const properties = propertiesOf(schema);
  return (value) => {
    const read = httpPart === "body" ? value : readTexts(value, properties);
    return compiled.Check(read) ? { value: read } : { error: compiled.Errors(read) };
  };
};

function propertiesOf(schema: TSchema): ReadonlyMap<string, unknown> {
  return "properties" in schema ? new Map(Object.entries(Object(schema.properties))) : new Map();
}

function readTexts(value: unknown, properties: ReadonlyMap<string, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, text]: [string, unknown]) => [
      name,
      typeof text === "string" ? readText(text, properties.get(name)) : text,
    ]),
  );
}

function readText(text: string, schema: unknown): unknown {
  const type = typeof schema === "object" && schema !== null && "type" in schema ? schema.type : undefined;
  const written = typeof type === "string" ? WRITTEN[type] : undefined;
  if (written === undefined) return text.normalize("NFC");
  if (!written.test(text)) return text;
  return type === "boolean" ? text === "true" : Number(text);
}
