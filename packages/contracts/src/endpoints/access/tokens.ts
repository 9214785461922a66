import Type, { type Static } from "typebox";
import { Count, Instant, NullableInstant, strict } from "../../primitives.ts";
import { endpoint, json } from "../endpoint.ts";

/** Tokens of screens and of systems that send events. A secret is told once, by the answer that makes it. */

const TokenFactsSchema = Type.Object({
  id: Type.String(),
  kind: Type.Enum(["wall", "source"]),
  name: Type.String(),
  created: Instant,
  expires: NullableInstant,
  revoked: NullableInstant,
  scenes: Type.Union([Type.Array(Type.String()), Type.Null()], {
    description: "wall: scenes it may show; null for all",
  }),
  reusable: Type.Boolean({ description: "wall: true when its address may be opened again and again" }),
  screens: Type.Integer({ minimum: 0, description: "wall: browsers that its address let in" }),
  streams: Type.Integer({ minimum: 0, description: "wall: screens that listen for changes at this moment" }),
  sources: Type.Array(Type.String(), { description: "source: CloudEvents sources under which it sends" }),
  events_per_minute: Type.Union([Count, Type.Null()], { description: "source: most events a minute" }),
});
export type ListedToken = Static<typeof TokenFactsSchema>;

const TokenListSchema = Type.Object({
  configured: Type.Boolean({
    description: "False while no access is configured: there are no tokens, and this machine needs none",
  }),
  rows: Type.Array(TokenFactsSchema, { description: "Those that hold first, newest first" }),
});

const NewWallTokenSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80, pattern: "\\S", description: "Where the screen hangs" }),
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3650, description: "Days until it ends; without it, never" }),
    ),
    scenes: Type.Optional(
      Type.Array(Type.String({ pattern: "^[a-z][a-z-]{0,40}$" }), {
        minItems: 1,
        maxItems: 40,
        description: "Scenes it may show; all without it",
      }),
    ),
    reusable: Type.Optional(Type.Boolean()),
  },
  strict,
);

const MadeTokenSchema = Type.Object({
  token: TokenFactsSchema,
  path: Type.String({ description: "What the screen opens on this server; shown this one time" }),
});

export const tokenEndpoints = {
  tokens: endpoint({
    method: "GET",
    path: "/tokens",
    tag: "operation",
    summary: "Tokens of walls and of sources, without their secrets",
    answer: json(TokenListSchema),
    scope: "tokens",
    cache: "no-store",
  }),
  create_wall_token: endpoint({
    method: "POST",
    path: "/tokens/wall",
    tag: "operation",
    summary: "Makes the token of a wall and tells its address, this one time",
    body: NewWallTokenSchema,
    answer: json(MadeTokenSchema),
    scope: "tokens",
    cache: "no-store",
  }),
  revoke_token: endpoint({
    method: "POST",
    path: "/tokens/:token/revoke",
    tag: "operation",
    summary: "Ends a token; streams opened with it are closed within a minute",
    params: Type.Object({ token: Type.String({ pattern: "^[0-9a-f]{12}$" }) }, strict),
    body: Type.Object({}, strict),
    answer: json(TokenFactsSchema),
    scope: "tokens",
    cache: "no-store",
  }),
};
