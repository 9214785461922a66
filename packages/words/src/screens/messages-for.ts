import type { Language } from "../language.ts";
import { exploreEn } from "./explore-messages.en.ts";
import type { ExploreMessages } from "./explore-messages.ts";
import { exploreVi } from "./explore-messages.vi.ts";
import { messagesEn } from "./messages.en.ts";
import type { Messages } from "./messages.ts";
import { messagesVi } from "./messages.vi.ts";

/** The words of the wall and the desk. */
export function messagesFor(language: Language): Messages {
  return language === "vi" ? messagesVi : messagesEn;
}

/** The words of the desk's Explore page. */
export function exploreMessagesFor(language: Language): ExploreMessages {
  return language === "vi" ? exploreVi : exploreEn;
}
