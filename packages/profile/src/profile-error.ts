/** One thing wrong with a profile, and where. */
export interface ProfileProblem {
  /** Path inside the profile's folder. */
  file: string;
  /** Line of a CSV, the header being 1. */
  row?: number;
  /** Column of a CSV or JSON pointer; "" for the whole file. */
  field: string;
  /** What is wrong; and after a semicolon what to do about it. */
  message: string;
}

export type ProfileErrorCode = "unknown_profile" | "invalid_profile";

/** Everything wrong with a profile at once, one line a problem: "file: row R: field: what; cure". */
export class ProfileError extends Error {
  readonly code: ProfileErrorCode;
  readonly problems: readonly ProfileProblem[];
  constructor(code: ProfileErrorCode, headline: string, problems: readonly ProfileProblem[] = []) {
    super([headline, ...problems.map(formatProblem)].join("\n  "));
    this.name = "ProfileError";
    this.code = code;
    this.problems = problems;
  }
}

/** "agencies.csv: row 12: block: unknown block "x"; add it to blocks.json or correct it". */
function formatProblem(problem: ProfileProblem): string {
  const row = problem.row === undefined ? [] : [`row ${problem.row}`];
  const field = problem.field === "" ? [] : [problem.field];
  return [problem.file, ...row, ...field, problem.message].join(": ");
}
