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

  // The published formula, step by step: X' = dX + k(X + rz·Y − ry·Z), Y' = dY + k(Y − rz·X + rx·Z),
  // Z' = dZ + k(Z + ry·X − rx·Y), with rotations of the coordinate frame (EPSG method 9607). A proj string turns the
  // position vector (EPSG method 9606), where each rotation has the opposite sign.
  const published = ([long, lat]: readonly [number, number], sign: 1 | -1): [number, number] => {
    const radians = Math.PI / 180;
    const seconds = radians / 3600;
    const [a, f] = [6_378_137, 1 / 298.257223563];
    const e2 = f * (2 - f);
    const [sin, cos] = [Math.sin(lat * radians), Math.cos(lat * radians)];
    const n = a / Math.sqrt(1 - e2 * sin * sin);
    const [x, y, z] = [
      n * cos * Math.cos(long * radians),
      n * cos * Math.sin(long * radians),
      n * (1 - e2) * sin,
    ];
    const turn = seconds * sign;
    const [rx, ry, rz] = [-0.00928836 * turn, 0.01975479 * turn, -0.00427372 * turn];
    const k = 1 + 0.252906278e-6;
    const moved = [
      -191.90441429 + k * (x + rz * y - ry * z),
      -39.30318279 + k * (y - rz * x + rx * z),
      -111.45032835 + k * (z + ry * x - rx * y),
    ] as const;
    const p = Math.hypot(moved[0], moved[1]);
    let phi = Math.atan2(moved[2], p * (1 - e2));
    for (let step = 0; step < 10; step++) {
      const radius = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
      phi = Math.atan2(moved[2] + e2 * radius * Math.sin(phi), p);
    }
    return [Math.atan2(moved[1], moved[0]) / radians, phi / radians];
  };

  it.each<[string, [number, number]]>([
    ["Bến Thành", [106.698, 10.7725]],
    ["Côn Đảo", [106.6083, 8.6831]],
    ["Hà Nội", [105.85, 21.03]],
    ["Đà Nẵng", [108.22, 16.07]],
  ])("turns the frame as published, not the vector: %s", (_name, place) => {
    const found = readCoordinateSystem("EPSG:4756")(place);
    expect(distance(found, published(place, 1))).toBeLessThan(0.001);
    // The other reading of the signs lies half a metre and more away.
    const wrong = distance(found, published(place, -1));
    expect(wrong).toBeGreaterThan(0.4);
    expect(wrong).toBeLessThan(1.5);
  });

  it.each([
    "+proj=longlat +ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278",
    'GEOGCS["VN-2000",DATUM["Vietnam_2000",SPHEROID["WGS 84",6378137,298.257223563],TOWGS84[-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]',
  ])("mends parameters that were copied with the signs as published: %s", (written) => {
    const place: [number, number] = [106.698, 10.7725];
    const found = readCoordinateSystem(written)(place);
    expect(distance(found, published(place, 1))).toBeLessThan(0.001);
  });

  it("knows the central meridians of the provinces around, 107° 45' too", () => {
    const place: [number, number] = [450_000, 1_150_000];
    expect(readCoordinateSystem("EPSG:5899")(place)).toEqual(readCoordinateSystem("VN-2000/107.75")(place));
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
