import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiProblem, toProblemBody } from "./api-problem.ts";
import { describeValidation } from "./describe-validation.ts";
import { isStoreUnavailable } from "./store-unavailable.ts";

const PROBLEM_TYPE = "application/problem+json";

/** Seconds after which asking again makes sense when the database did not answer. */
const RETRY_AFTER_SECONDS = "5";

/** What to do about a refusal of the framework that its message does not say. */
const CURES: Record<string, string> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE:
    " Send a body that the route takes with its Content-Type, e.g. application/json.",
};

/** Makes every answer 4xx and 5xx, unknown routes included, RFC 9457 problem details. */
export function handleProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const { pathname } = new URL(request.url, "http://host");
    return sendProblem(
      new ApiProblem({
        status: 404,
        code: "not-found",
        title: "Not found",
        detail: `There is nothing at ${request.method} ${pathname}. /api/docs lists what there is.`,
      }),
      request,
      reply,
    );
  });
}

/** Answers with the problem an error stands for; what may not be shown goes to the log only. */
function sendProblem(error: FastifyError | ApiProblem, request: FastifyRequest, reply: FastifyReply) {
  const problem = toProblem(error, request);
  if (problem.status >= 500) request.log.error({ err: error }, `${request.method} ${request.url} failed`);
  else request.log.debug({ code: problem.code, detail: problem.message }, "Request refused");
  return reply
    .code(problem.status)
    .headers({ ...problem.headers, "cache-control": "no-store" })
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(toProblemBody(problem, request.id)));
}

function toProblem(error: FastifyError | ApiProblem, request: FastifyRequest): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error.validation !== undefined) return toValidationProblem(error, request);
  if (isStoreUnavailable(error)) {
    return new ApiProblem({
      status: 503,
      code: "store-unavailable",
      title: "Database not available",
      detail: `The database does not answer at the moment. Ask again in ${RETRY_AFTER_SECONDS} s.`,
      headers: { "retry-after": RETRY_AFTER_SECONDS },
      cause: error,
    });
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    const code = error.code
      .replace(/^FST_ERR_(CTP_)?/, "")
      .toLowerCase()
      .replaceAll("_", "-");
    const detail = `${error.message}.${CURES[error.code] ?? ""}`;
    return new ApiProblem({ status, code, title: "Request refused", detail, cause: error });
  }
  return new ApiProblem({
    status: 500,
    code: "internal-error",
    title: "Internal error",
    detail: "The server could not answer. The cause is in its log under this request id.",
    cause: error,
  });
}

function toValidationProblem(error: FastifyError, request: FastifyRequest): ApiProblem {
  const part = error.validationContext ?? "querystring";
  const errors = describeValidation(error.validation ?? [], part, knownNames(request, part));
  return new ApiProblem({
    status: 400,
    code: "invalid-parameter",
    title: "Invalid parameter",
    detail: errors.map((entry) => entry.message).join("; "),
    errors,
    cause: error,
  });
}

function knownNames(request: FastifyRequest, part: string): string[] {
  const schema = part === "querystring" ? request.routeOptions.schema?.querystring : undefined;
  if (typeof schema !== "object" || schema === null || !("properties" in schema)) return [];
  const { properties } = schema;
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}
