import { gridDisk } from "h3-js";

/** A connected part of one ward. */
interface Patch {
  ward: string;
  cells: string[];
  /** Borders with each neighbouring ward; "" is outside every ward. */
  contacts: Map<string, number>;
}

/**
 * Takes the specks out of a table of cells of one resolution, for drawing only: a patch of fewer than
 * `minPatch` cells that is not its ward's largest goes to the neighbour it touches most, or away
 * when it is an islet. A ward is never left without cells.
 */
export function cleanCells(wardByCell: ReadonlyMap<string, string>, minPatch: number): Map<string, string> {
  const cleaned = new Map(wardByCell);
  const patchesByWard = new Map<string, Patch[]>();
  for (const patch of findPatches(wardByCell)) {
    const patches = patchesByWard.get(patch.ward);
    if (patches === undefined) patchesByWard.set(patch.ward, [patch]);
    else patches.push(patch);
  }
  for (const patches of patchesByWard.values()) {
    patches.sort((a, b) => b.cells.length - a.cells.length);
    for (const patch of patches.slice(1)) {
      if (patch.cells.length >= minPatch) continue;
      const heir = mostTouched(patch.contacts);
      for (const cell of patch.cells) {
        if (heir === undefined) cleaned.delete(cell);
        else cleaned.set(cell, heir);
      }
    }
  }
  return cleaned;
}

function findPatches(wardByCell: ReadonlyMap<string, string>): Patch[] {
  const seen = new Set<string>();
  const patches: Patch[] = [];
  for (const [start, ward] of wardByCell) {
    if (seen.has(start)) continue;
    seen.add(start);
    const patch: Patch = { ward, cells: [start], contacts: new Map() };
    for (let at = 0; at < patch.cells.length; at++) {
      for (const near of gridDisk(patch.cells[at] ?? start, 1)) {
        const other = wardByCell.get(near) ?? "";
        if (other !== ward) {
          patch.contacts.set(other, (patch.contacts.get(other) ?? 0) + 1);
        } else if (!seen.has(near)) {
          seen.add(near);
          patch.cells.push(near);
        }
      }
    }
    patches.push(patch);
  }
  return patches;
}

/** The neighbouring ward with most contacts, by code where they tie; undefined for an islet. */
function mostTouched(contacts: ReadonlyMap<string, number>): string | undefined {
  const neighbours = [...contacts].filter(([ward]) => ward !== "");
  neighbours.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return neighbours[0]?.[0];
}
