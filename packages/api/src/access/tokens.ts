import { randomBytes } from "node:crypto";
import { join } from "node:path";
import Type, { type Static } from "typebox";
import { Check } from "typebox/value";
import { hashSecret, isSameHash, makeSecret } from "./secrets.ts";
import { openStateFile } from "./state-file.ts";

const TOKEN_KINDS = ["wall", "source", "operator"] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** One token of a screen or a system; its secret is kept as a hash only. Times are epoch milliseconds. */
const TokenSchema = Type.Object({
  id: Type.String(),
  kind: Type.Enum(TOKEN_KINDS),
  name: Type.String(),
  hash: Type.String(),
  created_at: Type.Integer(),
  expires_at: Type.Union([Type.Integer(), Type.Null()]),
  revoked_at: Type.Union([Type.Integer(), Type.Null()]),
  /** wall: scenes it may show; null for all. */
  scenes: Type.Union([Type.Array(Type.String()), Type.Null()]),
  /** wall: true when its address may be opened again and again. */
  reusable: Type.Boolean(),
  /** wall: hashes of the cookies that it was exchanged for. */
  screens: Type.Array(Type.String()),
  /** source: CloudEvents sources under which it sends. */
  sources: Type.Array(Type.String()),
  /** source: events a minute. */
  events_per_minute: Type.Integer({ minimum: 1 }),
});
export type Token = Static<typeof TokenSchema>;
const areTokens = (value: unknown): value is Token[] => Check(Type.Array(TokenSchema), value);

type NewToken = Pick<Token, "kind" | "name" | "expires_at"> &
  Partial<Pick<Token, "scenes" | "reusable" | "sources" | "events_per_minute">>;

/** What may be told of a token. */
export type TokenFacts = Omit<Token, "hash" | "screens"> & { screens: number };

/** A reusable address may be opened by so many browsers before the oldest one has to open it again. */
const MOST_SCREENS = 20;
const DEFAULT_EVENTS_PER_MINUTE = 6000;

export type Tokens = ReturnType<typeof openTokens>;

/** Tokens in `tokens.json` of a folder. A secret is `<id>.<random>`. */
export function openTokens(folder: string, now: () => number) {
  const file = openStateFile(join(folder, "tokens.json"), areTokens, [], now);

  const holds = (token: Token | undefined): token is Token =>
    token !== undefined &&
    token.revoked_at === null &&
    (token.expires_at === null || token.expires_at > now());
  const find = (id: string): Token | undefined => file.read().find((token) => token.id === id);

  return {
    now,

    list: (kind: TokenKind): TokenFacts[] =>
      file
        .read()
        .filter((token) => token.kind === kind)
        .map(factsOf),

    /** The secret is told here and never again. */
    async create(wanted: NewToken): Promise<{ token: TokenFacts; secret: string }> {
      const id = randomBytes(6).toString("hex");
      const secret = `${id}.${makeSecret()}`;
      const token: Token = {
        scenes: null,
        reusable: false,
        sources: [],
        events_per_minute: DEFAULT_EVENTS_PER_MINUTE,
        ...wanted,
        id,
        hash: hashSecret(secret),
        created_at: now(),
        revoked_at: null,
        screens: [],
      };
      await file.update((before) => [...before, token]);
      return { token: factsOf(token), secret };
    },

    /** Whether a token of that kind bears the name and was not revoked: a name tells whose screen it is. */
    isNameTaken: (kind: TokenKind, name: string): boolean =>
      file.read().some((token) => token.kind === kind && token.name === name && token.revoked_at === null),

    /** @param which id of a token of that kind, or what is its id or its name @returns those that are revoked by it */
    async revoke(kind: TokenKind, which: { id: string } | { idOrName: string }): Promise<TokenFacts[]> {
      const revoked: TokenFacts[] = [];
      await file.update((before) =>
        before.map((token) => {
          if (token.kind !== kind || token.revoked_at !== null) return token;
          const isMeant =
            "id" in which ? token.id === which.id : [token.id, token.name].includes(which.idOrName);
          if (!isMeant) return token;
          const after = { ...token, revoked_at: now() };
          revoked.push(factsOf(after));
          return after;
        }),
      );
      return revoked;
    },

    /** The token of a secret that holds; null for any other. */
    verify(kind: TokenKind, secret: string): Token | null {
      const token = find(idOf(secret));
      if (!holds(token) || token.kind !== kind || !isSameHash(token.hash, hashSecret(secret))) return null;
      return token;
    },

    /**
     * Exchanges the address of a wall for the secret of its cookie. An address that was opened before opens nothing,
     * unless it is reusable; null then.
     */
    async exchange(secret: string): Promise<{ token: Token; cookie: string } | null> {
      const token = this.verify("wall", secret);
      if (token === null || (token.screens.length > 0 && !token.reusable)) return null;
      const cookie = `${token.id}.${makeSecret()}`;
      let isTaken = false;
      await file.update((before) =>
        before.map((one) => {
          if (one.id !== token.id || !holds(one) || (one.screens.length > 0 && !one.reusable)) return one;
          isTaken = true;
          return { ...one, screens: [...one.screens, hashSecret(cookie)].slice(-MOST_SCREENS) };
        }),
      );
      return isTaken ? { token, cookie } : null;
    },

    /** The wall token that a cookie was given for, while it holds. */
    verifyScreen(cookie: string): Token | null {
      const token = find(idOf(cookie));
      const hash = hashSecret(cookie);
      if (!holds(token) || !token.screens.some((screen) => isSameHash(screen, hash))) return null;
      return token;
    },
  };
}

function idOf(secret: string): string {
  return secret.slice(0, Math.max(0, secret.indexOf(".")));
}

function factsOf({ hash: _hash, screens, ...facts }: Token): TokenFacts {
  return { ...facts, screens: screens.length };
}
