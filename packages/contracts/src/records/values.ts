import Type, { type TSchema } from "typebox";

/**
 * The values that records are made of. The store derives columns from them, so a schema says what its JSON type
 * leaves open: by `maximum` how large a number gets, by `meaning` what a number or a text stands for.
 */
export const EpochMs = Type.Integer({ meaning: "instant", description: "Epoch milliseconds, UTC" });

/** A text that is different in nearly every row. */
export const Text = Type.String();

/** A text with few different values over all rows, such as the id of an agency; "" where there is none. */
export const Code = Type.String({ meaning: "code" });

/** A text of JSON; who writes the row holds the value itself. */
export const Json = Type.String({ meaning: "json" });

/** An H3 cell as hexadecimal digits; "" where there is none. */
export const Cell = Type.String({ meaning: "cell" });

export const Count8 = Type.Integer({ minimum: 0, maximum: 255 });
export const Count16 = Type.Integer({ minimum: 0, maximum: 65_535 });
export const Count32 = Type.Integer({ minimum: 0, maximum: 4_294_967_295 });
export const Count53 = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** Not an integer: degrees, minutes, shares. */
export const Measure = Type.Number();
export const YesNo = Type.Boolean();

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
