export { CoordinateSystemError } from "./boundaries/coordinate-system.ts";
export {
  type ImportBoundariesOptions,
  type ImportProblem,
  type ImportResult,
  importBoundaries,
} from "./boundaries/import-boundaries.ts";
export {
  BoundaryFileError,
  type BoundaryFileOptions,
  readBoundaryFile,
} from "./boundaries/read-boundary-file.ts";
export { generateOutlines, renderOutlines } from "./generate-outlines.ts";
export { listProfiles } from "./list-profiles.ts";
export { type LoadedProfile, loadProfile } from "./load-profile.ts";
export type { OverlaySource } from "./overlays.ts";
export { formatProblem, ProfileError, type ProfileErrorCode, type ProfileProblem } from "./profile-error.ts";
export { readCalendarDays } from "./read-calendar-days.ts";
