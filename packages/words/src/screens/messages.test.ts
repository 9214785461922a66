import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../language.ts";
import { accessMessagesFor } from "./access-messages.ts";
import { exploreMessagesFor, messagesFor } from "./messages-for.ts";

describe("messages", () => {
  it.each(LANGUAGES)("are composed Unicode (NFC) in every text (%s)", (language) => {
    const texts = (value: unknown): string[] =>
      typeof value === "string"
        ? [value]
        : typeof value === "object" && value !== null
          ? Object.values(value).flatMap(texts)
          : [];
    const all = [messagesFor(language), exploreMessagesFor(language), accessMessagesFor(language)];
    for (const text of all.flatMap(texts)) {
      expect(text.normalize("NFC")).toBe(text);
    }
  });
});
