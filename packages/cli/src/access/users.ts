import { openAccounts, resolveUnits, spoolAudit } from "@toancanh/api";
import { type AuditAction, PERSON_ROLES, type PersonRole } from "@toancanh/contracts";
import { loadCity } from "../city/open-city.ts";
import { worldClock } from "../clock/world-clock.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { readLine } from "../terminal/read-line.ts";
import { readSecret } from "../terminal/secrets.ts";
import { commandLineFact } from "./command-line-fact.ts";
import { readAccess } from "./open-access.ts";

export interface UserOptions {
  access: string;
  profile: string;
  role?: string;
  unit?: string[];
}

function openUsers({ access }: UserOptions) {
  const { stateFolder, config } = readAccess(access);
  const rules = { attempts: config.accounts?.attempts ?? 5, lockMs: 0 };
  return { accounts: openAccounts(stateFolder, rules, worldClock.now), stateFolder };
}

/** The password of the environment (TOANCANH_PASSWORD or TOANCANH_PASSWORD_FILE), else the first line of the input. */
async function readPassword(terminal: Terminal): Promise<string> {
  return readSecret("TOANCANH_PASSWORD") ?? readLine("Password: ", terminal);
}

function parseRole(role: string | undefined): PersonRole {
  const found = PERSON_ROLES.find((known) => known === role);
  if (found !== undefined) return found;
  throw new CommandError(`--role must be one of ${PERSON_ROLES.join(", ")}, not "${role ?? ""}"`, 2);
}

/** @throws CommandError (exit code 2) for a unit that the profile does not have, or an office without units */
async function checkUnits(role: PersonRole, units: readonly string[], profile: string): Promise<void> {
  if (role === "office" && units.length === 0) {
    throw new CommandError("--role office needs at least one --unit, like --unit ward:26740", 2);
  }
  if (role !== "office" && units.length > 0) {
    throw new CommandError(`--unit is for --role office: a ${role} has no units of its own`, 2);
  }
  if (units.length === 0) return;
  const city = await loadCity(profile);
  try {
    resolveUnits(city.profile, units);
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, 2, { cause: error });
    throw error;
  }
}

async function orCommandError<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  }
}

function tell(terminal: Terminal, folder: string, action: AuditAction, name: string, told: object): void {
  spoolAudit(folder, commandLineFact(action, name, { change: JSON.stringify(told) }));
  terminal.out(`${JSON.stringify({ name, ...told })}\n`);
}

export async function addUser(name: string, options: UserOptions, terminal: Terminal): Promise<void> {
  const role = parseRole(options.role);
  const units = options.unit ?? [];
  await checkUnits(role, units, options.profile);
  const { accounts, stateFolder } = openUsers(options);
  await orCommandError(async () => accounts.add(name, role, units, await readPassword(terminal)));
  tell(terminal, stateFolder, "account", name, { added: true, role, units });
}

export function listUsers(options: UserOptions, terminal: Terminal): void {
  for (const { name, role, units } of openUsers(options).accounts.list()) {
    terminal.out(`${JSON.stringify({ name, role, units })}\n`);
  }
}

export async function removeUser(name: string, options: UserOptions, terminal: Terminal): Promise<void> {
  const { accounts, stateFolder } = openUsers(options);
  await orCommandError(() => accounts.remove(name));
  tell(terminal, stateFolder, "account", name, { removed: true });
}

export async function changePassword(name: string, options: UserOptions, terminal: Terminal): Promise<void> {
  const { accounts, stateFolder } = openUsers(options);
  await orCommandError(async () => accounts.change(name, { password: await readPassword(terminal) }));
  tell(terminal, stateFolder, "account", name, { password_changed: true });
}

export async function changeRole(name: string, options: UserOptions, terminal: Terminal): Promise<void> {
  const role = parseRole(options.role);
  const units = options.unit ?? [];
  await checkUnits(role, units, options.profile);
  const { accounts, stateFolder } = openUsers(options);
  await orCommandError(() => accounts.change(name, { role, units }));
  tell(terminal, stateFolder, "role_change", name, { role, units });
}
