export { type Reach, traceRivers } from "./basemap/trace-rivers.ts";
export {
  type Boundary,
  type BoundaryProblemKind,
  formatPlace,
  isBrokenText,
  METRES_PER_DEGREE,
  type Point,
  readBoundaries,
  ringArea,
} from "./boundaries.ts";
export * from "./boundary-cells.ts";
export * from "./cells.ts";
export * from "./former-units.ts";
export * from "./like-for-like.ts";
export * from "./outlines.ts";
export * from "./polygon-index.ts";
export * from "./validate-boundaries.ts";
export * from "./ward-index.ts";
