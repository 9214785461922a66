import Type, { type TObject, type TProperties, type TSchema } from "typebox";

/** Epoch milliseconds, UTC. */
export const Time = Type.Integer();
export const Count = Type.Integer({ minimum: 0 });
/** How many rows a query gives at most. */
export const Limit = Type.Integer({ minimum: 1 });

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** What goes into a named query and what each of its rows holds. */
export interface QueryDefinition {
  params: TObject;
  row: TObject;
}

/**
 * One named query. Neither side takes a name too many: an additional column is as wrong as a missing one.
 * Times are epoch milliseconds (UTC), shares 0..1, durations in the unit of their name.
 */
export function defineQuery<P extends TProperties, R extends TProperties>(definition: { params: P; row: R }) {
  const strict = { additionalProperties: false };
  return { params: Type.Object(definition.params, strict), row: Type.Object(definition.row, strict) };
}

/** Which reports; what is left out (or "") takes all. With agency or block, their assignments are counted. */
export const filters = {
  exclude: Type.Optional(Type.Array(Type.Enum(["rejected", "merged"]))),
  field_group: Type.Optional(Type.String()),
  service_code: Type.Optional(Type.String()),
  channel: Type.Optional(Type.String()),
  ward_code: Type.Optional(Type.String()),
  agency: Type.Optional(Type.String()),
  block: Type.Optional(Type.String()),
};

/** Received in `[from, to)`, as things stood at `as_of`. */
export const scope = { as_of: Time, from: Time, to: Time, ...filters };

/** What is open at the cut-off, whenever it was received unless `from` and `to` say otherwise. */
export const cutOff = { as_of: Time, from: Type.Optional(Time), to: Type.Optional(Time), ...filters };

/** What stands for a time that was left out: 1970 and 2100, all that can be in a table partitioned by month. */
export const PARAMETER_DEFAULTS = { from: 0, to: 4_102_444_800_000 };
