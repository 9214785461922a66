import { PullError } from "./ask-endpoint.ts";

/**
 * Number of a server's first page, by what it gave for page 1 and gives for page 0. Some count from 0: asked from 1 on
 * they would give all but their first page, and nothing would tell. Others have no page 0, or give the first one for it.
 * Null where neither page has any.
 */
export async function findFirstPage(
  ids: readonly string[],
  askPageZero: () => Promise<readonly string[]>,
): Promise<0 | 1 | null> {
  const known = new Set(ids);
  try {
    const before = await askPageZero();
    if (before.some((id) => !known.has(id))) return 0;
  } catch (error) {
    if (error instanceof PullError) return 1;
    throw error;
  }
  return ids.length > 0 ? 1 : null;
}
