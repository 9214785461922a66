import type { AuditFact, LocalizedText, Profile } from "@toancanh/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Tokens } from "../../access/tokens.ts";
import type { Caller } from "./caller.ts";
import { identifyTrial } from "./trial.ts";

/** The one way into the server: who asks, and how a caller signs in. */
export interface Door {
  /** Who asks. Reads the credentials of the request and nothing else of it. */
  identify(request: FastifyRequest): Promise<Caller>;
  /** True while no access is configured and any role may be tried. */
  trial: boolean;
  signIn: { accounts: boolean; provider: LocalizedText | null };
  /** Tokens of screens and systems; null in a trial, which needs none. */
  tokens: Tokens | null;
  /** Whom to ask when a screen or a person is not let in. */
  contact: LocalizedText | null;
  /** Names of people who may see a frozen period before it is public. */
  earlyReaders: readonly string[];
  /** Writes down what a caller did; rejects when it cannot. */
  audit(fact: AuditFact): Promise<void>;
  /** Registers the routes of the way in; none in a trial. */
  addRoutes(app: FastifyInstance): void;
}

/** The door of the default start, which only this machine can reach: every role may be tried. */
export function openTrialDoor(profile: Profile, audit: Door["audit"] = async () => undefined): Door {
  return {
    identify: async ({ headers }) => identifyTrial(headers.cookie, profile),
    trial: true,
    signIn: { accounts: false, provider: null },
    tokens: null,
    contact: null,
    earlyReaders: [],
    audit,
    addRoutes: () => undefined,
  };
}
