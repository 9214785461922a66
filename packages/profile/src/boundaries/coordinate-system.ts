import proj4 from "proj4";

/** Turns a position of a file into degrees WGS84: [x, y] → [long, lat]. */
export type ToDegrees = (position: readonly [number, number]) => [number, number];

/**
 * From VN-2000 to WGS84: the seven parameters the ministry published in 2007 (Decision 05/2007/QĐ-BTNMT, EPSG 6960),
 * metres, seconds and parts in a million. They turn the coordinate frame, while `+towgs84` turns the position
 * vector: its three rotations have the opposite sign of the published ones. Taken as published, places lie 0.5 m off.
 */
const TO_WGS84 = "-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278";
const VN2000 = `+ellps=WGS84 +towgs84=${TO_WGS84}`;

/** The same parameters with the signs as published, as proj strings and .prj files of Vietnamese programs have them. */
const AS_PUBLISHED =
  /-191\.90441429\s*,\s*-39\.30318279\s*,\s*-111\.45032835\s*,\s*-0\.00928836\s*,\s*0\.01975479\s*,\s*-0\.00427372\s*,\s*0\.252906278/;

/** EPSG codes of VN-2000 / TM-3 by central meridian in degrees. */
const TM3_MERIDIANS: Readonly<Record<string, number>> = {
  "5896": 102,
  "5897": 105,
  "5898": 108,
  "5899": 107.75,
  "9205": 103,
  "9206": 104,
  "9207": 104.5,
  "9208": 104.75,
  "9209": 105.5,
  "9210": 105.75,
  "9211": 106,
  "9212": 106.25,
  "9213": 106.5,
  "9214": 107,
  "9215": 107.25,
  "9216": 107.5,
  "9217": 108.25,
  "9218": 108.5,
};

const KNOWN =
  "WGS84, EPSG:4326, EPSG:4756, EPSG:3405, EPSG:3406, EPSG:9205 to 9218, EPSG:5896 to 5899, VN-2000/105.75, a +proj string";

/** Names of the coordinate systems that boundaries of Vietnam come in. */
export const COORDINATE_SYSTEMS: readonly string[] = [
  "WGS84",
  "EPSG:4756",
  "EPSG:3405",
  "EPSG:3406",
  "+proj=utm +zone=48 +datum=WGS84",
  "+proj=utm +zone=49 +datum=WGS84",
  ...Object.values(TM3_MERIDIANS).map((meridian) => `VN-2000/${meridian}`),
];

/** No coordinate system has this name. */
export class CoordinateSystemError extends Error {
  readonly code = "unknown_crs";
  constructor(name: string) {
    super(`coordinate system "${name}" is not known; there are: ${KNOWN}, WKT of a .prj file`);
    this.name = "CoordinateSystemError";
  }
}

/**
 * The way from a declared coordinate system to degrees WGS84. Takes EPSG codes (also as an OGC URN), "VN-2000/" with
 * the central meridian of its 3° zone, a proj string or the WKT of a .prj file. Throws CoordinateSystemError.
 */
export function readCoordinateSystem(name: string): ToDegrees {
  const definition = definitionOf(name.trim())?.replace(AS_PUBLISHED, TO_WGS84) ?? null;
  if (definition === null) return ([x, y]) => [x, y];
  try {
    const converter = proj4(definition, "WGS84");
    return ([x, y]) => {
      const [long = Number.NaN, lat = Number.NaN] = converter.forward([x, y]);
      return [long, lat];
    };
  } catch {
    throw new CoordinateSystemError(name);
  }
}

/** Proj string or WKT; null for degrees WGS84 themselves. */
function definitionOf(name: string): string | null {
  if (/^(WGS ?84|urn:ogc:def:crs:OGC:[\d.]*:CRS84)$/i.test(name)) return null;
  const meridian = /^VN-?2000\/(\d+(?:\.\d+)?)$/i.exec(name)?.[1];
  if (meridian !== undefined) return tm3(Number(meridian));
  const epsg = /(?:^|:)EPSG:(?:[\d.]*:)?(\d+)$/i.exec(name)?.[1];
  if (epsg !== undefined) return definitionOfEpsg(epsg, name);
  if (name.startsWith("+proj=")) return name;
  if (!/^(GEOGCS|PROJCS|GEOGCRS|PROJCRS)\[/i.test(name)) throw new CoordinateSystemError(name);
  // Files name VN-2000 without its way to WGS84, which lies 100 to 200 m off.
  return /VN.?2000/i.test(name) && !/TOWGS84/i.test(name) ? definitionOfVn2000(name) : name;
}

function definitionOfEpsg(code: string, name: string): string | null {
  if (code === "4326") return null;
  if (code === "4756") return `+proj=longlat ${VN2000}`;
  if (code === "3405") return `+proj=utm +zone=48 ${VN2000}`;
  if (code === "3406") return `+proj=utm +zone=49 ${VN2000}`;
  const meridian = TM3_MERIDIANS[code];
  if (meridian === undefined) throw new CoordinateSystemError(name);
  return tm3(meridian);
}

function tm3(meridian: number): string {
  return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=0.9999 +x_0=500000 +y_0=0 ${VN2000}`;
}

/** From the numbers of a WKT: a transverse Mercator with its meridian and scale, or plain degrees. */
function definitionOfVn2000(wkt: string): string {
  if (!/^PROJ/i.test(wkt)) return `+proj=longlat ${VN2000}`;
  const parameter = (key: string) => new RegExp(`"${key}",\\s*(-?[\\d.]+)`, "i").exec(wkt)?.[1];
  const meridian = parameter("Central_Meridian");
  const scale = parameter("Scale_Factor");
  const easting = parameter("False_Easting");
  if (meridian === undefined || scale === undefined || easting === undefined) {
    throw new CoordinateSystemError(wkt.slice(0, 60));
  }
  return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=${scale} +x_0=${easting} +y_0=0 ${VN2000}`;
}
