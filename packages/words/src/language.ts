import type { LocalizedText } from "@toancanh/contracts";

export const LANGUAGES = ["vi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** BCP 47 tag for Intl: dates stay dd/MM/yyyy and 24 h in both languages. */
export function intlTagFor(language: Language): string {
  return language === "vi" ? "vi-VN" : "en-GB";
}

/** The language of a city's own names, from its BCP 47 tag: Vietnamese, or English where it is any other. */
export function languageOf(locale: string): Language {
  return new Intl.Locale(locale).language === "vi" ? "vi" : "en";
}

export function pickText(text: LocalizedText, language: Language): string {
  return text[language];
}
