import type { LocalizedText } from "@toancanh/contracts";
import { messagesEn } from "./messages.en.ts";
import type { Messages } from "./messages.ts";
import { messagesVi } from "./messages.vi.ts";

export const LANGUAGES = ["vi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export function messagesFor(language: Language): Messages {
  return language === "vi" ? messagesVi : messagesEn;
}

/** BCP 47 tag for Intl: dates stay dd/MM/yyyy and 24 h in both languages. */
export function intlTagFor(language: Language): string {
  return language === "vi" ? "vi-VN" : "en-GB";
}

export function pickText(text: LocalizedText, language: Language): string {
  return text[language];
}
