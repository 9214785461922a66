import type { AgencyStandings, StandingRow } from "@toancanh/contracts";

export const ROWS_PER_PAGE = 7;

export type StandingBlock = AgencyStandings["blocks"][number];

/** A page of one block. */
export interface StandingPage {
  key: string;
  block: StandingBlock;
  rows: StandingRow[];
  /** Ranked agencies of the block that no page shows: their estimates are lower. */
  others: number;
  /** Highest value the axis must reach; the same on all pages of a block. */
  highest: number;
}

/**
 * Seven agencies a page, the highest estimate first. A block has a page where it has something to say: three ranked
 * agencies to compare, or one above the mark; where no block has, all with a ranked one do. A further page comes only
 * while the one before is full of agencies above the mark.
 */
export function standingPages({ blocks }: Pick<AgencyStandings, "blocks">): StandingPage[] {
  const telling = blocks.filter(
    ({ rows }) => rows.length >= FEWEST_TO_COMPARE || rows.some((row) => row.is_above_mark),
  );
  return (telling.length > 0 ? telling : blocks).flatMap(pagesOfBlock);
}

const FEWEST_TO_COMPARE = 3;

function pagesOfBlock(block: StandingBlock): StandingPage[] {
  const count = pagesOf(block);
  return Array.from({ length: count }, (_, page) => ({
    key: `${block.id}-${page}`,
    block,
    rows: block.rows.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE),
    others: Math.max(0, block.rows.length - count * ROWS_PER_PAGE),
    highest: highestOf(block),
  }));
}

function pagesOf({ rows }: StandingBlock): number {
  if (rows.length === 0) return 0;
  const above = rows.filter((row) => row.is_above_mark).length;
  // Intervals differ in width: an agency above the mark may stand below one that is not.
  return Math.min(Math.max(1, Math.ceil(above / ROWS_PER_PAGE)), Math.ceil(rows.length / ROWS_PER_PAGE));
}

/** Where the axis must end: estimates always fit, and of the intervals all but the widest fifth. */
function highestOf({ rows, pooled, mark }: StandingBlock): number {
  const shown = [...rows.slice(0, ROWS_PER_PAGE), ...(pooled === null ? [] : [pooled])];
  const ends = shown.map((row) => row.interval[1]).sort((a, b) => a - b);
  const wide = ends[Math.floor((ends.length - 1) * 0.8)] ?? 0;
  return Math.max(mark.rate ?? 0, wide, ...shown.map((row) => row.estimate));
}
