import type { buildApi } from "@toancanh/api";
import { CommandError } from "../terminal/output.ts";

function isAddressInUse(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}

/** @returns the address without a slash at the end @throws CommandError (exit code 1) for a port that cannot be had */
export async function listen(api: ReturnType<typeof buildApi>, host: string, port: number): Promise<string> {
  try {
    return await api.listen({ host, port });
  } catch (error) {
    if (!isAddressInUse(error)) throw error;
    throw new CommandError(
      `port ${port} on ${host} is taken or not allowed: stop what uses it or choose another with --port`,
      1,
      { cause: error },
    );
  }
}
