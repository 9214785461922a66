import type { FastifySchemaValidationError } from "fastify";
import type { ProblemEntry } from "./api-problem.ts";

/** Names of the fields of a compiled schema, by part of the request. */
const PART_NAMES: Record<string, string> = {
  querystring: "query parameter",
  params: "path parameter",
  headers: "header",
  body: "field",
};

/** A format's name is no help to a reader; an example is. */
const FORMAT_EXAMPLES: Record<string, string> = {
  "date-time": "an RFC 3339 date-time with offset, e.g. 2025-11-25T12:00:00+07:00 (in a URL, + is %2B)",
};

/**
 * Turns what the schema compiler found into entries that name the parameter and what it allows.
 *
 * @param errors as given by the TypeBox compiler: `keyword`, `instancePath`, `params`
 * @param part `querystring`, `params`, `headers` or `body`
 * @param allowedNames parameters the route knows, told when an unknown one is sent
 */
export function describeValidation(
  errors: readonly FastifySchemaValidationError[],
  part: string,
  allowedNames: readonly string[] = [],
): ProblemEntry[] {
  const entries: ProblemEntry[] = [];
  for (const error of errors) {
    // `additionalProperties: false` is reported once as a false schema and once with the names.
    if (error.keyword === "boolean") continue;
    if (error.keyword === "additionalProperties") {
      for (const name of unknownNames(error)) {
        entries.push({
          pointer: `/${name}`,
          code: "unknown_parameter",
          message: `${PART_NAMES[part] ?? part} "${name}" is not known here; ${listAllowed(allowedNames)}`,
        });
      }
      continue;
    }
    const pointer = error.instancePath;
    entries.push({
      pointer,
      code: "invalid_parameter",
      message: `${PART_NAMES[part] ?? part} "${pointer.slice(1)}" ${expectation(error)}`,
    });
  }
  return entries;
}

function unknownNames(error: FastifySchemaValidationError): string[] {
  const names = error.params.additionalProperties;
  return Array.isArray(names) ? names.map(String) : [];
}

function listAllowed(names: readonly string[]): string {
  return names.length === 0 ? "the route takes none" : `allowed: ${names.join(", ")}`;
}

function expectation(error: FastifySchemaValidationError): string {
  const { keyword, params } = error;
  if (keyword === "enum" && Array.isArray(params.allowedValues)) {
    return `must be one of: ${params.allowedValues.map(String).join(", ")}`;
  }
  if (keyword === "format") {
    const format = String(params.format);
    return `must be ${FORMAT_EXAMPLES[format] ?? format}`;
  }
  if (keyword === "pattern") return `must match ${String(params.pattern)}`;
  return error.message ?? "is not valid";
}
