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
  rivers: River[];
  names: BasemapName[];
}

export const NO_GROUND: Ground = { sea: [], land: [], rivers: [], names: [] };

export function groundOf({ features }: Basemap): Ground {
  const ground: Ground = { sea: [], land: [], rivers: [], names: [] };
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
  return ground;
}

function isName(feature: Basemap["features"][number]): feature is BasemapName {
  return feature.geometry.type === "Point";
}
