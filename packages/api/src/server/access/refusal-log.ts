import type { FastifyRequest } from "fastify";
import type { Door } from "./door.ts";

/** The same caller refused at the same place is written down once in so long: a loop must not fill the log. */
const QUIET_MS = 60_000;
/** Callers and places remembered. */
const MOST_REMEMBERED = 2000;

/** Writes refusals into the audit log. */
export function createRefusalLog(
  door: Door,
  now: () => number,
  logFailure: (message: string, cause: unknown) => void,
): (request: FastifyRequest) => void {
  const told = new Map<string, number>();
  return ({ caller, ip, method, routeOptions }) => {
    const subject = `${method} ${routeOptions.url ?? ""}`;
    const key = `${caller.role} ${caller.name} ${ip} ${subject}`;
    if (now() - (told.get(key) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    told.delete(key);
    told.set(key, now());
    const [oldest] = told.keys();
    if (told.size > MOST_REMEMBERED && oldest !== undefined) told.delete(oldest);
    door
      .audit({
        action: "refused",
        outcome: "refused",
        role: caller.role,
        who: caller.name,
        address: ip,
        subject,
      })
      .catch((cause: unknown) => logFailure("A refusal could not be written into the audit log", cause));
  };
}
