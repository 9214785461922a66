import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** What the provider says of each person beside their name. */
type People = Record<string, Record<string, unknown>>;

/** A real OpenID Connect provider on this machine, with its own login pages. */
export interface TestProvider {
  readonly issuer: string;
  people: People;
  /** Seconds by which the clock of the tokens is ahead of ours. */
  skewSeconds: number;
  /** Signs with another key from now on and forgets the old one; sessions and grants of before are gone too. */
  rotateKeys(): void;
  /** Takes no connection until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const CLIENT = { client_id: "toancanh", client_secret: "a secret of the test alone, long enough" };
export const PROVIDER_CLIENT = CLIENT;

/** @param redirectUris where people are sent back to, and where they go when they have signed out */
export async function openProvider(redirectUris: { back: string; out: string }): Promise<TestProvider> {
  let people: People = {};
  let skewSeconds = 0;
  const server = createServer();
  let port = await listen(server, 0);
  const issuer = `http://127.0.0.1:${port}`;

  function make(): ReturnType<Provider["callback"]> {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" };
    const provider = new Provider(issuer, {
      clients: [
        {
          ...CLIENT,
          redirect_uris: [redirectUris.back],
          post_logout_redirect_uris: [redirectUris.out],
          grant_types: ["authorization_code", "refresh_token"],
          response_types: ["code"],
          token_endpoint_auth_method: "client_secret_post",
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: ["for tests"] },
      claims: {
        openid: ["sub", "preferred_username", "realm_access", "resource_access", "groups"],
      },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      issueRefreshToken: async () => true,
      ttl: { AccessToken: () => 60, IdToken: () => 60 },
      findAccount: (_context, id) => ({
        accountId: id,
        claims: async () => ({ sub: id, preferred_username: id, ...people[id] }),
      }),
    });
    return provider.callback();
  }

  let answer = make();
  server.on("request", (request, response) => {
    // Its tokens are made by the clock of this process: for a while that clock is another one.
    const real = Date.now;
    const ahead = skewSeconds * 1000;
    if (ahead === 0) {
      void answer(request, response);
      return;
    }
    Date.now = () => real() + ahead;
    response.once("finish", () => {
      Date.now = real;
    });
    void answer(request, response);
  });

  return {
    issuer,
    get people() {
      return people;
    },
    set people(value) {
      people = value;
    },
    get skewSeconds() {
      return skewSeconds;
    },
    set skewSeconds(value) {
      skewSeconds = value;
    },
    rotateKeys() {
      answer = make();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async start() {
      port = await listen(server, port);
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** A browser as far as signing in needs one: it follows redirects and keeps cookies, of the provider alone. */
export async function loginAtProvider(address: string, name: string): Promise<string> {
  const { origin } = new URL(address);
  const jar = new Map<string, string>();
  let next = address;
  let form: URLSearchParams | null = null;
  for (let step = 0; step < 12; step++) {
    const answer: Response = await fetch(next, {
      redirect: "manual",
      headers: { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join("; ") },
      ...(form === null ? {} : { method: "POST", body: form }),
    });
    form = null;
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const location = answer.headers.get("location");
    if (location !== null) {
      next = new URL(location, next).href;
      if (!next.startsWith(origin)) return next;
      continue;
    }
    const page = await answer.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
    if (prompt === undefined || action === undefined)
      throw new Error(`no form on ${next}: ${page.slice(0, 300)}`);
    next = new URL(action, next).href;
    form = new URLSearchParams({ prompt, ...(prompt === "login" ? { login: name, password: "x" } : {}) });
  }
  throw new Error("the provider sends in circles");
}
