import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../language.ts";
import { exploreMessagesFor, messagesFor } from "./messages-for.ts";

describe("messages", () => {
  it.each(LANGUAGES)("are composed Unicode (NFC) in every text (%s)", (language) => {
    const texts = (value: unknown): string[] =>
      typeof value === "string"
        ? [value]
        : typeof value === "object" && value !== null
          ? Object.values(value).flatMap(texts)
          : [];
    for (const text of [...texts(messagesFor(language)), ...texts(exploreMessagesFor(language))]) {
      expect(text.normalize("NFC")).toBe(text);
    }
  });
});
