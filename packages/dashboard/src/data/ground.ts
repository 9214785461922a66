import type { Basemap, BasemapName } from "@toancanh/contracts";

type Position = [number, number];

/** A stretch of river; lon, lat in degrees. */
export interface River {
  path: Position[];
  /** Metres. */
  width: number;
}

/** Polygon as deck.gl takes it: outer ring first, then holes. */
interface GroundArea {
  polygon: Position[][];
}

/** What lies under and around a city on its maps, sorted once; all of it empty where the city has no base map. */
export interface Ground {
  sea: GroundArea[];
  land: GroundArea[];
  /** Shores of the land; not the straight lines where the data end. */
  coast: Position[][];
  rivers: River[];
  names: BasemapName[];
}

export const NO_GROUND: Ground = { sea: [], land: [], coast: [], rivers: [], names: [] };

export function groundOf({ features }: Basemap): Ground {
  const ground: Ground = { sea: [], land: [], coast: [], rivers: [], names: [] };
  for (const feature of features) {
    const { properties, geometry } = feature;
    if (geometry.type === "Polygon" && (properties.kind === "sea" || properties.kind === "land")) {
      ground[properties.kind].push({ polygon: geometry.coordinates });
    } else if (geometry.type === "LineString" && properties.kind === "river") {
      ground.rivers.push({ path: geometry.coordinates, width: properties.width_m });
    } else if (isName(feature)) {
      ground.names.push(feature);
    }
  }
  const edge = new Set(ground.sea.flatMap(({ polygon }) => polygon.flat(2)));
  ground.coast = ground.land.flatMap(({ polygon }) => polygon.flatMap((ring) => shoresOf(ring, edge)));
  return ground;
}

/** Parts of a ring that are shores: those not on the edge of the sea's rectangle, whose coordinates are `edge`. */
function shoresOf(ring: readonly Position[], edge: ReadonlySet<number>): Position[][] {
  const shores: Position[][] = [[]];
  for (const point of ring) {
    const isOnEdge = edge.has(point[0]) || edge.has(point[1]);
    if (isOnEdge) shores.push([]);
    else shores.at(-1)?.push(point);
  }
  return shores.filter((shore) => shore.length > 1);
}

function isName(feature: Basemap["features"][number]): feature is BasemapName {
  return feature.geometry.type === "Point";
}
