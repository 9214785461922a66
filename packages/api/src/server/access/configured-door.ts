import type { FastifyInstance, FastifyRequest } from "fastify";
import { openAccounts } from "../../access/accounts.ts";
import { drainAudit } from "../../access/audit-spool.ts";
import { createEventRate } from "../../access/event-rate.ts";
import { createProvider } from "../../access/provider.ts";
import { createSessions, type Person, type Session } from "../../access/sessions.ts";
import { openTokens, type Token } from "../../access/tokens.ts";
import { type Caller, NO_UNITS, PUBLIC_CALLER } from "./caller.ts";
import { cookieName, readCookie } from "./cookies.ts";
import type { Door } from "./door.ts";
import { type ConfiguredDoorOptions, type DoorParts, SESSION_COOKIE, WALL_COOKIE } from "./door-parts.ts";
import { resolveUnits } from "./own-units.ts";
import { addSignInRoutes } from "./sign-in-routes.ts";
import { addWallEntrance } from "./wall-entrance.ts";

/** How soon what the command line did is in the audit log. */
const DRAIN_MS = 5000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DEFAULTS = { hours: 10, idleMinutes: 60, attempts: 5, lockMinutes: 15 };

/** The door of a city that says who may come in: accounts, an identity provider, tokens of screens and systems. */
export function openConfiguredDoor(options: ConfiguredDoorOptions): Door {
  const { file, now } = options;
  const { config } = file;
  const lifetimeMs = (config.sessions?.hours ?? DEFAULTS.hours) * HOUR_MS;
  const idleMs = (config.sessions?.idle_minutes ?? DEFAULTS.idleMinutes) * MINUTE_MS;
  const parts: DoorParts = {
    ...options,
    lifetimeMs,
    tokens: openTokens(file.stateFolder, now),
    accounts: openAccounts(
      file.stateFolder,
      {
        attempts: config.accounts?.attempts ?? DEFAULTS.attempts,
        lockMs: (config.accounts?.lock_minutes ?? DEFAULTS.lockMinutes) * MINUTE_MS,
      },
      now,
    ),
    sessions: createSessions({ lifetimeMs, idleMs }, now),
    provider: config.provider === undefined ? null : createProvider(config.provider, file.clientSecret, now),
  };
  const identifier = createIdentifier(parts);
  return {
    identify: async (request) => identifier(request),
    trial: false,
    signIn: { accounts: true, provider: config.provider?.name ?? null },
    tokens: parts.tokens,
    contact: config.contact ?? null,
    earlyReaders: config.early_readers ?? [],
    audit: options.audit,
    addRoutes(app) {
      drainWhileOpen(app, parts);
      addWallEntrance(app, parts);
      addSignInRoutes(app, parts);
    },
  };
}

/** Writes what the command line did into the audit log, at the start and while the server runs. */
function drainWhileOpen(app: FastifyInstance, { file, log, audit }: DoorParts): void {
  let draining = Promise.resolve();
  const drain = () => {
    draining = draining
      .then(() => drainAudit(file.stateFolder, audit))
      .catch((err: unknown) => log.error({ err }, "What the command line did is not in the audit log yet"));
  };
  const timer = setInterval(drain, DRAIN_MS);
  timer.unref();
  app.addHook("onReady", async () => drain());
  app.addHook("preClose", async () => {
    clearInterval(timer);
    await draining;
  });
}

/** Who a request comes from: a token in its header before a person's session before a wall's cookie. */
function createIdentifier(parts: DoorParts): (request: FastifyRequest) => Caller {
  const { tokens, accounts, sessions, profile, log } = parts;
  const rates = createEventRate(parts.now);
  const renewing = new Set<Session>();

  function callerOfBearer(secret: string): Caller {
    const source = tokens.verify("source", secret);
    if (source !== null) {
      const { id, name, sources, events_per_minute } = source;
      const admit = (events: number) => rates.admit(id, events_per_minute, events);
      const isStillIn = () => tokens.verify("source", secret) !== null;
      return { ...PUBLIC_CALLER, role: "source", name, sources, admit, isStillIn };
    }
    const operator = tokens.verify("operator", secret);
    if (operator === null) return PUBLIC_CALLER;
    const isStillIn = () => tokens.verify("operator", secret) !== null;
    return { ...PUBLIC_CALLER, role: "operator", name: operator.name, isStillIn };
  }

  /** The session of a cookie, unless the account behind it has changed since. */
  function sessionOf(secret: string, isUse: boolean): Session | null {
    const session = sessions.find(secret, isUse);
    const account = session?.person.account ?? null;
    if (session === null || account === null) return session;
    if (accounts.find(account.name)?.revision === account.revision) return session;
    sessions.end(secret);
    return null;
  }

  function callerOfSession(secret: string): Caller | null {
    const session = sessionOf(secret, true);
    if (session === null) return null;
    renewWhenDue(session, secret);
    const { person, csrf } = session;
    return {
      ...PUBLIC_CALLER,
      role: person.role,
      name: person.name,
      units: unitsOf(person),
      csrf,
      isStillIn: () => sessionOf(secret, false)?.person.role === person.role,
    };
  }

  /** Asks the provider again beside the request: a person who is out or has another role there is so here soon. */
  function renewWhenDue(session: Session, secret: string): void {
    const { person } = session;
    const { provider } = parts;
    if (provider === null || person.provider === null || renewing.has(session)) return;
    if (person.provider.renew_at > parts.now()) return;
    renewing.add(session);
    void provider
      .renew(person)
      .then(async (renewal) => {
        if (renewal.kind === "ended") sessions.end(secret);
        if (renewal.kind === "no_answer" && person.provider !== null) {
          person.provider.renew_at = parts.now() + MINUTE_MS;
        }
        if (renewal.kind !== "renewed") return;
        session.person = renewal.person;
        if (describe(person) === describe(renewal.person)) return;
        await parts.audit({
          action: "role_change",
          outcome: "done",
          role: renewal.person.role,
          who: renewal.person.name,
          address: "",
          subject: describe(renewal.person),
          details: { before: describe(person) },
        });
      })
      .catch((err: unknown) => log.error({ err }, "A session could not be renewed"))
      .finally(() => renewing.delete(session));
  }

  /** A unit that the profile no longer has gives nothing; the log says which. */
  function unitsOf(person: Person): Caller["units"] {
    try {
      return resolveUnits(profile, person.units);
    } catch (err) {
      log.warn({ err, person: person.name }, "Units of a person are not of this city");
      return NO_UNITS;
    }
  }

  return (request) => {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const [, secret = ""] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
      return callerOfBearer(secret);
    }
    const session = readCookie(cookie, cookieName(request, SESSION_COOKIE));
    const person = session === undefined ? null : callerOfSession(session);
    if (person !== null) return person;
    const screen = readCookie(cookie, cookieName(request, WALL_COOKIE));
    const wall = screen === undefined ? null : tokens.verifyScreen(screen);
    return wall === null || screen === undefined ? PUBLIC_CALLER : callerOfWall(parts, wall, screen);
  };
}

function callerOfWall({ tokens }: DoorParts, { name, scenes }: Token, screen: string): Caller {
  return {
    ...PUBLIC_CALLER,
    role: "wall",
    name,
    scenes,
    isStillIn: () => tokens.verifyScreen(screen) !== null,
  };
}

function describe({ role, units }: Person): string {
  return [role, ...units].join(" ");
}
