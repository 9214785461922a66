import { ProblemSchema } from "@toancanh/contracts";

const problem = {
  description: "RFC 9457 problem details",
  content: { "application/problem+json": { schema: ProblemSchema } },
};

/** For the `response` of every route: what it answers when it cannot. */
export const PROBLEM_RESPONSES = { "4xx": problem, "5xx": problem } as const;
