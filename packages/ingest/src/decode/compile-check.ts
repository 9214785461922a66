import type { TObject } from "typebox";
import { Compile, type Validator } from "typebox/compile";

/**
 * Compiles a schema of flat fields without its formats. Every date-time is parsed by `parseDateTime` anyway,
 * which is stricter; checking formats before took 3.5 of the 3.7 µs an event's two schemas cost.
 */
export function compileWithoutFormats(schema: TObject): Validator {
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([key, property]) => {
      const { format: _parsedInstead, ...rest } = { format: undefined, ...property };
      return [key, rest];
    }),
  );
  return Compile({ ...schema, properties });
}
