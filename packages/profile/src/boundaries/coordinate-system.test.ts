import { describe, expect, it } from "vitest";
import { CoordinateSystemError, readCoordinateSystem } from "./coordinate-system.ts";

/** Metres between two points of [long, lat] in degrees near 10.8° north. */
function distance([x1, y1]: [number, number], [x2, y2]: [number, number]): number {
  return Math.hypot((x1 - x2) * 109_300, (y1 - y2) * 110_600);
}

const WKT_9210 =
  'PROJCS["VN_2000_TM-3_105-45",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],' +
  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],' +
  'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.75],' +
  'PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

describe("readCoordinateSystem", () => {
  it.each(["WGS84", "WGS 84", "EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"])(
    "leaves degrees WGS84 as they are: %s",
    (name) => {
      expect(readCoordinateSystem(name)([106.7, 10.77])).toEqual([106.7, 10.77]);
    },
  );

  it("moves VN-2000 to WGS84 by the ministry's parameters: here 6.4 seconds to the east, 3.7 to the south", () => {
    const [long, lat] = readCoordinateSystem("EPSG:4756")([106.7, 10.77]);
    expect((long - 106.7) * 3600).toBeCloseTo(6.4, 1);
    expect((lat - 10.77) * 3600).toBeCloseTo(-3.7, 1);
  });

  it("knows the city's zone by code, meridian, proj string and WKT alike", () => {
    const place: [number, number] = [603_500, 1_191_500];
    const expected = readCoordinateSystem("EPSG:9210")(place);
    expect(distance(expected, [106.696, 10.775])).toBeLessThan(1_000);
    for (const name of ["VN-2000/105.75", "vn2000/105.75", "urn:ogc:def:crs:EPSG::9210", WKT_9210]) {
      expect(distance(readCoordinateSystem(name)(place), expected), name).toBeLessThan(0.001);
    }
  });

  it("reads a point alike through the 3° and the 6° zone", () => {
    // On the meridian of the 3° zone of 105° both have x = 500,000; their scales are 0.9999 and 0.9996.
    const narrow = readCoordinateSystem("VN-2000/105")([500_000, 0.9999 * 1_190_000]);
    const wide = readCoordinateSystem("EPSG:3405")([500_000, 0.9996 * 1_190_000]);
    expect(distance(narrow, wide)).toBeLessThan(0.001);
  });

  it.each(["EPSG:1", "Indian 1975", "+proj=nonsense", 'PROJCS["VN-2000",UNIT["Meter",1.0]]', ""])(
    "refuses %s and names what there is",
    (name) => {
      expect(() => readCoordinateSystem(name)).toThrow(CoordinateSystemError);
      expect(() => readCoordinateSystem(name)).toThrow(/EPSG:9205 to 9218/);
    },
  );
});
