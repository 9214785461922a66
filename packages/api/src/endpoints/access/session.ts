import { ACCESS_SCOPES, type AccessScope, type AccessTable, PAGE_SCOPES } from "@toancanh/contracts";
import type { Handlers } from "../../handler.ts";
import { grantOf } from "../../server/access/caller.ts";
import type { Door } from "../../server/access/door.ts";

const SCOPES: readonly string[] = [...Object.keys(ACCESS_SCOPES), ...Object.keys(PAGE_SCOPES)];

/** Who asks, so that a page shows only what its caller may see. */
export function sessionHandlers(door: Door, table: AccessTable): Pick<Handlers, "session"> {
  return {
    async session({ caller }) {
      return {
        role: caller.role,
        name: caller.name,
        scopes: SCOPES.filter(isScope).filter((scope) => grantOf(table, caller, scope).reach !== "none"),
        scenes: caller.scenes === null ? null : [...caller.scenes],
        trial: door.trial,
        sign_in: door.signIn,
        contact: door.contact,
        csrf: caller.csrf,
      };
    },
  };
}

function isScope(name: string): name is AccessScope {
  return Object.hasOwn(ACCESS_SCOPES, name) || Object.hasOwn(PAGE_SCOPES, name);
}
