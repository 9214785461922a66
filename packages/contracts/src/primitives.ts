import Type, { type Static } from "typebox";

/** Building blocks of every schema. Times on the wire are RFC 3339 in UTC, rates are shares 0..1. */

/** Refuses unknown fields: a typing error in a file or a query is an error. */
export const strict = { additionalProperties: false };

export const Instant = Type.String({ format: "date-time" });
export const NullableInstant = Type.Union([Instant, Type.Null()]);

export const Count = Type.Integer({ minimum: 0 });
export const NullableNumber = Type.Union([Type.Number(), Type.Null()]);
export const Rate = Type.Union([Type.Number(), Type.Null()], {
  description: "Share 0..1; null when nothing to divide by",
});

export const LocalizedTextSchema = Type.Object(
  { vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  strict,
);
export type LocalizedText = Static<typeof LocalizedTextSchema>;

/** The simulated clock that a server lives by. */
const SimulatedClockSchema = Type.Object({
  speed: Type.Number({
    minimum: 0,
    description: "City seconds in a second; 0 while history is being filled",
  }),
  replay: Type.Boolean({ description: "True when recorded events arrive again at their own times" }),
});
export type SimulatedClockStamp = Static<typeof SimulatedClockSchema>;

/** In every answer of a server that lives by a simulated clock; absent under the world's. */
export const clockStamp = { simulated_clock: Type.Optional(SimulatedClockSchema) };

/** Stands on top of every answer with figures. */
export const stamp = {
  ...clockStamp,
  as_of: Type.String({ format: "date-time", description: "Server time at which the figures were true" }),
  latest_event_at: NullableInstant,
  simulated: Type.Boolean({ description: "True when any report comes from the simulator" }),
};
