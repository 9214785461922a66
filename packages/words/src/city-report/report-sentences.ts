/** A name with its figures, ready to be listed: "Mặt đường (5,2 %; 12 / 230)". */
type Listed = readonly string[];
/** Which way a figure went, against the period before or its usual level. */
export type Direction = "up" | "down" | "same";

/** The sentences of a city's report; every argument is printed as it is, so each language only orders them. */
export interface ReportSentences {
  /** What a draft begins with. */
  provisional: (moment: string) => string;
  none: (line: string) => string;
  received: (line: string, count: string, changes: Listed) => string;
  /** A count against that of an earlier period; `size` null where both are small. */
  changed: (direction: Direction, size: string | null, against: string, count: string) => string;
  against: { before: string; year: (period: string) => string };
  noBefore: string;
  noYear: (period: string) => string;
  running: string;
  /** How far the figures go: to the cut-off, or to now. */
  at: { cutOff: string; now: string };
  handled: (
    at: string,
    handled: string,
    percent: string,
    open: string,
    overdue: string,
    without: string | null,
  ) => string;
  nothingDue: string;
  fewDue: (due: string, late: string, least: string) => string;
  allOnTime: (due: string) => string;
  late: (due: string, late: string, rate: string, moved: string) => string;
  /** Of a rate: points up or down, and what that means beside the unit's own past. */
  moved: (direction: Direction, points: string, meaning: string) => string;
  meaning: {
    unknown: string;
    usual: (periods: string, direction: Direction) => string;
    clear: (isAbove: boolean, rate: string, periods: string) => string;
  };
  yearRate: (period: string, rate: string, fraction: string) => string;
  block: (name: string) => string;
  blockRate: (name: string, rate: string, target: { text: string; isMet: boolean } | null) => string;
  blockFew: (name: string, fraction: string) => string;
  blockHighest: (name: string, rate: string) => string;
  handling: (median: string, ninth: string) => string;
  reopened: (count: string, rate: string) => string;
  rated: (count: string, mean: string | null) => string;
  bands: (block: string, ranked: string, bands: string, least: string, unranked: string | null) => string;
  /** Blocks whose agencies cannot be told apart, each with how many were compared. */
  noBands: (blocks: Listed, least: string) => string;
  comparedIn: (block: string, ranked: string) => string;
  leading: (units: Listed) => string;
  lagging: (units: Listed) => string;
  others: (count: string) => string;
  /** Units or places whose late rate left its usual range. */
  clearlyWorse: (units: Listed) => string;
  clearlyBetter: (units: Listed) => string;
  noneClear: string;
  pastTooShort: string;
  moreReceived: (fields: Listed) => string;
  fewerReceived: (fields: Listed) => string;
  noneReceived: string;
  fromTo: (name: string, before: string, now: string, size: string) => string;
  withRate: (name: string, rate: string, fraction: string) => string;
  withCount: (name: string, count: string) => string;
  highestRates: (fields: Listed) => string;
  noneLate: string;
  lateShare: (fields: Listed, late: string, all: string, share: string) => string;
  stage: (name: string, late: string, due: string, rate: string, share: string) => string;
  handOffs: (receivedLate: string, passedOn: string, returned: string) => string;
  mostLate: (block: string, late: string, all: string) => string;
  caution: string;
  places: (withReports: string, units: string, unlocated: string) => string;
  mostReceived: (places: Listed) => string;
  noRemark: { before: string; after: string };
}
