import type { Static, TSchema } from "typebox";
import { Compile } from "typebox/compile";

/** A wrong field of a value: JSON pointer and what is wrong with it. */
interface FieldProblem {
  field: string;
  message: string;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: FieldProblem[] };

type SchemaError = ReturnType<ReturnType<typeof Compile>["Errors"]>[number];

/** Compiles a schema into a function that gives the value typed, or every wrong field in plain words. */
export function compileCheck<T extends TSchema>(schema: T): (value: unknown) => Checked<Static<T>> {
  const validator = Compile(schema);
  return (value) => {
    if (validator.Check(value)) return { ok: true, value };
    return { ok: false, problems: describeErrors(validator.Errors(value)) };
  };
}

function describeErrors(errors: readonly SchemaError[]): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const error of errors) {
    if (error.schemaPath.includes("/anyOf/") || error.message === "schema is false") {
      continue;
    }
    problems.push(...describeError(error, errors));
  }
  return problems;
}

function describeError(error: SchemaError, all: readonly SchemaError[]): FieldProblem[] {
  const field = error.instancePath;
  switch (error.keyword) {
    case "additionalProperties":
      return error.params.additionalProperties.map((name) => ({
        field: `${field}/${name}`,
        message: "unknown field; remove it or correct its name",
      }));
    case "required":
      return error.params.requiredProperties.map((name) => ({
        field: `${field}/${name}`,
        message: "missing; add it",
      }));
    case "anyOf": {
      const inside = all.filter((other) => other.schemaPath.startsWith(`${error.schemaPath}/anyOf/`));
      return [{ field, message: describeAlternatives(inside) }];
    }
    case "enum":
      return [{ field, message: `must be one of ${quoteAll(error.params.allowedValues)}` }];
    case "pattern":
      return [{ field, message: `must look like ${error.params.pattern}` }];
    default:
      return [{ field, message: error.message }];
  }
}

function describeAlternatives(errors: readonly SchemaError[]): string {
  const values = errors.flatMap((error) => (error.keyword === "const" ? [error.params.allowedValue] : []));
  if (values.length > 0) return `must be one of ${quoteAll(values)}`;
  const messages = errors
    .filter((error) => error.message !== "schema is false")
    .map(({ message }) => message);
  return [...new Set(messages)].join(", or ") || "fits none of the forms allowed";
}

function quoteAll(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}
