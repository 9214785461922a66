import { LANGUAGES, type Language } from "@toancanh/words";
import { SAMPLE_STATES, type SampleState } from "./sample/situations.ts";

/** What an address of the preview page asks for. */
export type PreviewTarget =
  | { kind: "list" }
  | { kind: "scene"; id: string; page: number }
  | { kind: "desk"; id: string }
  | { kind: "panel"; id: string };

export interface PreviewAddress {
  target: PreviewTarget;
  state: SampleState;
  language: Language;
}

const MAX_PAGE = 99;

/** Reads `?scene=overview&page=2&state=flood&lang=vi`; without a scene, desk page or panel it is the list. */
export function parsePreview(search: string): PreviewAddress {
  const params = new URLSearchParams(search);
  const page = Number(params.get("page") ?? 0);
  const [scene, desk, panel] = [params.get("scene"), params.get("desk"), params.get("panel")];
  const target: PreviewTarget =
    scene !== null
      ? { kind: "scene", id: scene, page: Number.isInteger(page) && page >= 0 && page <= MAX_PAGE ? page : 0 }
      : desk !== null
        ? { kind: "desk", id: desk }
        : panel !== null
          ? { kind: "panel", id: panel }
          : { kind: "list" };
  return {
    target,
    state: SAMPLE_STATES.find((state) => state === params.get("state")) ?? "normal",
    language: LANGUAGES.find((language) => language === params.get("lang")) ?? "vi",
  };
}

/** The address of one picture; {@link parsePreview} reads it. */
export function formatPreview({ target, state, language }: PreviewAddress): string {
  const params = new URLSearchParams();
  if (target.kind !== "list") {
    params.set(target.kind, target.id);
    if (target.kind === "scene" && target.page > 0) params.set("page", String(target.page));
    params.set("state", state);
  }
  params.set("lang", language);
  return `/preview?${params.toString()}`;
}

const STEPS: Readonly<Record<string, { states: number; scenes: number }>> = {
  ArrowRight: { states: 1, scenes: 0 },
  ArrowLeft: { states: -1, scenes: 0 },
  ArrowDown: { states: 0, scenes: 1 },
  ArrowUp: { states: 0, scenes: -1 },
};

/**
 * The picture that a key leads to from that of a scene: left and right through the states, up and down through the
 * scenes, round at the ends. Null for other keys, and where a page of the desk takes the keys itself.
 */
export function stepPreview(
  { target, state, language }: PreviewAddress,
  key: string,
  scenes: readonly string[],
): PreviewAddress | null {
  const step = STEPS[key];
  if (step === undefined || target.kind !== "scene") return null;
  const id = stepRound(scenes, target.id, step.scenes);
  return {
    target: { kind: "scene", id, page: id === target.id ? target.page : 0 },
    state: stepRound(SAMPLE_STATES, state, step.states),
    language,
  };
}

function stepRound<T>(list: readonly T[], from: T, by: number): T {
  return list[(list.indexOf(from) + by + list.length) % list.length] ?? from;
}
