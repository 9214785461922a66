import type { Outcome, Scorecard } from "@toancanh/contracts";
import { useResource } from "../../data/use-resource.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { Section } from "../../shell/parts/section.tsx";
import { WardOutlines } from "../../shell/parts/ward-outlines.tsx";

const WIDTH = 416;
const HEIGHT = 320;
const MARGIN = 24;
/** Degrees: a unit with one report is not drawn larger than its neighbourhood. */
const LEAST_SPAN = 0.02;
/** Drawn last are those that a reader looks for. */
const ORDER: readonly Outcome[] = [
  "handled_on_time",
  "no_deadline",
  "open_in_time",
  "handled_late",
  "open_overdue",
];

/** Where the unit's reports lie, by their result; how many have no place is told. */
export function CardMap({ card }: { card: Scorecard }) {
  const { words, format } = useDesk();
  const { located, unlocated, points } = card.map;
  if (points === null || points.length === 0) return null;
  return (
    <Section
      title={words.scorecard.map}
      sub={words.scorecard.mapSum(
        format.count(located),
        format.count(unlocated),
        format.count(located + unlocated),
      )}
    >
      <Drawing points={points} unit={card.unit.id} label={words.scorecard.mapAlt(format.count(located))} />
    </Section>
  );
}

interface DrawingProps {
  points: NonNullable<Scorecard["map"]["points"]>;
  unit: string;
  label: string;
}

function Drawing({ points, unit, label }: DrawingProps) {
  const { shapes: resource } = useDesk();
  const shapes = useResource(resource).data;
  const lats = points.map(({ lat }) => lat);
  const longs = points.map(({ long }) => long);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...longs), Math.max(...longs)];
  const [lat, long] = [(south + north) / 2, (west + east) / 2];
  const flat = Math.cos((lat * Math.PI) / 180);
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / (Math.max(LEAST_SPAN, east - west) * flat),
    (HEIGHT - 2 * MARGIN) / Math.max(LEAST_SPAN, north - south),
  );
  const project = (x: number, y: number): [number, number] => [
    WIDTH / 2 + (x - long) * flat * scale,
    HEIGHT / 2 - (y - lat) * scale,
  ];
  const own = unit.startsWith("ward:") ? unit.slice("ward:".length) : "";
  return (
    <svg className="d-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <rect className="d-map-ground" width={WIDTH} height={HEIGHT} />
      {shapes === null ? null : (
        <WardOutlines shapes={shapes} own={own} project={project} width={WIDTH} height={HEIGHT} />
      )}
      {ORDER.map((outcome) => (
        <path
          key={outcome}
          className={`sc-point sc-point-${outcome}`}
          d={points
            .filter((point) => point.outcome === outcome)
            .map((point) => markOf(outcome, project(point.long, point.lat)))
            .join("")}
        />
      ))}
    </svg>
  );
}

/** Outline of a result's shape round a place. */
function markOf(outcome: Outcome, [x, y]: [number, number]): string {
  if (outcome === "handled_late") return `M${x} ${y - 5}l5 5-5 5-5-5z`;
  if (outcome === "open_overdue") return `M${x} ${y - 6}l6 11h-12z`;
  return `M${x - 3} ${y}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`;
}
