import type { Agencies, AgencyRow } from "@toancanh/contracts";
import { changeStrength } from "../../data/agency-change.ts";

export const LINES_PER_PAGE = 10;

type Block = Agencies["blocks"][number];

/** One line of the plot. */
type AgencyLine =
  | { kind: "agency"; key: string; row: AgencyRow; block: Block }
  /** Heads a block that begins further down the page. */
  | { kind: "block"; key: string; block: Block }
  /** Agencies of a block that were never late: counted, not listed. */
  | { kind: "punctual"; key: string; count: number };

export interface AgencyPage {
  key: string;
  /** The block that the page begins with. */
  block: Block;
  lines: AgencyLine[];
  /** Blocks on the page. */
  blocks: Block[];
  /** Highest value the axis must reach; the same on all pages of a long block. */
  highest: number;
}

function linesOf(block: Block, agencies: Agencies): AgencyLine[] {
  const due = agencies.rows
    .filter((row) => row.block === block.id && row.metrics.late_rate !== null)
    .sort((a, b) => (b.metrics.late_rate ?? 0) - (a.metrics.late_rate ?? 0));
  const late = due.filter((row) => (row.metrics.late_rate ?? 0) > 0);
  const lines: AgencyLine[] = late.map((row) => ({
    kind: "agency",
    key: row.agency_responsible,
    row,
    block,
  }));
  const punctual = due.length - late.length;
  if (punctual > 0) lines.push({ kind: "punctual", key: `${block.id}-punctual`, count: punctual });
  return lines;
}

/**
 * End of the axis a set of lines needs. Rates always fit; of the intervals four in five do, so that one small
 * agency does not press all others together.
 */
function highestOf(lines: readonly AgencyLine[]): number {
  const rows = lines.flatMap((line) => (line.kind === "agency" ? [line.row] : []));
  const ends = rows.map((row) => row.interval?.[1] ?? 0).sort((a, b) => a - b);
  return Math.max(
    0,
    ...rows.map((row) => row.metrics.late_rate ?? 0),
    ends[Math.floor(ends.length * 0.8)] ?? 0,
  );
}

/** Ten lines a page, the worst first. A long block has pages of its own; short ones share a page, apart. */
export function agencyPages(agencies: Agencies): AgencyPage[] {
  const pages: AgencyPage[] = [];
  let open: AgencyPage | null = null;
  for (const block of agencies.blocks) {
    const lines = linesOf(block, agencies);
    if (lines.length === 0) continue;
    const highest = highestOf(lines);
    if (open !== null && open.lines.length + 1 + lines.length <= LINES_PER_PAGE) {
      open.lines.push({ kind: "block", key: `${block.id}-head`, block }, ...lines);
      open.blocks.push(block);
      open.highest = Math.max(open.highest, highest);
      continue;
    }
    for (let start = 0; start < lines.length; start += LINES_PER_PAGE) {
      open = {
        key: `${block.id}-${start}`,
        block,
        lines: lines.slice(start, start + LINES_PER_PAGE),
        blocks: [block],
        highest,
      };
      pages.push(open);
    }
  }
  return pages;
}

/** Standard errors from which a change is worth a mark (one in ten by chance, to one side). */
const MARK_STRENGTH = 1.28;
const MARKED = 3;

/** Agencies that moved most surely over 7 days, up to three up and three down in each block. */
export function biggestMovers(agencies: Agencies): ReadonlySet<string> {
  const strengths = agencies.rows.map((row) => ({ row, strength: changeStrength(row) }));
  const found: string[] = [];
  for (const block of agencies.blocks) {
    for (const sign of [1, -1]) {
      const moved = strengths
        .filter(({ row, strength }) => row.block === block.id && sign * strength >= MARK_STRENGTH)
        .sort((a, b) => sign * (b.strength - a.strength))
        .slice(0, MARKED);
      found.push(...moved.map(({ row }) => row.agency_responsible));
    }
  }
  return new Set(found);
}

/** True when a rate lies above its reference beyond chance: the 90 % interval does not reach down to it. */
export function isClearlyAbove(row: AgencyRow, reference: number | null): boolean {
  if (reference === null || row.interval === null) return false;
  return row.interval[0] > reference;
}
