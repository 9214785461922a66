import type { Ward } from "@toancanh/contracts";

/** Grave, acute, tilde, hook and dot below: the five tones as combining marks. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * A name for comparing: without differences of case, Unicode form, spacing, hyphens and of where a tone is written
 * ("Hoà" and "Hòa" are one name in two spellings).
 */
export function foldName(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[.\s\-–—_]+/gu, " ")
    .trim()
    .split(" ")
    .map((word) => `${word.replaceAll(TONES, "")}${(word.match(TONES) ?? []).sort().join("")}`)
    .join(" ");
}

/** The words of a ward's kind ("dac_khu") as `foldName` leaves them, without marks. */
function kindWords({ kind }: Ward): string[] {
  return kind.split(/[_-]/);
}

function withoutMarks(word: string): string {
  return word.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d");
}

/** The name of a ward without its kind: "thủ dầu một" of "Phường Thủ Dầu Một", folded; its whole name where it has none. */
function properName(ward: Ward): string {
  const words = foldName(ward.name).split(" ");
  const kind = kindWords(ward);
  const hasKind =
    kind.length < words.length && kind.every((word, i) => withoutMarks(words[i] ?? "") === word);
  return (hasKind ? words.slice(kind.length) : words).join(" ");
}

/** The ways in which a file may write the name of a ward: with its kind, abbreviated, without it. */
export function spellingsOf(ward: Ward): string[] {
  return [ward.name, ward.short_name, ward.name.split(" ").slice(kindWords(ward).length).join(" ")].filter(
    (spelling) => spelling !== "",
  );
}

/** Whether a name of a file is that of a ward. One that says nothing but its kind, or nothing, contradicts no ward. */
export function isNameOf(found: string, ward: Ward): boolean {
  const folded = foldName(found);
  if (folded === "" || withoutMarks(folded) === kindWords(ward).join(" ")) return true;
  return [foldName(ward.name), foldName(ward.short_name), properName(ward)].includes(folded);
}
