import type { AccessScope, AccessTable, Role } from "@toancanh/contracts";
import { reachOf } from "@toancanh/contracts";
import type { OwnUnits } from "@toancanh/store";

/** Who asks: resolved once for each request, from its credentials. */
export interface Caller {
  role: Role;
  /** As the audit log names it; "" for one that has not said who it is. */
  name: string;
  /** What "own" means for reports; empty lists where nothing is its own. */
  units: OwnUnits;
  /** CloudEvents sources under which it may send events. */
  sources: readonly string[];
  /** Of so many events: seconds after which they may come, 0 for now. */
  admit(events: number): number;
  /** Scenes a wall may show; null for all. */
  scenes: readonly string[] | null;
  /** What a page of this session sends with everything that changes something; null without a session. */
  csrf: string | null;
  /** Whether the credentials still hold: asked again while a stream is open. */
  isStillIn(): boolean;
}

export const NO_UNITS: OwnUnits = { wards: [], agencies: [] };

/** A caller without credentials, or with some that do not hold. */
export const PUBLIC_CALLER: Caller = {
  role: "public",
  name: "",
  units: NO_UNITS,
  sources: [],
  admit: () => 0,
  scenes: null,
  csrf: null,
  isStillIn: () => true,
};

/** What a caller may reach under a scope: everything, what is its own, or nothing. */
type Grant = { reach: "any" } | { reach: "own" } | { reach: "none" };

/** Deny by default: a scope that is unknown, not in the table, or over nothing of one's own gives nothing. */
export function grantOf(table: AccessTable, caller: Caller, scope: AccessScope | undefined): Grant {
  if (scope === undefined) return { reach: "none" };
  const reach = reachOf(table, caller.role, scope);
  if (reach === null) return { reach: "none" };
  if (reach === "any") return { reach };
  const { wards, agencies } = caller.units;
  const hasOwn = scope === "events:write" ? caller.sources.length > 0 : wards.length + agencies.length > 0;
  return { reach: hasOwn ? "own" : "none" };
}
