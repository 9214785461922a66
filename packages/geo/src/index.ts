export {
  BOUNDARY_PROBLEM_KINDS,
  type Boundary,
  type BoundaryProblemKind,
  type Point,
  readBoundaries,
} from "./boundaries.ts";
export * from "./boundary-cells.ts";
export * from "./cells.ts";
export * from "./former-units.ts";
export * from "./like-for-like.ts";
export * from "./outlines.ts";
export * from "./polygon-index.ts";
export * from "./validate-boundaries.ts";
export * from "./ward-index.ts";
