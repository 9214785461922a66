import type { ListedToken } from "@toancanh/contracts";
import type { TokenFacts, TokenKind, Tokens } from "../../access/tokens.ts";
import type { HandlerContext } from "../../context.ts";
import { toInstant, toInstantOrNull } from "../../figures/figure-source.ts";
import type { Handlers } from "../../handler.ts";
import { ApiProblem } from "../../problems/api-problem.ts";
import type { Caller } from "../../server/access/caller.ts";

type TokenHandlers = Pick<Handlers, "tokens" | "create_wall_token" | "revoke_token">;
type ListedKind = ListedToken["kind"];

/** Tokens of operators are made and ended at the shell of the server alone. */
const LISTED: readonly ListedKind[] = ["wall", "source"];
const DAY_MS = 86_400_000;

/** Tokens as those see them who hang walls and connect systems. */
export function tokenHandlers({ door, hubs }: Pick<HandlerContext, "door" | "hubs">): TokenHandlers {
  const tell = (token: TokenFacts, kind: ListedKind): ListedToken => ({
    id: token.id,
    kind,
    name: token.name,
    created: toInstant(token.created_at),
    expires: toInstantOrNull(token.expires_at),
    revoked: toInstantOrNull(token.revoked_at),
    scenes: token.scenes,
    reusable: token.reusable,
    screens: token.screens,
    streams: kind === "wall" && token.revoked_at === null ? hubs.countOf("wall", token.name) : 0,
    sources: token.sources,
    events_per_minute: kind === "source" ? token.events_per_minute : null,
  });

  /** Written down before it is told: a secret without its line in the audit log is told to nobody. */
  const note = (kind: TokenKind, name: string, change: string, caller: Caller, address: string) =>
    door.audit({
      action: "token",
      outcome: "done",
      role: caller.role,
      who: caller.name,
      address,
      subject: `${kind} ${name}`,
      details: { change },
    });

  return {
    async tokens() {
      if (door.tokens === null) return { configured: false, rows: [] };
      const { list } = door.tokens;
      const rows = LISTED.flatMap((kind) => list(kind).map((token) => tell(token, kind)));
      return { configured: true, rows: rows.sort(compareTokens) };
    },

    async create_wall_token({ sent, caller, address }) {
      const tokens = requireTokens(door.tokens);
      const name = sent.name.trim().normalize("NFC");
      if (tokens.isNameTaken("wall", name)) throw nameTaken(name);
      const { token, secret } = await tokens.create({
        kind: "wall",
        name,
        expires_at: sent.days === undefined ? null : tokens.now() + sent.days * DAY_MS,
        ...(sent.scenes === undefined ? {} : { scenes: sent.scenes }),
        ...(sent.reusable === undefined ? {} : { reusable: sent.reusable }),
      });
      await note("wall", name, "created", caller, address);
      return { token: tell(token, "wall"), path: `/wall?token=${secret}` };
    },

    async revoke_token({ params, caller, address }) {
      const tokens = requireTokens(door.tokens);
      for (const kind of LISTED) {
        const [revoked] = await tokens.revoke(kind, { id: params.token });
        if (revoked === undefined) continue;
        await note(kind, revoked.name, "revoked", caller, address);
        return tell(revoked, kind);
      }
      throw new ApiProblem({
        status: 404,
        code: "no-such-token",
        title: "No such token",
        detail: `No token ${params.token} holds: it was revoked before, or never made.`,
      });
    },
  };
}

/** Those that hold before those that do not; the newest first. */
function compareTokens(a: ListedToken, b: ListedToken): number {
  const ended = Number(a.revoked !== null) - Number(b.revoked !== null);
  return ended || b.created.localeCompare(a.created) || a.id.localeCompare(b.id);
}

function requireTokens(tokens: Tokens | null): Tokens {
  if (tokens !== null) return tokens;
  throw new ApiProblem({
    status: 409,
    code: "access-not-configured",
    title: "No access is configured",
    detail:
      "Only this machine can ask this server, and its walls need no token. Start it with --access (docs/access.example.jsonc) to make tokens.",
  });
}

function nameTaken(name: string): ApiProblem {
  return new ApiProblem({
    status: 409,
    code: "name-taken",
    title: "Name taken",
    detail: `There is a wall token "${name}" already: revoke it first, or choose another name.`,
  });
}
