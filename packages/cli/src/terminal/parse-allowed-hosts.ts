import { isHostName } from "@toancanh/api";
import { CommandError } from "./output.ts";

/** @throws CommandError (exit code 2) for what is no host name */
export function parseAllowedHosts(text: string | undefined): string[] {
  const names = (text ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const wrong = names.find((name) => !isHostName(name));
  if (wrong === undefined) return names;
  throw new CommandError(
    `--allow-host takes host names like wall.city.example, without scheme, port or pattern, not "${wrong}"`,
    2,
  );
}
