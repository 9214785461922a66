import type { PersonRole } from "@toancanh/contracts";
import { hashSecret, makeSecret } from "./secrets.ts";

/** What is known of a person who signed in. Times are epoch milliseconds. */
export interface Person {
  name: string;
  role: PersonRole;
  units: readonly string[];
  /** Of the account it signed in with; null for a person of the identity provider. */
  account: { name: string; revision: number } | null;
  /** What the provider gave, to renew and to end the session there; null for a local account. */
  provider: ProviderTokens | null;
}

export interface ProviderTokens {
  refresh_token: string | null;
  id_token: string | null;
  /** When the provider wants to be asked again. */
  renew_at: number;
}

export interface Session {
  person: Person;
  csrf: string;
  expires_at: number;
  used_at: number;
}

/** Sessions at the same time; beyond, the one unused for longest ends. */
const MOST_SESSIONS = 5000;

export type Sessions = ReturnType<typeof createSessions>;

/**
 * Sessions of people, in memory and under the hash of their cookie: who reads the memory cannot use them. A restart
 * of the server ends them all.
 */
export function createSessions(rules: { lifetimeMs: number; idleMs: number }, now: () => number) {
  const sessions = new Map<string, Session>();

  return {
    /** A new session under a new secret: what a browser sent before is worth nothing afterwards. */
    begin(person: Person): { secret: string; session: Session } {
      const secret = makeSecret();
      const session = { person, csrf: makeSecret(), expires_at: now() + rules.lifetimeMs, used_at: now() };
      const [longestUnused] = sessions.keys();
      if (sessions.size >= MOST_SESSIONS && longestUnused !== undefined) sessions.delete(longestUnused);
      sessions.set(hashSecret(secret), session);
      return { secret, session };
    },

    /** The session of a secret while it lasts. @param isUse false for a look that does not keep it alive */
    find(secret: string, isUse = true): Session | null {
      const hash = hashSecret(secret);
      const session = sessions.get(hash);
      if (session === undefined) return null;
      if (now() >= session.expires_at || now() - session.used_at >= rules.idleMs) {
        sessions.delete(hash);
        return null;
      }
      if (isUse) {
        session.used_at = now();
        sessions.delete(hash);
        sessions.set(hash, session);
      }
      return session;
    },

    end(secret: string): Session | null {
      const hash = hashSecret(secret);
      const session = sessions.get(hash) ?? null;
      sessions.delete(hash);
      return session;
    },
  };
}
