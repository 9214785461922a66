export { generateBasemap } from "./basemap/generate-basemap.ts";
export { ALLOWABLE_KINDS, type AllowableKind, checkAgainstProfile } from "./boundaries/check-boundaries.ts";
export { CoordinateSystemError } from "./boundaries/coordinate-system.ts";
export { importBoundaries } from "./boundaries/import-boundaries.ts";
export {
  BoundaryFileError,
  type BoundaryFileOptions,
  readBoundaryFile,
} from "./boundaries/read-boundary-file.ts";
export { generateOutlines } from "./generate-outlines.ts";

export { type LoadedProfile, loadProfile } from "./load-profile.ts";

export { ProfileError } from "./profile-error.ts";
export { readCalendarDays } from "./read-calendar-days.ts";
