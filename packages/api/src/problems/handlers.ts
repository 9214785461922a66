import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { KnownPaths } from "../server/known-paths.ts";
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
export function handleProblems(app: FastifyInstance, paths: KnownPaths): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "/";
    const methods = paths.methodsOf(path);
    return sendProblem(
      methods.length === 0 ? notFound(request.method, path) : wrongMethod(request.method, path, methods),
      request,
      reply,
    );
  });
}

function notFound(method: string, path: string): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: "not-found",
    title: "Not found",
    detail: `There is nothing at ${method} ${path}. /api/docs lists what there is.`,
  });
}

function wrongMethod(method: string, path: string, methods: readonly string[]): ApiProblem {
  const allow = methods.join(", ");
  return new ApiProblem({
    status: 405,
    code: "method-not-allowed",
    title: "Method not allowed",
    detail: `${path} does not take ${method}. It takes ${allow}.`,
    headers: { allow },
  });
}

/** Answers with the problem an error stands for; what may not be shown goes to the log only. */
function sendProblem(error: FastifyError | ApiProblem, request: FastifyRequest, reply: FastifyReply) {
  const problem = toProblem(error, request);
  const what = `${request.method} ${request.url.split("?", 1)[0]}`;
  if (problem.status === 500) request.log.error({ err: error }, `${what} failed`);
  else if (problem.status > 500) request.log.warn({ code: problem.code }, `${what} cannot be answered now`);
  else request.log.debug({ code: problem.code, detail: problem.message }, "Request refused");
  return reply
    .code(problem.status)
    .headers({ ...problem.headers, "cache-control": "no-store" })
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(toProblemBody(problem, request.id)));
}

/** The problem that an error stands for: what may not be shown of it stays out. */
export function toProblem(
  error: Error & Partial<Pick<FastifyError, "validation" | "validationContext" | "statusCode" | "code">>,
  request: FastifyRequest,
): ApiProblem {
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
    const code = (error.code ?? "refused")
      .replace(/^FST_ERR_(CTP_)?/, "")
      .toLowerCase()
      .replaceAll("_", "-");
    const detail = `${error.message}.${CURES[error.code ?? ""] ?? ""}`;
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

function toValidationProblem(error: Parameters<typeof toProblem>[0], request: FastifyRequest): ApiProblem {
  const part = error.validationContext ?? "querystring";
  const errors = describeValidation(error.validation ?? [], part, knownNames(request, part));
  return new ApiProblem({
    status: 400,
    code: "invalid-parameter",
    title: "Invalid parameter",
    detail: errors.map((entry) => entry.message).join("; ") || `The ${part} of the request is not valid.`,
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
