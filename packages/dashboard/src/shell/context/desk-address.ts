import type { Language } from "@toancanh/words";

/** What an address of the desk may hold beside its path; "" takes a name out. */
type AddressParts = Readonly<Record<string, string | number | undefined>>;

/** Pages of the desk in the order of the side bar. */
export const DESK_PAGES = {
  home: "/desk",
  scorecard: "/desk/scorecard",
  ranking: "/desk/ranking",
  open: "/desk/open",
  explore: "/desk/explore",
  periods: "/desk/periods",
  objections: "/desk/objections",
  quality: "/desk/data-quality",
  audit: "/desk/audit",
  walls: "/desk/walls",
  system: "/desk/system",
} as const;
export type DeskPageId = keyof typeof DESK_PAGES;

/** The language of an address: Vietnamese unless it asks for English. */
export function languageOfAddress(search: string): Language {
  return new URLSearchParams(search).get("lang") === "en" ? "en" : "vi";
}

/** A path with what is given, empty parts left out; the language stays the reader's. */
export function deskHref(path: string, parts: AddressParts, language: Language): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  if (language === "en") query.set("lang", "en");
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** The address now, with some of its parts changed. */
export function changedHref(location: Pick<Location, "pathname" | "search">, parts: AddressParts): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(parts)) {
    if (value === undefined || value === "") query.delete(name);
    else query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? location.pathname : `${location.pathname}?${text}`;
}
