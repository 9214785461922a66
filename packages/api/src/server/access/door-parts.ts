import type { AuditFact, Profile } from "@toancanh/contracts";
import type { FastifyBaseLogger } from "fastify";
import type { AccessFile } from "../../access/access-file.ts";
import type { Accounts } from "../../access/accounts.ts";
import type { Provider } from "../../access/provider.ts";
import type { Sessions } from "../../access/sessions.ts";
import type { Tokens } from "../../access/tokens.ts";

export const SESSION_COOKIE = "toancanh_session";
export const WALL_COOKIE = "toancanh_wall";

export interface ConfiguredDoorOptions {
  file: AccessFile;
  profile: Profile;
  /** Epoch milliseconds of the real world: sessions do not live by the city's simulated clock. */
  now: () => number;
  log: FastifyBaseLogger;
  /** Writes down what a caller did. Rejects when it cannot. */
  audit(fact: AuditFact): Promise<void>;
}

/** The parts of the way in, as its routes need them. */
export interface DoorParts extends ConfiguredDoorOptions {
  tokens: Tokens;
  accounts: Accounts;
  sessions: Sessions;
  provider: Provider | null;
  lifetimeMs: number;
}
