import type { Scorecard } from "@toancanh/contracts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { Figure } from "../../shell/parts/figure.tsx";
import { reportsOf } from "./unit-address.ts";

interface CardFigureProps {
  card: Scorecard;
  value: number;
  /** What the list of reports is held to beside unit and period. */
  parts: Record<string, string>;
}

/** A count of the card that opens to its reports, where the list can be held to them. */
export function CardFigure({ card, value, parts }: CardFigureProps) {
  const { language, format } = useDesk();
  const href = reportsOf(card.unit.id, card.period, parts, language);
  return href === null ? format.count(value) : <Figure value={value} href={href} />;
}
