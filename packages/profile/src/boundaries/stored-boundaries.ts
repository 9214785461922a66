import type { Ward } from "@toancanh/contracts";
import { readBoundaries, type WardBoundaries } from "@toancanh/geo";
import type { ProfileReader } from "../profile-reader.ts";

const FOLDER = "units/boundaries";

/** Where the boundaries of an epoch lie inside a profile; `validFrom` is its first day, YYYY-MM-DD. */
export function boundaryFileOf(validFrom: string): string {
  return `${FOLDER}/${validFrom}.geojson`;
}

/** Exact boundaries that were imported, by epoch; empty where the profile has only cells. */
export async function readStoredBoundaries(
  reader: ProfileReader,
  wards: readonly Ward[],
): Promise<WardBoundaries[]> {
  const epochs: WardBoundaries[] = [];
  for (const file of await reader.list(FOLDER, ".geojson")) {
    const validFrom = file.slice(FOLDER.length + 1, -".geojson".length);
    const epoch = wards.filter(({ valid_from }) => valid_from === validFrom);
    const { boundaries, problems } = readBoundaries(await reader.plainJson(file));
    for (const { unit, message } of problems) reader.report(file, unit, message);
    const codes = new Set(epoch.map(({ code }) => code));
    if (
      epoch.length === 0 ||
      boundaries.length !== codes.size ||
      boundaries.some(({ code }) => !codes.has(code))
    ) {
      reader.report(file, "", `not the wards valid from ${validFrom}; import it anew (toancanh geo import)`);
    } else {
      // A later reform may have ended some of them and left the others.
      for (const valid_to of new Set(epoch.map((ward) => ward.valid_to))) {
        const alike = new Set(epoch.filter((ward) => ward.valid_to === valid_to).map(({ code }) => code));
        const those = boundaries.filter(({ code }) => alike.has(code));
        epochs.push({ boundaries: those, valid_from: validFrom, valid_to });
      }
    }
  }
  return epochs;
}
