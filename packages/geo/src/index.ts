export * from "./cells.ts";
export * from "./outlines.ts";
export * from "./ward-index.ts";
