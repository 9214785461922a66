import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import Type from "typebox";
import { Check } from "typebox/value";
import { type PendingSignIn, SignInError } from "../../access/provider.ts";
import type { Person } from "../../access/sessions.ts";
import { ApiProblem } from "../../problems/api-problem.ts";
import { cookieName, formatCookie, readCookie } from "./cookies.ts";
import { type DoorParts, SESSION_COOKIE } from "./door-parts.ts";
import { requireSafeTransport } from "./safe-transport.ts";

const PENDING_COOKIE = "toancanh_signin";
const PENDING_MS = 600_000;
/** People on their way to the provider at the same time. */
const MOST_PENDING = 1000;
const BODY_BYTES = 4096;

const CredentialsSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
});

/** Sign-in by name and password, by the identity provider and back, and sign-out. */
export function addSignInRoutes(app: FastifyInstance, parts: DoorParts): void {
  const { accounts, sessions, provider, file } = parts;
  const pending = new Map<string, { pending: PendingSignIn; next: string; until: number }>();

  // A page of the desk without anybody at it would show refusals only. A wall is never sent here.
  app.addHook("onRequest", async (request, reply) => {
    const { url = "" } = request.routeOptions;
    if (request.caller.role !== "public" || !/^\/desk(\/|$)/.test(url)) return;
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  });

  async function note(
    request: FastifyRequest,
    outcome: "done" | "refused",
    person: Pick<Person, "name"> & { role: string },
    how: string,
  ) {
    await parts.audit({
      action: "sign_in",
      outcome,
      role: person.role,
      who: person.name,
      address: request.ip,
      subject: how,
    });
  }

  /** Under a new secret, whatever the browser sent: a session that another person planted is worth nothing. */
  async function begin(
    request: FastifyRequest,
    reply: FastifyReply,
    person: Person,
    how: string,
  ): Promise<void> {
    await note(request, "done", person, how);
    const before = readCookie(request.headers.cookie, cookieName(request, SESSION_COOKIE));
    if (before !== undefined) sessions.end(before);
    const { secret } = sessions.begin(person);
    const maxAge = Math.ceil(parts.lifetimeMs / 1000);
    reply.header("set-cookie", formatCookie(request, SESSION_COOKIE, secret, { maxAge }));
    reply.header("cache-control", "no-store");
  }

  app.post(
    "/access/sign-in",
    { config: { open: true }, schema: { hide: true }, bodyLimit: BODY_BYTES },
    async (request, reply) => {
      requireSafeTransport(request, file);
      const { body } = request;
      if (!Check(CredentialsSchema, body)) throw wrongCredentials();
      const result = await accounts.signIn(body.name, body.password);
      if (result.kind === "ok") {
        const { name, role, units, revision } = result.account;
        await begin(
          request,
          reply,
          { name, role, units, account: { name, revision }, provider: null },
          "password",
        );
        return { role };
      }
      // What was typed as a name may be a password: only a name that exists is written down.
      const known = accounts.find(body.name);
      await note(request, "refused", { name: known?.name ?? "", role: known?.role ?? "public" }, "password");
      if (result.kind === "wrong") throw wrongCredentials();
      throw new ApiProblem({
        status: 429,
        code: "locked",
        title: "Too many tries",
        detail: `This name was tried too often. Try again in ${result.seconds} s.`,
        headers: { "retry-after": String(result.seconds) },
      });
    },
  );

  app.post(
    "/access/sign-out",
    { config: { scope: "session" }, schema: { hide: true }, bodyLimit: BODY_BYTES },
    async (request, reply) => {
      const secret = readCookie(request.headers.cookie, cookieName(request, SESSION_COOKIE));
      const ended = secret === undefined ? null : sessions.end(secret);
      reply.header("set-cookie", formatCookie(request, SESSION_COOKIE, "", { maxAge: 0 }));
      reply.header("cache-control", "no-store");
      if (ended === null) return { next: "/sign-in" };
      const { person } = ended;
      await parts.audit({
        action: "sign_out",
        outcome: "done",
        role: person.role,
        who: person.name,
        address: request.ip,
        subject: "",
      });
      const there = person.provider === null ? null : await provider?.endAddress(person.provider.id_token);
      return { next: there ?? "/sign-in" };
    },
  );

  if (provider === null) return;

  app.get("/access/provider", { config: { open: true }, schema: { hide: true } }, async (request, reply) => {
    reply.header("cache-control", "no-store");
    try {
      const { address, pending: sent } = await provider.begin();
      const id = randomBytes(16).toString("base64url");
      for (const [key, { until }] of pending) {
        if (pending.size < MOST_PENDING && until > parts.now()) break;
        pending.delete(key);
      }
      const next = new URL(request.url, "http://host").searchParams.get("next");
      pending.set(id, { pending: sent, next: safePath(next), until: parts.now() + PENDING_MS });
      // The way back begins at another site: a strict cookie would stay behind.
      const rules = { maxAge: PENDING_MS / 1000, sameSite: "Lax" } as const;
      reply.header("set-cookie", formatCookie(request, PENDING_COOKIE, id, rules));
      return reply.redirect(address, 303);
    } catch (error) {
      return refuse(request, reply, error);
    }
  });

  app.get("/access/callback", { config: { open: true }, schema: { hide: true } }, async (request, reply) => {
    reply.header("cache-control", "no-store");
    const id = readCookie(request.headers.cookie, cookieName(request, PENDING_COOKIE)) ?? "";
    const sent = pending.get(id);
    // Once only: an answer that is sent again finds nothing.
    pending.delete(id);
    if (sent === undefined || sent.until < parts.now()) {
      return refuse(request, reply, new SignInError("refused", "no sign-in was begun by this browser"));
    }
    try {
      const person = await provider.finish(new URL(request.url, "http://host").search, sent.pending);
      await begin(request, reply, person, "provider");
      return reply.redirect(sent.next, 303);
    } catch (error) {
      return refuse(request, reply, error);
    }
  });

  /** Back to the page that says what to do; why is in the log, without what the provider sent. */
  async function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown) {
    if (!(error instanceof SignInError)) throw error;
    const cause = error.cause instanceof Error ? error.cause.message : undefined;
    parts.log.warn({ reason: error.reason, cause }, `Sign-in refused: ${error.message}`);
    await note(request, "refused", { name: "", role: "public" }, `provider: ${error.reason}`);
    return reply.redirect(`/sign-in?error=${error.reason}`, 303);
  }
}

function wrongCredentials(): ApiProblem {
  return new ApiProblem({
    status: 401,
    code: "wrong-credentials",
    title: "Not signed in",
    detail: "Name and password do not belong together.",
  });
}

/** A path of this server; anything else, such as another site's address, becomes the desk. */
function safePath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next)) return "/desk";
  const { origin, pathname, search } = new URL(next, "http://host");
  return origin === "http://host" ? `${pathname}${search}` : "/desk";
}
