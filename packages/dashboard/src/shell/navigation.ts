import type { DeskPageId } from "./context/desk-address.ts";

interface NavigationEntry {
  page: DeskPageId;
  /** Any of these is enough for the page; none for a page that everybody has. */
  scopes: readonly string[];
  /** Of the few that a phone shows at its lower edge. */
  isFirst?: true;
}

/** Pages in the order of the side bar; a page of another scope than the caller's is not listed. */
const NAVIGATION: readonly NavigationEntry[] = [
  { page: "home", scopes: [], isFirst: true },
  { page: "scorecard", scopes: ["period_figures"] },
  { page: "ranking", scopes: ["period_figures"], isFirst: true },
  { page: "open", scopes: ["report_lists"], isFirst: true },
  { page: "explore", scopes: ["figures"] },
  { page: "periods", scopes: ["period_figures"] },
  { page: "objections", scopes: ["objections"] },
  { page: "quality", scopes: ["figures", "dead_letters"] },
  { page: "audit", scopes: ["audit"] },
  { page: "walls", scopes: ["tokens"] },
  { page: "system", scopes: ["health"] },
];

export function pagesFor(scopes: readonly string[]): NavigationEntry[] {
  return NAVIGATION.filter(
    (one) => one.scopes.length === 0 || one.scopes.some((scope) => scopes.includes(scope)),
  );
}
