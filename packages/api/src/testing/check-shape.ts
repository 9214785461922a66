import type { Static, TSchema } from "typebox";
import { Compile } from "typebox/compile";

/** The value as what its schema says; throws naming where it differs. */
export function checkShape<S extends TSchema>(schema: S, value: unknown): Static<S> {
  const compiled = Compile(schema);
  if (compiled.Check(value)) return value;
  const first = compiled.Errors(value)[0];
  throw new Error(
    `${first?.instancePath ?? ""} ${first?.message ?? ""} in ${JSON.stringify(value).slice(0, 400)}`,
  );
}
