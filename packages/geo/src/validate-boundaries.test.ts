import { describe, expect, it } from "vitest";
import { readBoundaries } from "./boundaries.ts";
import { box, collection, feature } from "./testing/boxes.ts";
import { validateBoundaries } from "./validate-boundaries.ts";

const west = feature("W", [box(106, 10, 107, 11)]);
const east = feature("E", [box(107, 10, 108, 11)]);
/** The eastern unit, its western side bent to a longitude half way up. */
const eastWithKink = (long: number) =>
  feature("E", [
    [
      [107, 10],
      [108, 10],
      [108, 11],
      [107, 11],
      [long, 10.5],
      [107, 10],
    ],
  ]);
/** Four units around a place of none, their corners shared. */
const ringOfFour = [
  feature("S", [
    [
      [106, 10],
      [109, 10],
      [109, 11],
      [108, 11],
      [107, 11],
      [106, 11],
      [106, 10],
    ],
  ]),
  feature("N", [
    [
      [106, 12],
      [107, 12],
      [108, 12],
      [109, 12],
      [109, 13],
      [106, 13],
      [106, 12],
    ],
  ]),
  feature("W", [box(106, 11, 107, 12)]),
  feature("E", [box(108, 11, 109, 12)]),
];

describe("validateBoundaries", () => {
  it("finds nothing wrong with neighbours that share their border, whichever way their rings run", () => {
    expect(validateBoundaries(collection(west, east))).toEqual([]);
    const turned = feature("E", [box(107, 10, 108, 11).reverse()]);
    expect(validateBoundaries(collection(west, turned))).toEqual([]);
  });

  it("lets a unit fill another's hole", () => {
    const around = feature("A", [box(106, 10, 107, 11), box(106.4, 10.4, 106.6, 10.6)]);
    const within = feature("I", [box(106.4, 10.4, 106.6, 10.6)]);
    expect(validateBoundaries(collection(around, within))).toEqual([]);
  });

  it.each<[string, unknown, string, string, RegExp]>([
    ["no GeoJSON", { type: "Topology" }, "", "not_geojson", /no GeoJSON/],
    ["a feature without code", collection(feature("", [box(0, 0, 1, 1)])), "feature 0", "no_code", /"code"/],
    [
      "a point",
      collection({ ...west, geometry: { type: "Point", coordinates: [106, 10] } }),
      "W",
      "not_an_area",
      /no Polygon/,
    ],
    ["no geometry", collection({ ...west, geometry: null }), "W", "not_an_area", /no Polygon/],
    [
      "a name not NFC",
      collection(feature("W", [box(0, 0, 1, 1)], "Phường".normalize("NFD"))),
      "W",
      "name_not_nfc",
      /NFC/,
    ],
    [
      "a code twice",
      collection(west, feature("W", [box(107, 10, 108, 11)])),
      "W",
      "duplicate_code",
      /W is there twice/,
    ],
    [
      "latitude and longitude changed",
      collection(
        feature("W", [
          [
            [10, 106],
            [10, 107],
            [11, 107],
            [10, 106],
          ],
        ]),
      ),
      "W",
      "bad_position",
      /\[10,106\] is no/,
    ],
    [
      "an open ring",
      collection(feature("W", [box(106, 10, 107, 11).slice(0, 4)])),
      "W",
      "open_ring",
      /not closed at 11\.00000, 106\.00000/,
    ],
    [
      "a ring of two points",
      collection(
        feature("W", [
          [
            [106, 10],
            [107, 10],
            [106, 10],
          ],
        ]),
      ),
      "W",
      "no_surface",
      /no surface/,
    ],
    [
      "a bow tie",
      collection(
        feature("W", [
          [
            [106, 10],
            [107, 11.5],
            [107, 10],
            [106, 11],
            [106, 10],
          ],
        ]),
      ),
      "W",
      "self_intersection",
      /crosses/,
    ],
    [
      "a part twice",
      collection({
        ...west,
        geometry: { type: "MultiPolygon", coordinates: [[box(0, 0, 1, 1)], [box(0, 0, 1, 1)]] },
      }),
      "W",
      "self_intersection",
      /repeats itself/,
    ],
    [
      "crossing units",
      collection(west, feature("E", [box(106.9, 10.2, 108, 10.8)])),
      "E",
      "overlap",
      /overlaps W by \d+\.\d\d km²/,
    ],
    [
      "a cross without corners inside",
      collection(feature("H", [box(106, 10.4, 107, 10.6)]), feature("V", [box(106.4, 10, 106.6, 11)])),
      "H",
      "overlap",
      /overlaps V/,
    ],
    [
      "a cross whose corners are where it crosses",
      collection(
        feature("H", [
          [
            [0, 1],
            [1, 1],
            [2, 1],
            [3, 1],
            [3, 2],
            [2, 2],
            [1, 2],
            [0, 2],
            [0, 1],
          ],
        ]),
        feature("V", [
          [
            [1, 0],
            [2, 0],
            [2, 1],
            [2, 2],
            [2, 3],
            [1, 3],
            [1, 2],
            [1, 1],
            [1, 0],
          ],
        ]),
      ),
      "H",
      "overlap",
      /overlaps V/,
    ],
    [
      "a unit within another",
      collection(west, feature("E", [box(106.4, 10.4, 106.6, 10.6)])),
      "E",
      "overlap",
      /overlaps W/,
    ],
    [
      "the same surface twice",
      collection(west, feature("V", [box(106, 10, 107, 11)])),
      "V",
      "overlap",
      /overlaps W/,
    ],
    [
      "a hole",
      collection(feature("W", [box(106, 10, 107, 11), box(106.4, 10.4, 106.6, 10.6)])),
      "W",
      "hole",
      /of no unit inside it/,
    ],
    ["a hole among units", collection(...ringOfFour), "E", "hole", /of no unit among E, N, S, W at/],
    [
      "a sliver between neighbours",
      collection(west, eastWithKink(107.0000001)),
      "E",
      "sliver",
      /m² of no unit among E, W/,
    ],
    [
      "a slight overlap",
      collection(west, eastWithKink(106.9999999)),
      "E",
      "sliver",
      /overlaps W by 0?\d+\.\d m²/,
    ],
  ])("tells of %s", (_what, geojson, unit, kind, message) => {
    const problems = validateBoundaries(geojson);
    expect(problems).toContainEqual({ unit, kind, message: expect.stringMatching(message) });
  });

  it("tells everything at once", () => {
    const kinds = validateBoundaries(collection(west, feature("", [box(106.5, 10, 108, 11)]))).map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(["no_code", "overlap"]);
  });
});

describe("readBoundaries", () => {
  it("closes rings, drops doubled points, and leaves out what has no surface", () => {
    const open = [
      [106, 10],
      [106, 10],
      [107, 10],
      [107, 11],
      [107, 11],
    ];
    const { boundaries, problems } = readBoundaries(collection(feature("W", [open]), feature("X", [[]])));
    expect(boundaries).toEqual([
      {
        code: "W",
        name: "Phường",
        parts: [
          [
            [
              [106, 10],
              [107, 10],
              [107, 11],
              [106, 10],
            ],
          ],
        ],
      },
    ]);
    expect(problems.map(({ unit, kind }) => [unit, kind])).toEqual([
      ["W", "open_ring"],
      ["X", "no_surface"],
    ]);
  });
});
