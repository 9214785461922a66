import type { LiveReport } from "@toancanh/contracts";
import { useResource } from "../../data/use-resource.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useNames } from "../../shell/parts/names.ts";
import { Section } from "../../shell/parts/section.tsx";
import { WardOutlines } from "../../shell/parts/ward-outlines.tsx";
import { keepApart, type PlaceLabel } from "./place-labels.ts";

const WIDTH = 416;
const HEIGHT = 210;
/** Kilometres across: a ward and its neighbours. */
const ACROSS_KM = 9;
const KM_PER_DEGREE = 111.32;

/** Where the report lies: its ward, the neighbours as hairlines, a scale; no tile from outside. */
export function PlaceMap({ report }: { report: LiveReport }) {
  const { words, messages } = useDesk();
  const { lat, long } = report;
  return (
    <Section title={words.report.map.title}>
      {lat === null || long === null ? (
        <p className="d-second">{words.report.map.none}</p>
      ) : (
        <Drawing lat={lat} long={long} ward={report.ward_code} noWard={messages.noWard} />
      )}
    </Section>
  );
}

interface Place {
  lat: number;
  long: number;
  ward: string;
  noWard: string;
}

function Drawing({ lat, long, ward, noWard }: Place) {
  const { words, city, shapes: resource, format } = useDesk();
  const names = useNames();
  const shapes = useResource(resource).data;
  const scale = WIDTH / (ACROSS_KM / KM_PER_DEGREE);
  const flat = Math.cos((lat * Math.PI) / 180);
  const project = (lon: number, y: number): [number, number] => [
    WIDTH / 2 + (lon - long) * flat * scale,
    HEIGHT / 2 - (y - lat) * scale,
  ];
  const isNear = ([x, y]: [number, number]) => x > 20 && x < WIDTH - 20 && y > 14 && y < HEIGHT - 10;
  const here = ward === "" ? noWard : names.wardWhole(ward);
  const own: PlaceLabel = {
    code: ward,
    text: ward === "" ? noWard : names.ward(ward),
    x: WIDTH / 2 + 12,
    y: HEIGHT / 2 + 22,
    anchor: "start",
  };
  const toMark = ({ x, y }: PlaceLabel) => Math.hypot(x - WIDTH / 2, y - HEIGHT / 2);
  const neighbours = city.wards
    .filter(({ code }) => code !== ward)
    .map((one): PlaceLabel => {
      const [x, y] = project(one.long, one.lat);
      return { code: one.code, text: one.short_name, x, y, anchor: "middle" };
    })
    .filter((label) => isNear([label.x, label.y]) && toMark(label) >= 30)
    .sort((a, b) => toMark(a) - toMark(b));
  const labels = keepApart([own, ...neighbours]);
  return (
    <svg
      className="d-map"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={words.report.map.here(here)}
    >
      <rect className="d-map-ground" width={WIDTH} height={HEIGHT} />
      {shapes === null ? null : (
        <WardOutlines shapes={shapes} own={ward} project={project} width={WIDTH} height={HEIGHT} />
      )}
      {labels.map(({ code, text, x, y, anchor }) => (
        <text
          key={code}
          className={code === own.code ? "d-map-own" : undefined}
          x={x}
          y={y}
          textAnchor={anchor}
        >
          {text}
        </text>
      ))}
      <path className="rp-mark-late" d={`M${WIDTH / 2} ${HEIGHT / 2 - 8}l8 8-8 8-8-8z`} />
      <g transform={`translate(14 ${HEIGHT - 16})`}>
        <path className="d-map-scale" d={`M0 -5v5h${scale / KM_PER_DEGREE}v-5`} />
        <text x={scale / KM_PER_DEGREE / 2} y={-8} textAnchor="middle">
          {words.report.map.scale(format.count(1))}
        </text>
      </g>
    </svg>
  );
}
