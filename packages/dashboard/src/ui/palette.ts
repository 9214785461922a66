/** Colours of the wall. CSS has the same as custom properties (base.css); the map needs them as numbers. */
export const PALETTE = {
  ground: "#12171e",
  land: "#1b2028",
  lineFaint: "#2a323c",
  line: "#3a434e",
  text: "#dde3ea",
  textSecond: "#aeb8c4",
  stale: "#8b96a5",
  better: "#5caae6",
  worse: "#f0924e",
  alarm: "#ff7a80",
  interval: "#4b5663",
  intervalAbove: "#7d5a44",
} as const;

/** The ground of the wall's maps: quiet, so that figures stand out. */
export const MAP_COLOURS = {
  sea: "#0c1926",
  /** Land that is not the city's. */
  around: "#161b22",
  land: "#1d242c",
  river: "#10283c",
  riverUnderFill: "#12304a",
  bank: "#26425a",
  echo: "#3a5d7a",
  wardLine: "#2b343e",
  limit: "#5f6b7a",
} as const;

/** Sequential, cividis-like from its middle up: grey is normal, yellow stands out. */
export const SEQUENTIAL = [
  "#4b545c",
  "#7d7c78",
  "#948e77",
  "#aea371",
  "#c8b866",
  "#e4cf5b",
  "#fde737",
] as const;

/** Wards against their usual rate: clearly more, more, as usual, clearly fewer. Blue is quieter than orange. */
export const DEVIATION = {
  clearly_more: "#f0924e",
  more: "#98684a",
  usual: "#36404b",
  clearly_fewer: "#4c88b8",
} as const;

export type Rgba = [number, number, number, number];

/** @param hex #rrggbb */
export function toRgba(hex: string, alpha = 255): Rgba {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255, alpha];
}
