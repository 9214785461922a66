/** Strokes on a grid of 20: the desk's own few signs, so that none is fetched. */
const PATHS = {
  home: "M3 9.5 10 4l7 5.5V17h-5v-4H8v4H3z",
  scorecard: "M5 3h7l3 3v11H5zM8 9h5M8 12h5M8 15h3",
  ranking: "M3 5h13M3 10h9M3 15h5",
  open: "M3 4h14v10H9l-4 3v-3H3zM6 8h8M6 11h5",
  explore: "M3 5l5-2 4 2 5-2v12l-5 2-4-2-5 2zM8 3v12M12 5v12",
  periods: "M4 5h12v12H4zM4 9h12M7 3v4M13 3v4",
  objections: "M10 3v13M6 16h8M4 6h12M4 6l-2 5a2.5 2.5 0 0 0 4 0zM16 6l-2 5a2.5 2.5 0 0 0 4 0z",
  quality: "M10 3l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V5zM7.5 10l2 2 3.5-3.5",
  audit: "M4 4h12v12H4zM7 8h6M7 11h6M7 14h3",
  walls: "M3 4h14v9H3zM7 17h6M10 13v4",
  wall: "M3 4h14v9H3zM7 17h6M10 13v4",
  system: "M3 11h3l2-6 4 10 2-4h3",
  docs: "M7 5 3 10l4 5M13 5l4 5-4 5",
  search: "M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM13 13l4 4",
  down: "M5 8l5 5 5-5",
  menu: "M3 5h14M3 10h14M3 15h14",
  print: "M6 7V3h8v4M4 7h12v6h-2M4 13V7M6 11h8v6H6z",
  download: "M10 3v9M6 9l4 4 4-4M4 16h12",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l3 2",
  lock: "M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3",
  check: "M4 10l4 4 8-8",
  cross: "M5 5l10 10M15 5 5 15",
  block: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM5 5l10 10",
  warning: "M10 3 2.5 16.5h15zM10 8v4M10 14v.5",
  info: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9v5M10 6v.5",
  compare: "M6 3v14M3 6l3-3 3 3M14 17V3M11 14l3 3 3-3",
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside a word that says the same: never read aloud. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
