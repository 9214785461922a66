import { join } from "node:path";
import { PERSON_ROLES, type PersonRole } from "@toancanh/contracts";
import Type, { type Static } from "typebox";
import { Check } from "typebox/value";
import { openStateFile } from "./state-file.ts";

const AccountSchema = Type.Object({
  name: Type.String(),
  role: Type.Enum(PERSON_ROLES),
  units: Type.Array(Type.String()),
  /** argon2id, with its parameters and salt, as the reference implementation writes it. */
  hash: Type.String(),
  /** Grows with every change: a session begun before it ends. */
  revision: Type.Integer(),
});
type Account = Static<typeof AccountSchema>;
const areAccounts = (value: unknown): value is Account[] => Check(Type.Array(AccountSchema), value);
type AccountFacts = Omit<Account, "hash">;

/** OWASP's second choice: 19 MiB, 2 passes, 1 lane; 30 ms on one core. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const LEAST_PASSWORD_LENGTH = 12;
const MOST_PASSWORD_LENGTH = 200;
/** Failures remembered: beyond, the oldest are forgotten, so that invented names fill no memory. */
const MOST_FAILURES = 10_000;

interface LockRules {
  /** Failed tries after which a name is locked. */
  attempts: number;
  lockMs: number;
}

type SignInResult =
  | { kind: "ok"; account: AccountFacts }
  | { kind: "wrong" }
  | { kind: "locked"; seconds: number };

export type Accounts = ReturnType<typeof openAccounts>;

/** Local accounts in `accounts.json` of a folder, for a city without an identity provider. */
export function openAccounts(folder: string, rules: LockRules, now: () => number) {
  const file = openStateFile(join(folder, "accounts.json"), areAccounts, [], now);
  const failures = new Map<string, { count: number; lockedUntil: number }>();
  const find = (name: string): Account | undefined => file.read().find((one) => one.name === name);
  const key = (name: string) => name.normalize("NFC").toLowerCase();

  function noteFailure(name: string): void {
    const known = failures.get(key(name));
    const count = (known === undefined || known.lockedUntil > 0 ? 0 : known.count) + 1;
    failures.delete(key(name));
    failures.set(key(name), { count, lockedUntil: count >= rules.attempts ? now() + rules.lockMs : 0 });
    const [oldest] = failures.keys();
    if (failures.size > MOST_FAILURES && oldest !== undefined) failures.delete(oldest);
  }

  return {
    list: (): AccountFacts[] => file.read().map(factsOf),
    find(name: string): AccountFacts | null {
      const account = find(name);
      return account === undefined ? null : factsOf(account);
    },

    /** @throws RangeError when the name is taken or the password too short or too long */
    async add(name: string, role: PersonRole, units: readonly string[], password: string): Promise<void> {
      const hash = await hashPassword(password);
      await file.update((before) => {
        if (before.some((one) => key(one.name) === key(name))) {
          throw new RangeError(
            `there is an account "${name}" already: change it with user password or user role`,
          );
        }
        return [...before, { name, role, units: [...units], hash, revision: 1 }];
      });
    },

    /** @throws RangeError when there is no such account */
    async change(
      name: string,
      what: { role?: PersonRole; units?: readonly string[]; password?: string },
    ): Promise<void> {
      const hash = what.password === undefined ? undefined : await hashPassword(what.password);
      await file.update((before) => {
        const account = before.find((one) => one.name === name);
        if (account === undefined) throw noAccount(name);
        const after: Account = {
          ...account,
          ...(what.role === undefined ? {} : { role: what.role }),
          ...(what.units === undefined ? {} : { units: [...what.units] }),
          ...(hash === undefined ? {} : { hash }),
          revision: account.revision + 1,
        };
        return before.map((one) => (one === account ? after : one));
      });
    },

    /** @throws RangeError when there is no such account */
    async remove(name: string): Promise<void> {
      await file.update((before) => {
        if (!before.some((one) => one.name === name)) throw noAccount(name);
        return before.filter((one) => one.name !== name);
      });
    },

    /** A locked name is not tried at all; an unknown one takes as long as a wrong password. */
    async signIn(name: string, password: string): Promise<SignInResult> {
      const locked = (failures.get(key(name))?.lockedUntil ?? 0) - now();
      if (locked > 0) return { kind: "locked", seconds: Math.ceil(locked / 1000) };
      const account = find(name);
      // Noted before the password is looked at: tries at the same time cannot outrun the lock.
      noteFailure(name);
      if (!(await isPassword(account?.hash, password)) || account === undefined) return { kind: "wrong" };
      failures.delete(key(name));
      return { kind: "ok", account: factsOf(account) };
    },
  };
}

function factsOf({ hash: _hash, ...facts }: Account): AccountFacts {
  return facts;
}

function noAccount(name: string): RangeError {
  return new RangeError(`there is no account "${name}": user list names those there are`);
}

/** @throws RangeError for a password that is too short or too long */
async function hashPassword(password: string): Promise<string> {
  const { length } = password;
  if (length < LEAST_PASSWORD_LENGTH || length > MOST_PASSWORD_LENGTH) {
    throw new RangeError(
      `a password has ${LEAST_PASSWORD_LENGTH} to ${MOST_PASSWORD_LENGTH} characters: several words are easy to remember`,
    );
  }
  // Loaded where it is needed: the default start has no passwords.
  const { hash } = await import("@node-rs/argon2");
  return hash(password.normalize("NFC"), ARGON2);
}

let noOne: Promise<string> | null = null;

async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  const { verify } = await import("@node-rs/argon2");
  noOne ??= hashPassword("a password of nobody at all");
  const isRight = await verify(stored ?? (await noOne), password.slice(0, 2000).normalize("NFC"));
  return isRight && stored !== undefined;
}
