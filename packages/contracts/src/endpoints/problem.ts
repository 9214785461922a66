import Type, { type Static } from "typebox";

/** RFC 9457 problem details; every 4xx and 5xx of the API has this body. */
export const ProblemSchema = Type.Object({
  type: Type.String({ description: "urn:toancanh:problem:<code>" }),
  code: Type.Optional(Type.String({ description: "What went wrong, for programs: the last part of type" })),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String({ description: "What was wrong, where, and what to do" })),
  instance: Type.Optional(Type.String({ description: "Request id" })),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        index: Type.Optional(Type.Integer({ description: "Place in a batch, from 0" })),
        pointer: Type.String({ description: "JSON pointer of the field" }),
        code: Type.String(),
        message: Type.String(),
        dead_letter_id: Type.Optional(Type.String({ description: "Where a rejected event is kept" })),
      }),
      { description: "Of rejected events the first 100" },
    ),
  ),
  errors_total: Type.Optional(
    Type.Integer({ description: "How many there are, where errors holds the first ones" }),
  ),
});
export type Problem = Static<typeof ProblemSchema>;
