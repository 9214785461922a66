import type { TSchema } from "typebox";
import type { TLocalizedValidationError } from "typebox/error";

/** What is wrong in a config file. */
export interface ConfigFault {
  /** Where, like `/disk/alarm_percent`; `/` for the whole. */
  path: string;
  cause: string;
  cure: string;
}

/** A part of a schema as it is written down: what belongs below it, and what it takes. */
interface SchemaPart {
  properties?: Record<string, SchemaPart>;
  items?: SchemaPart;
  description?: string;
}

/**
 * The faults of a value by its schema, each place once: what is wrong there, and what it takes, from the descriptions of
 * the schema. An unknown field names the known one that it looks like.
 */
export function describeSchemaFaults(
  schema: TSchema,
  errors: readonly TLocalizedValidationError[],
): ConfigFault[] {
  const faults = new Map<string, ConfigFault>();
  for (const error of errors) {
    // An unknown field is told twice: here by itself, and as one of its object, which knows the others.
    if (error.keyword === "boolean") continue;
    const part = findPart(schema, error.instancePath);
    for (const fault of toFaults(error, part)) if (!faults.has(fault.path)) faults.set(fault.path, fault);
  }
  return [...faults.values()];
}

function toFaults(error: TLocalizedValidationError, part: SchemaPart | undefined): ConfigFault[] {
  const { instancePath, message } = error;
  const known = Object.keys(part?.properties ?? {});
  if (error.keyword === "additionalProperties") {
    return error.params.additionalProperties.map((name) => ({
      path: `${instancePath}/${name}`,
      cause: "there is no such setting",
      cure: suggest(name, known),
    }));
  }
  if (error.keyword === "required") {
    return error.params.requiredProperties.map((name) => ({
      path: `${instancePath}/${name}`,
      cause: "it is missing",
      cure: `add it: ${part?.properties?.[name]?.description ?? "see docs/config.example.jsonc"}`,
    }));
  }
  const takes = part?.description ?? (known.length > 0 ? known.join(", ") : "see docs/config.example.jsonc");
  return [{ path: instancePath || "/", cause: `it ${message}`, cure: `it takes: ${takes}` }];
}

/** The part of a schema at a place like `/listen/port`. */
function findPart(schema: SchemaPart, path: string): SchemaPart | undefined {
  let part: SchemaPart | undefined = schema;
  for (const name of path.split("/").slice(1)) part = part?.properties?.[name] ?? part?.items;
  return part;
}

function suggest(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, distance: countEdits(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (near !== undefined && near.distance <= Math.max(2, name.length / 3)) {
    return `write ${near.candidate}, or take it out`;
  }
  return `take it out; there are ${known.join(", ")}`;
}

/** Letters to insert, remove or replace (Levenshtein). */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [at, other] of [...to].entries()) {
      const replaced = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
