/** Codes of ClickHouse's ErrorCodes.cpp that the front itself raises. */
export const CODE = {
  notImplemented: 48,
  syntaxError: 62,
  readonly: 164,
  memoryLimit: 241,
  authenticationFailed: 516,
  unknownException: 1002,
} as const;

const NAMES: Readonly<Record<number, string>> = {
  48: "NOT_IMPLEMENTED",
  62: "SYNTAX_ERROR",
  164: "READONLY",
  241: "MEMORY_LIMIT_EXCEEDED",
  516: "AUTHENTICATION_FAILED",
  1002: "UNKNOWN_EXCEPTION",
};

/** What a server would answer with: ClickHouse's code, the HTTP status it sends for it, and its text. */
export class FrontError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
    this.status = statusOf(code);
  }
}

/** The status a server sends for an exception code (exceptionCodeToHTTPStatus in ClickHouse's sources). */
export function statusOf(code: number): number {
  if (code === 194) return 401;
  if ([192, 193, 516].includes(code)) return 403;
  if ([6, 26, 27, 36, 38, 41, 43, 53, 62, 69, 70, 72, 117, 215, 321].includes(code)) return 400;
  if ([16, 46, 47, 50, 51, 56, 60, 63, 73, 81, 115].includes(code)) return 404;
  if (code === 159) return 408;
  if (code === 223) return 413;
  if (code === 48) return 501;
  if ([76, 209].includes(code)) return 503;
  return 500;
}

/** An error of the front's own making, worded as ClickHouse words its errors. */
export function createFrontError(code: number, message: string): FrontError {
  return new FrontError(
    code,
    `Code: ${code}. DB::Exception: ${message}. (${NAMES[code] ?? "UNKNOWN_EXCEPTION"})`,
  );
}

/** Any thrown value as a server would answer it; the embedded engine's texts carry their own code. */
export function toFrontError(error: unknown): FrontError {
  if (error instanceof FrontError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = /^Code: (\d+)\./.exec(message)?.[1];
  return code === undefined
    ? createFrontError(CODE.unknownException, message)
    : new FrontError(Number(code), message);
}
