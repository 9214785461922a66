import type { TLocalizedValidationError } from "typebox/error";
import type { Rejection, RejectionCode } from "./rejection.ts";

/** What a field must be, by the keyword of its schema that failed. */
function describeKeyword(error: TLocalizedValidationError): string {
  switch (error.keyword) {
    case "type":
      return `must be of type ${String(error.params.type)}`;
    case "minimum":
      return `must be at least ${error.params.limit}`;
    case "maximum":
      return `must be at most ${error.params.limit}`;
    case "minLength":
      return "must not be empty";
    case "maxLength":
      return `must have at most ${error.params.limit} characters`;
    case "enum":
      return `must be one of ${error.params.allowedValues.join(", ")}`;
    case "const":
      return `must be ${JSON.stringify(error.params.allowedValue)}`;
    case "format":
      return "must be an RFC 3339 date-time with an offset";
    default:
      return error.message;
  }
}

function codeOf(error: TLocalizedValidationError): RejectionCode {
  if (error.keyword === "type") return "wrong_type";
  if (error.keyword === "format") return "bad_time";
  if (/\/(?:lat|long)$/.test(error.instancePath)) return "impossible_coordinate";
  // A number where an enum of strings is asked for is a wrong type, but the error does not say which it is.
  return "bad_value";
}

/** The first schema error as a rejection; `prefix` is the pointer of the value that was checked. */
export function describeSchemaError(
  errors: readonly TLocalizedValidationError[],
  prefix: string,
  schemaVersion: string,
): Rejection {
  const error = errors[0];
  if (error === undefined) {
    return {
      code: "bad_value",
      pointer: prefix,
      message: "The event does not fit its schema.",
      schema_version: schemaVersion,
    };
  }
  if (error.keyword === "required") {
    const pointer = `${prefix}${error.instancePath}/${error.params.requiredProperties[0] ?? ""}`;
    return {
      code: "missing_field",
      pointer,
      message: `${nameOf(pointer)} is missing.`,
      schema_version: schemaVersion,
    };
  }
  const pointer = `${prefix}${error.instancePath}`;
  return {
    code: codeOf(error),
    pointer,
    message: `${nameOf(pointer)} ${describeKeyword(error)}.`,
    schema_version: schemaVersion,
  };
}

function nameOf(pointer: string): string {
  return pointer === "" ? "The event" : pointer.slice(1).replaceAll("/", ".");
}
