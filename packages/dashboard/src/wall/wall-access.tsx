import type { SessionInfo } from "@toancanh/contracts";
import { accessMessagesFor, type Language, pickText } from "@toancanh/words";
import { useMemo } from "react";
import { client } from "../client/client.ts";
import { createResource, type Resource } from "../data/resource.ts";
import { SCENES } from "../scenes/index.ts";

/** How soon a screen knows that it is no longer let in, or is again. */
const CADENCE_MS = 15_000;

/** What the server says of this screen, asked again and again. */
export function createWallAccess(): Resource<SessionInfo> {
  return createResource({ cadenceMs: CADENCE_MS, load: (signal) => client.get("session", {}, signal) });
}

/** Indices of scenes that take no turn: those that fail, and those that are not this screen's. */
export function useScenesLeftOut(
  failing: ReadonlySet<number>,
  allowed: readonly string[] | null,
): ReadonlySet<number> {
  const names = allowed?.join(" ") ?? null;
  return useMemo(() => {
    if (names === null) return failing;
    const own = names.split(" ");
    const others = SCENES.flatMap(({ id }, index) => (own.includes(id) ? [] : [index]));
    return new Set([...failing, ...others]);
  }, [failing, names]);
}

/** In place of every scene where a screen is not let in: never a login, but whom to call. */
export function WallRefused({ session, language }: { session: SessionInfo; language: Language }) {
  const words = accessMessagesFor(language);
  const { contact, trial, role } = session;
  return (
    <div className="wall wall-waiting">
      <div className="notice" data-notice="refused" role="alert">
        <p>{words.wall.refused}</p>
        <p>
          {trial
            ? words.wall.tried(words.roles[role])
            : contact === null
              ? words.wall.callOperators
              : words.wall.call(pickText(contact, language))}
        </p>
      </div>
    </div>
  );
}
