import Type, { type Static } from "typebox";
import { LocalizedTextSchema, strict } from "../primitives.ts";
import { PERSON_ROLES } from "./roles.ts";

/** The file that `--access` names: who may come in, and how. docs/access.example.jsonc is one, with its reasons. */

const Unit = Type.String({
  minLength: 1,
  maxLength: 200,
  description: "ward:<code>, agency:<id>, or the id of a former unit like district:760@2025-01-01",
});

/** What a claim of the identity provider makes of a person. The first rule that holds decides. */
const ClaimRuleSchema = Type.Object(
  {
    claim: Type.String({
      minLength: 1,
      description: "Path in the claims: groups, realm_access.roles, resource_access.toancanh.roles",
    }),
    has: Type.Optional(Type.String({ description: "The claim is this text, or a list with it" })),
    matches: Type.Optional(
      Type.String({ description: "Regular expression over the whole text; $1 of it may stand in units" }),
    ),
    role: Type.Enum(PERSON_ROLES),
    units: Type.Optional(Type.Array(Unit)),
  },
  strict,
);
export type ClaimRule = Static<typeof ClaimRuleSchema>;

export const AccessConfigSchema = Type.Object(
  {
    contact: Type.Optional(LocalizedTextSchema),
    state: Type.Optional(
      Type.String({ minLength: 1, description: "Folder for accounts and tokens; default access-state" }),
    ),
    sessions: Type.Optional(
      Type.Object(
        {
          hours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 168, description: "Default 10" })),
          idle_minutes: Type.Optional(
            Type.Number({ exclusiveMinimum: 0, maximum: 1440, description: "Default 60" }),
          ),
        },
        strict,
      ),
    ),
    accounts: Type.Optional(
      Type.Object(
        {
          attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: "Default 5" })),
          lock_minutes: Type.Optional(
            Type.Number({ exclusiveMinimum: 0, maximum: 1440, description: "Default 15" }),
          ),
        },
        strict,
      ),
    ),
    early_readers: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description:
          "Names of people who may see a frozen period before it is public; each reading is logged",
      }),
    ),
    provider: Type.Optional(
      Type.Object(
        {
          name: LocalizedTextSchema,
          issuer: Type.String({ pattern: "^https?://" }),
          client_id: Type.String({ minLength: 1 }),
          client_secret_file: Type.Optional(Type.String({ minLength: 1 })),
          public_url: Type.String({
            pattern: "^https?://[^/]+$",
            description: "Where people reach this server, without a slash at the end",
          }),
          scopes: Type.Optional(Type.String({ description: "Default: openid profile email" })),
          clock_skew_seconds: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 600, description: "Default 30" }),
          ),
          rules: Type.Array(ClaimRuleSchema, { minItems: 1 }),
        },
        strict,
      ),
    ),
    tls: Type.Optional(
      Type.Object({ certificate: Type.String({ minLength: 1 }), key: Type.String({ minLength: 1 }) }, strict),
    ),
    proxies: Type.Optional(
      Type.Array(Type.String({ pattern: "^[0-9A-Fa-f.:]+(/\\d{1,3})?$" }), {
        description: "Addresses or networks whose X-Forwarded-For and -Proto are believed",
      }),
    ),
    plain_http: Type.Optional(
      Type.Boolean({ description: "True lets passwords and tokens come unencrypted from other machines" }),
    ),
  },
  strict,
);
export type AccessConfig = Static<typeof AccessConfigSchema>;
