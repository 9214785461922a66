import type { Ward } from "@toancanh/contracts";
import type { WardTopology } from "@toancanh/geo";
import Type from "typebox";
import { compileCheck } from "./checks/check-schema.ts";
import type { ProfileReader } from "./profile-reader.ts";
import type { Located } from "./read-lists.ts";

export const OUTLINES_FILE = "units/outlines.topo.json";

const Pair = Type.Tuple([Type.Number(), Type.Number()]);
const Ring = Type.Array(Type.Integer(), { minItems: 1 });
const checkTopology = compileCheck(
  Type.Object({
    type: Type.Literal("Topology"),
    bbox: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
    transform: Type.Object({ scale: Pair, translate: Pair }),
    objects: Type.Object({
      wards: Type.Object({
        type: Type.Literal("GeometryCollection"),
        geometries: Type.Array(
          Type.Union([
            Type.Object({
              type: Type.Literal("Polygon"),
              id: Type.String(),
              arcs: Type.Array(Ring),
            }),
            Type.Object({
              type: Type.Literal("MultiPolygon"),
              id: Type.String(),
              arcs: Type.Array(Type.Array(Ring)),
            }),
          ]),
        ),
      }),
    }),
    arcs: Type.Array(Type.Array(Type.Array(Type.Number(), { minItems: 2 }), { minItems: 2 })),
  }),
);

/** The generated outlines; every ward in force must be drawn, and nothing else. */
export async function readOutlines(
  reader: ProfileReader,
  wards: readonly Located<Ward>[],
): Promise<WardTopology | null> {
  const outlines = await reader.json(OUTLINES_FILE, checkTopology);
  if (outlines === null) return null;
  const cure = "generate the outlines anew (toancanh geo outlines)";
  const drawn = new Set(outlines.objects.wards.geometries.map(({ id }) => id));
  const current = new Set(
    wards.filter(({ value }) => value.valid_to === null).map(({ value }) => value.code),
  );
  for (const code of current) {
    if (!drawn.has(code)) {
      reader.report(OUTLINES_FILE, "/objects/wards", `ward "${code}" is not drawn; ${cure}`);
    }
  }
  for (const code of drawn) {
    if (!current.has(code)) {
      reader.report(OUTLINES_FILE, "/objects/wards", `"${code}" is no ward in force; ${cure}`);
    }
  }
  return outlines;
}
