/** Asks the way in, which stands beside the catalogue of endpoints: it sets cookies and is for this page alone. */

/** @returns the status of the answer; 0 when none came */
export async function signIn(name: string, password: string): Promise<number> {
  try {
    const answer = await fetch("/access/sign-in", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, password }),
    });
    return answer.status;
  } catch {
    return 0;
  }
}

/** @returns where to go then; null when it failed */
export async function signOut(csrf: string): Promise<string | null> {
  try {
    const answer = await fetch("/access/sign-out", { method: "POST", headers: { "x-csrf-token": csrf } });
    const told: unknown = answer.ok ? await answer.json() : null;
    if (typeof told !== "object" || told === null || !("next" in told)) return null;
    return typeof told.next === "string" ? told.next : null;
  } catch {
    return null;
  }
}
