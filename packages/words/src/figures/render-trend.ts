import type { Trend } from "@toancanh/contracts";
import type { Language } from "../language.ts";

type TrendRow = Trend["rows"][number];

/** Reports received, by window. */
type Series = readonly { readonly received: number }[];

/** What a trend's sentences say of one unit in both readings; windows are counted from the oldest. */
export interface ToldTrend extends Pick<TrendRow, "unit" | "kind"> {
  like_for_like: Series;
  as_then: Series;
  counted_in: readonly { unit: string; received: readonly number[] }[];
  made_of: readonly Pick<TrendRow["made_of"][number], "unit" | "share">[];
}

/** The names and dates in the sentences of {@link renderTrend}. */
export interface TrendNames {
  nameOf(unit: string): string;
  /** Names of the windows, oldest first: "11/2025". */
  windows: readonly string[];
}

interface TrendWords {
  former(name: string, counts: string): string;
  today(name: string, counts: string): string;
  partOf(name: string): string;
  madeOf(parts: string): string;
  unknownUnit: string;
  countedIn(place: string, counts: string): string;
}

const WORDS: Readonly<Record<Language, TrendWords>> = {
  vi: {
    former: (name, counts) =>
      `${name} không còn là đơn vị hành chính; phản ánh được tính cho đơn vị này khi đó — ${counts}.`,
    today: (name, counts) => `${name}, cùng địa bàn hiện nay — ${counts}.`,
    partOf: (name) => `một phần ${name}`,
    madeOf: (parts) => `Được lập từ: ${parts}.`,
    unknownUnit: "đơn vị chưa rõ",
    countedIn: (place, counts) => `Khi đó được tính cho ${place} — ${counts}.`,
  },
  en: {
    former: (name, counts) => `${name} is no longer a unit; reports counted in it then — ${counts}.`,
    today: (name, counts) => `${name}, within its boundary of today — ${counts}.`,
    partOf: (name) => `part of ${name}`,
    madeOf: (parts) => `It was made of: ${parts}.`,
    unknownUnit: "a unit that is not known",
    countedIn: (place, counts) => `Counted then in ${place} — ${counts}.`,
  },
};

/** The trend of one unit in whole sentences: what may be compared, and where its reports were counted then. */
export function renderTrend(trend: ToldTrend, { nameOf, windows }: TrendNames, language: Language): string[] {
  const words = WORDS[language];
  const countsOf = (received: readonly number[]) =>
    windows.map((window, index) => `${window}: ${received[index] ?? 0}`).join("; ");
  const receivedIn = (series: Series) => countsOf(series.map(({ received }) => received));
  const name = nameOf(trend.unit);
  if (trend.kind === "former") return [words.former(name, receivedIn(trend.as_then))];
  const lines = [words.today(name, receivedIn(trend.like_for_like))];
  if (trend.made_of.length > 0) {
    const parts = trend.made_of.map(({ unit, share }) =>
      share === "partial" ? words.partOf(nameOf(unit)) : nameOf(unit),
    );
    lines.push(words.madeOf(parts.join(", ")));
  }
  for (const { unit, received } of trend.counted_in) {
    lines.push(words.countedIn(unit === "" ? words.unknownUnit : nameOf(unit), countsOf(received)));
  }
  return lines;
}
