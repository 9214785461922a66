import type { Problem } from "@toancanh/contracts";

/** One entry of a problem's `errors`. */
export type ProblemEntry = NonNullable<Problem["errors"]>[number];

export interface ApiProblemInit {
  status: number;
  /** kebab-case; becomes `urn:toancanh:problem:<code>`. */
  code: string;
  title: string;
  /** What was wrong, where, and what to do about it. */
  detail: string;
  errors?: ProblemEntry[];
  /** How many there are where `errors` names only the first ones. */
  errorsTotal?: number;
  /** Response headers that go with it, e.g. `retry-after`. */
  headers?: Record<string, string>;
  cause?: unknown;
}

/** An answer 4xx or 5xx whose text may be shown to the caller. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly errors: ProblemEntry[] | undefined;
  readonly errorsTotal: number | undefined;
  readonly headers: Record<string, string>;

  constructor(init: ApiProblemInit) {
    super(
      init.detail.trim() === "" ? `${init.title}.` : init.detail,
      init.cause === undefined ? undefined : { cause: init.cause },
    );
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.errors = init.errors;
    this.errorsTotal = init.errorsTotal;
    this.headers = init.headers ?? {};
  }
}

/** 400 for a value of a parameter that its schema cannot know to be wrong. */
export function invalidParameter(name: string, detail: string): ApiProblem {
  return new ApiProblem({
    status: 400,
    code: "invalid-parameter",
    title: "Invalid parameter",
    detail,
    errors: [{ pointer: `/${name}`, code: "invalid_parameter", message: detail }],
  });
}

/** The RFC 9457 body of a problem; `instance` is the id of the request, as in the log. */
export function toProblemBody(problem: ApiProblem, requestId: string): Problem {
  return {
    type: `urn:toancanh:problem:${problem.code}`,
    code: problem.code,
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    instance: requestId,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    ...(problem.errorsTotal === undefined ? {} : { errors_total: problem.errorsTotal }),
  };
}
