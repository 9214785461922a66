import type { AccessConfig } from "@toancanh/contracts";
import type * as OpenIdClient from "openid-client";
import { personOfClaims } from "./claim-rules.ts";
import type { Person, ProviderTokens } from "./sessions.ts";

type ProviderConfig = NonNullable<AccessConfig["provider"]>;

/** What has to be kept between sending a person to the provider and their coming back. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
}

type TokenAnswer = OpenIdClient.TokenEndpointResponse & OpenIdClient.TokenEndpointResponseHelpers;

/** A sign-in that the provider or the rules refuse, with what may be told of it. */
export class SignInError extends Error {
  override readonly name = "SignInError";
  readonly reason: "unreachable" | "refused" | "no_role";
  constructor(reason: SignInError["reason"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** What asking the provider again gave: the person as it is now, word that it is out, or no answer. */
type Renewal = { kind: "renewed"; person: Person } | { kind: "ended" } | { kind: "no_answer" };

const TIMEOUT_SECONDS = 10;
const DEFAULT_SCOPES = "openid profile email";
const DEFAULT_SKEW_SECONDS = 30;
/** How long the provider's description of itself is used before it is asked for again. */
const METADATA_MS = 300_000;
/** Without a refresh token, or where the provider says nothing, so long until it is asked again. */
const RENEW_MS = 300_000;

export type Provider = ReturnType<typeof createProvider>;

/**
 * Sign-in by an OpenID Connect provider: authorization code with PKCE, state and nonce. It is asked for the first
 * time when somebody signs in, so that a provider that is down holds up neither the start nor those who are in.
 *
 * @param secret of the client; null for a public one
 * @param now epoch milliseconds of the real world
 */
export function createProvider(config: ProviderConfig, secret: string | null, now: () => number) {
  const redirectUri = `${config.public_url}/access/callback`;
  let known: { at: number; metadata: OpenIdClient.ServerMetadata } | null = null;

  /** Made anew each time from what the provider says of itself: so are its keys, which it may change at any moment. */
  async function connect() {
    const client = await import("openid-client");
    const metadata = {
      client_id: config.client_id,
      ...(secret === null ? {} : { client_secret: secret }),
      [client.clockTolerance]: config.clock_skew_seconds ?? DEFAULT_SKEW_SECONDS,
    };
    const auth = secret === null ? client.None() : client.ClientSecretPost(secret);
    const isPlain = config.issuer.startsWith("http://");
    if (known === null || now() - known.at > METADATA_MS) {
      const found = await client.discovery(new URL(config.issuer), config.client_id, metadata, auth, {
        timeout: TIMEOUT_SECONDS,
        ...(isPlain ? { execute: [client.allowInsecureRequests] } : {}),
      });
      known = { at: now(), metadata: found.serverMetadata() };
    }
    const connection = new client.Configuration(known.metadata, config.client_id, metadata, auth);
    connection.timeout = TIMEOUT_SECONDS;
    if (isPlain) client.allowInsecureRequests(connection);
    // Signatures are checked although the tokens come straight from the provider.
    client.enableNonRepudiationChecks(connection);
    return { client, connection };
  }

  async function reach() {
    try {
      return await connect();
    } catch (cause) {
      throw new SignInError("unreachable", "the identity provider does not answer", { cause });
    }
  }

  function personOf(claims: Readonly<Record<string, unknown>>, tokens: ProviderTokens): Person {
    const found = personOfClaims(config.rules, claims);
    if (found === null) throw new SignInError("no_role", "no rule of the access file holds for this person");
    return { ...found, name: nameOf(claims), account: null, provider: tokens };
  }

  async function claimsOf(
    { client, connection }: Awaited<ReturnType<typeof connect>>,
    answer: TokenAnswer,
    earlier: string | null,
  ) {
    const own = answer.claims();
    const subject = own?.sub ?? earlier;
    if (subject === null || connection.serverMetadata().userinfo_endpoint === undefined) return { ...own };
    // What the provider tells only here (Keycloak by default) comes on top of the token.
    const info = await client.fetchUserInfo(connection, answer.access_token, subject);
    return { ...own, ...info };
  }

  function tokensOf(answer: TokenAnswer, before: ProviderTokens | null): ProviderTokens {
    const lifetime = answer.expiresIn();
    return {
      refresh_token: answer.refresh_token ?? before?.refresh_token ?? null,
      id_token: answer.id_token ?? before?.id_token ?? null,
      renew_at: now() + (lifetime === undefined ? RENEW_MS : lifetime * 1000),
    };
  }

  return {
    name: config.name,

    /** Where to send a person. @throws SignInError unreachable */
    async begin(): Promise<{ address: string; pending: PendingSignIn }> {
      const { client, connection } = await reach();
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(connection, {
        redirect_uri: redirectUri,
        scope: config.scopes ?? DEFAULT_SCOPES,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: "S256",
      });
      return { address: address.href, pending };
    },

    /** @param query of the address the person came back to, with its `?` @throws SignInError */
    async finish(query: string, pending: PendingSignIn): Promise<Person> {
      const reached = await reach();
      try {
        const answer = await reached.client.authorizationCodeGrant(
          reached.connection,
          new URL(`${redirectUri}${query}`),
          {
            pkceCodeVerifier: pending.verifier,
            expectedState: pending.state,
            expectedNonce: pending.nonce,
            idTokenExpected: true,
          },
        );
        return personOf(await claimsOf(reached, answer, null), tokensOf(answer, null));
      } catch (cause) {
        if (cause instanceof SignInError) throw cause;
        throw new SignInError("refused", "the identity provider's answer does not hold", { cause });
      }
    },

    /** Asks again who a person is, with the refresh token. Never throws: who is in stays in while it cannot answer. */
    async renew(person: Person): Promise<Renewal> {
      const { provider } = person;
      if (provider === null || provider.refresh_token === null) return { kind: "no_answer" };
      try {
        const reached = await connect();
        const { client, connection } = reached;
        const answer = await client.refreshTokenGrant(connection, provider.refresh_token);
        const tokens = tokensOf(answer, provider);
        const claims = await claimsOf(reached, answer, subjectOf(provider.id_token));
        return { kind: "renewed", person: personOf(claims, tokens) };
      } catch (error) {
        if (error instanceof SignInError) return { kind: "ended" };
        const code = error instanceof Error && "error" in error ? error.error : undefined;
        return { kind: code === "invalid_grant" ? "ended" : "no_answer" };
      }
    },

    /** Where to send a person who signs out, to end the session at the provider too; null where it has no such place. */
    async endAddress(idToken: string | null): Promise<string | null> {
      try {
        const { client, connection } = await connect();
        if (connection.serverMetadata().end_session_endpoint === undefined) return null;
        return client.buildEndSessionUrl(connection, {
          post_logout_redirect_uri: `${config.public_url}/sign-in`,
          ...(idToken === null ? {} : { id_token_hint: idToken }),
        }).href;
      } catch {
        return null;
      }
    },
  };
}

/** The name a person is known by: what it signs in with before what it is called. */
function nameOf(claims: Readonly<Record<string, unknown>>): string {
  const names = [claims.preferred_username, claims.email, claims.name, claims.sub];
  return names.find((name) => typeof name === "string" && name !== "")?.toString() ?? "";
}

/** `sub` of an ID token that was checked when it came. */
function subjectOf(idToken: string | null): string | null {
  const [, payload] = (idToken ?? "").split(".");
  if (payload === undefined) return null;
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (typeof claims !== "object" || claims === null || !("sub" in claims)) return null;
  return typeof claims.sub === "string" ? claims.sub : null;
}
