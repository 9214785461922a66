import type { IncidentRow } from "@toancanh/contracts";

/** Drawn on a field of 24 × 24 with a line of 2. */
const SIGNS: Record<IncidentRow["sign"], string> = {
  water: "M12 3c3 4 5 6 5 9a5 5 0 0 1-10 0c0-3 2-5 5-9M2 21c2-2 4-2 6 0s4 2 6 0 4-2 8 0",
  power: "M13 2 5 14h6l-1 8 9-13h-6z",
  light: "M6 22V4h8a4 4 0 0 1 4 4M13 11a5 5 0 0 1 10 0zM15 15l-1 3M18 15v3M21 15l1 3",
  tree: "M12 22V10M12 3a6 6 0 0 0-4 11h8a6 6 0 0 0-4-11",
  cover: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 9h8M8 12h8M8 15h8",
  road: "M7 3 3 21M17 3l4 18M12 4v3M12 10v4M12 17v4",
  pipe: "M3 8h9a4 4 0 0 1 4 4v2M3 13h8M13 14h7M16 18v3",
  signal: "M8 2h8v20H8zM12 6v1M12 12v1M12 18v1",
  cable: "M4 3v18M20 3v18M4 6c5 8 11 8 16 0M4 11c5 7 11 7 16 0",
  waste: "M4 6h16M9 6V3h6v3M6 6l1 15h10l1-15M10 10v7M14 10v7",
  sound: "M4 9v6h4l5 5V4L8 9zM16 9c2 2 2 4 0 6M19 6c4 4 4 8 0 12",
  smoke: "M5 20h12a4 4 0 0 0 1-8 6 6 0 0 0-11-3 5 5 0 0 0-2 11",
};

/** What kind of happening, without a word: the name stands beside it. */
export function FamilySign({ sign }: { sign: IncidentRow["sign"] }) {
  return (
    <svg className="incident-sign" viewBox="0 0 24 24" aria-hidden="true">
      <path d={SIGNS[sign]} />
    </svg>
  );
}
