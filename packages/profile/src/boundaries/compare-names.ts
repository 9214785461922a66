import type { Ward } from "@toancanh/contracts";
import { isBrokenText } from "@toancanh/geo";
import { findGarbling, type Garbling } from "./garbled-names.ts";
import type { ImportProblem, KnownUnits, UnitInFile } from "./known-units.ts";
import { foldName, isNameOf, spellingsOf } from "./name-likeness.ts";

/**
 * Codes and names of a file against those of the epoch: units that are not of it or are missing, names garbled by
 * a wrong encoding, names of another unit or of another epoch.
 * @param drawn codes of all features, also of those that cannot be used
 */
export function compareNames(
  units: readonly UnitInFile[],
  drawn: ReadonlySet<string>,
  known: KnownUnits,
): ImportProblem[] {
  const { epoch, validFrom } = known;
  if (epoch.length === 0) {
    const days = [...new Set(known.wards.map(({ valid_from }) => valid_from))].sort().join(", ");
    const message = `units/wards.csv has no ward valid from ${validFrom}, only from: ${days}; add the wards of a new epoch first`;
    return [{ unit: "", kind: "unknown_unit", message }];
  }
  const wards = new Map(epoch.map((ward) => [ward.code, ward]));
  const unknown = units.filter(({ code }) => code !== "" && !wards.has(code));
  return [
    ...unknown.map((unit) => describeUnknown(unit, known)),
    ...epoch
      .filter(({ code }) => !drawn.has(code))
      .map(({ code, name }) => ({
        unit: code,
        kind: "missing_unit" as const,
        message: `${name} (${code}) is not in the file: expected are all ${epoch.length} wards valid from ${validFrom}. Export the whole level, or name the attribute with the codes by --code-property`,
      })),
    ...units.flatMap((unit) => compareName(unit, wards, known)),
  ];
}

function describeUnknown({ code, name }: UnitInFile, known: KnownUnits): ImportProblem {
  const called = name === "" ? "" : ` (“${name}” in the file)`;
  const then = describeOtherEpoch(code, name, known);
  const cure =
    then ??
    "If it is new, add it to units/wards.csv first; else correct the code, or name the attribute with the codes by --code-property";
  return {
    unit: code,
    kind: "unknown_unit",
    message: `code ${code}${called} is no ward valid from ${known.validFrom} in units/wards.csv. ${cure}`,
  };
}

function compareName(
  { code, name }: UnitInFile,
  wards: ReadonlyMap<string, Ward>,
  known: KnownUnits,
): ImportProblem[] {
  const ward = wards.get(code);
  if (ward === undefined || isNameOf(name, ward)) return [];
  const differs = `${ward.name} (${code}) is called “${name}” in the file, expected “${ward.name}”`;
  const garbling = findGarbling(name, spellingsOf(ward));
  if (garbling !== null || isBrokenText(name)) {
    return [{ unit: code, kind: "name_garbled", message: `${differs}. ${describeGarbling(garbling)}` }];
  }
  return [{ unit: code, kind: "name_differs", message: `${differs}. ${causeOf(ward, name, wards, known)}` }];
}

function describeGarbling(garbling: Garbling | null): string {
  if (garbling === null) {
    return "Letters were lost or cut when the file was made: export it anew as UTF-8, with a .cpg file beside a Shapefile";
  }
  const { written, read } = garbling;
  const what = `It was written as ${written} and read as ${read}`;
  if (written === "Windows-1258") {
    return `${what}: write WINDOWS-1258 into the .cpg file beside the .dbf, and import again`;
  }
  return written === "UTF-8"
    ? `${what}: write UTF-8 into the .cpg file beside the .dbf, or export the file anew without converting it twice`
    : `${what}: convert the attributes to Unicode (UTF-8) first, in the program the file comes from or with a converter of ${written} fonts`;
}

function causeOf(ward: Ward, name: string, wards: ReadonlyMap<string, Ward>, known: KnownUnits): string {
  const then = describeOtherEpoch(ward.code, name, known);
  if (then !== null) return then;
  const owner = [...wards.values()].find((other) => other !== ward && isNameOf(name, other));
  if (owner !== undefined) {
    return `That is the name of ${owner.code}: names or codes of the two are exchanged. Correct them in the file`;
  }
  return "Correct the name in the file; if the unit was renamed, correct it in units/wards.csv, or pass --allow name_differs";
}

/** Where the profile has this code with this name in another epoch; null where it does not. */
function describeOtherEpoch(
  code: string,
  name: string,
  { wards, former, validFrom }: KnownUnits,
): string | null {
  const plain = code.replace(/@.*$/, "");
  const others = [
    ...wards
      .filter(({ valid_from }) => valid_from !== validFrom)
      .map((one) => ({ ...one, file: "wards.csv" })),
    ...former.filter(({ level }) => level === "ward").map((one) => ({ ...one, file: "former-units.csv" })),
  ];
  const then = others.find(
    (one) =>
      one.code.replace(/@.*$/, "") === plain && (name === "" || foldName(one.name).endsWith(foldName(name))),
  );
  if (then === undefined) return null;
  const until = then.valid_to === null ? "" : ` to ${then.valid_to}`;
  return `units/${then.file} has ${then.name} (${plain}) from ${then.valid_from}${until}: the file is of that epoch. Take the file of ${validFrom}, or import it with its own --valid-from`;
}
