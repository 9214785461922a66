import { gridDisk } from "h3-js";

/** A connected part of one ward. */
interface Patch {
  cells: string[];
  /** Borders with each neighbouring ward. */
  contacts: Map<string, number>;
}

/**
 * Removes specks from wards that lie in several parts, for drawing only: a part of fewer than `minPatch` cells that is
 * not its ward's largest goes to the neighbour it touches most, or is dropped when it is an islet. A ward always
 * keeps its largest part. `cellsByWard` has cells of one resolution and is changed; returns the wards whose cells changed.
 */
export function moveSpecks(
  cellsByWard: Map<string, string[]>,
  scattered: readonly string[],
  minPatch: number,
  wardOf: (cell: string) => string | undefined,
): Set<string> {
  const changed = new Set<string>();
  for (const ward of scattered) {
    const patches = findPatches(ward, cellsByWard.get(ward) ?? [], wardOf);
    const [largest, ...others] = patches.sort((a, b) => b.cells.length - a.cells.length);
    const kept = [...(largest?.cells ?? [])];
    for (const { cells, contacts } of others) {
      const heir = mostTouched(contacts);
      if (cells.length >= minPatch) kept.push(...cells);
      else if (heir !== undefined) {
        cellsByWard.get(heir)?.push(...cells);
        changed.add(heir);
      }
    }
    cellsByWard.set(ward, kept);
    changed.add(ward);
  }
  return changed;
}

function findPatches(
  ward: string,
  cells: readonly string[],
  wardOf: (cell: string) => string | undefined,
): Patch[] {
  const unseen = new Set(cells);
  const patches: Patch[] = [];
  for (const start of cells) {
    if (!unseen.delete(start)) continue;
    const patch: Patch = { cells: [start], contacts: new Map() };
    for (let at = 0; at < patch.cells.length; at++) {
      for (const near of gridDisk(patch.cells[at] ?? start, 1)) {
        if (unseen.delete(near)) {
          patch.cells.push(near);
          continue;
        }
        const other = wardOf(near);
        if (other !== undefined && other !== ward) {
          patch.contacts.set(other, (patch.contacts.get(other) ?? 0) + 1);
        }
      }
    }
    patches.push(patch);
  }
  return patches;
}

/** The neighbouring ward with most contacts, by code where they tie; undefined for an islet. */
function mostTouched(contacts: ReadonlyMap<string, number>): string | undefined {
  const neighbours = [...contacts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return neighbours[0]?.[0];
}
