import { type Profile, ROLES, type Role } from "@toancanh/contracts";
import { type Caller, NO_UNITS, PUBLIC_CALLER } from "./caller.ts";
import { readCookie } from "./cookies.ts";
import { resolveUnits } from "./own-units.ts";

/** Set by the bar “xem với vai trò…”: a role, and after it what is its own, with `~` between and percent-encoded. */
const TRIAL_COOKIE = "toancanh_role";

/**
 * Who asks while no access is configured: the person at this machine, who may try on any role. It gives no right
 * that this person does not have, so the cookie needs no protection; it is not read once access is configured.
 *
 * @param cookies value of the request's header
 */
export function identifyTrial(cookies: string | undefined, profile: Profile): Caller {
  const asked = readCookie(cookies, TRIAL_COOKIE);
  const [role = "", ...own] = decode(asked ?? "local").split("~");
  if (!isRole(role)) return PUBLIC_CALLER;
  return {
    ...PUBLIC_CALLER,
    role,
    name: role,
    units: role === "office" ? unitsOf(profile, own) : NO_UNITS,
    sources: role === "source" ? own : [],
  };
}

/** A unit that the profile does not have gives nothing: the cookie may be of another city's try. */
function unitsOf(profile: Profile, names: readonly string[]) {
  try {
    return resolveUnits(profile, names);
  } catch {
    return NO_UNITS;
  }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

function isRole(name: string): name is Role {
  return Object.hasOwn(ROLES, name);
}
