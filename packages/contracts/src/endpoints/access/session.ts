import Type, { type Static } from "typebox";
import { ROLES } from "../../access/roles.ts";
import { LocalizedTextSchema } from "../../primitives.ts";
import { endpoint, json } from "../endpoint.ts";

/** Who the caller is to the server, and how it could become another. */

const ROLE_NAMES = Object.keys(ROLES).filter((name): name is keyof typeof ROLES => name in ROLES);

export const SessionSchema = Type.Object({
  role: Type.Enum(ROLE_NAMES),
  name: Type.String({ description: '"" for a caller that has not said who it is' }),
  scopes: Type.Array(Type.String(), { description: "What it may ask for, by the names of x-scope" }),
  scenes: Type.Union([Type.Array(Type.String()), Type.Null()], {
    description: "Scenes that a wall may show; null for all",
  }),
  trial: Type.Boolean({ description: "True while no access is configured: any role may be tried" }),
  sign_in: Type.Object({
    accounts: Type.Boolean({ description: "By name and password" }),
    provider: Type.Union([LocalizedTextSchema, Type.Null()], {
      description: "Name of the identity provider; null without one",
    }),
  }),
  contact: Type.Union([LocalizedTextSchema, Type.Null()], {
    description: "Whom to ask when a screen or a person is not let in",
  }),
  csrf: Type.Union([Type.String(), Type.Null()], {
    description: "To be sent as x-csrf-token with everything that changes something; null without a session",
  }),
});
export type SessionInfo = Static<typeof SessionSchema>;

export const sessionEndpoints = {
  session: endpoint({
    method: "GET",
    path: "/session",
    tag: "operation",
    summary: "Who asks: role, what it may ask for, and how to sign in",
    answer: json(SessionSchema),
    scope: "session",
    cache: "no-store",
  }),
};
