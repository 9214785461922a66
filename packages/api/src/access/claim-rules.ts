import type { ClaimRule, PersonRole } from "@toancanh/contracts";

/**
 * Role and units that the claims of a person give; null when no rule holds. The first rule that holds gives the
 * role, and the units of all that give the same role are taken together: an official may serve several.
 */
export function personOfClaims(
  rules: readonly ClaimRule[],
  claims: Readonly<Record<string, unknown>>,
): { role: PersonRole; units: string[] } | null {
  const holding = rules.flatMap((rule) => unitsOfRule(rule, claims));
  const [first] = holding;
  if (first === undefined) return null;
  const units = holding.filter(({ role }) => role === first.role).flatMap((one) => one.units);
  return { role: first.role, units: [...new Set(units)] };
}

/** One entry for each text of the claim that the rule holds for. */
function unitsOfRule(rule: ClaimRule, claims: Readonly<Record<string, unknown>>) {
  const { has, matches, role, units = [] } = rule;
  const pattern = matches === undefined ? null : new RegExp(`^(?:${matches})$`, "u");
  return textsAt(claims, rule.claim).flatMap((text) => {
    if (has !== undefined && text !== has) return [];
    const found = pattern === null ? [text] : pattern.exec(text);
    if (found === null) return [];
    return [
      { role, units: units.map((unit) => unit.replaceAll(/\$(\d)/g, (_all, n) => found[Number(n)] ?? "")) },
    ];
  });
}

/** The texts at a path of dots. A name that itself has dots (a URL, as some providers write) is tried whole first. */
function textsAt(claims: unknown, path: string): string[] {
  if (!isRecord(claims)) return [];
  if (Object.hasOwn(claims, path)) return textsOf(claims[path]);
  for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) {
    const name = path.slice(0, dot);
    if (Object.hasOwn(claims, name)) return textsAt(claims[name], path.slice(dot + 1));
  }
  return [];
}

function textsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((one) => typeof one === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
