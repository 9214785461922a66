import type { AlarmCode, Period } from "@toancanh/contracts";

/** What the preview page shows every scene and panel in. */
export const SAMPLE_STATES = ["empty", "normal", "flood", "stale", "disconnected", "first-hour"] as const;
export type SampleState = (typeof SAMPLE_STATES)[number];

/** A moment of the city, from which all figures of a sample follow. Instants are epoch ms. */
export interface Situation {
  state: SampleState;
  /** Server time. */
  now: number;
  period: Period;
  previousPeriod: Period;
  /** Reports that come on a day; 0 in a city that has just begun. */
  perDay: number;
  /** Days of the period that have passed. */
  days: number;
  /** Share of the handled reports that were late. */
  lateShare: number;
  /** Part of what came on the last day that came in its last three hours: a flood, else 1/8. */
  rush: number;
  /** How old the figures are, in units of the cadence at which each comes. */
  ageInCadences: { fast: number; slow: number };
  lost: boolean;
  alarms: readonly AlarmCode[];
  /** Latest event, or null when there was none. */
  latestEventAt: number | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const instant = (text: string) => Date.parse(text);
const period = (from: string, to: string): Period => ({
  kind: "official",
  from: new Date(instant(from)).toISOString(),
  to: new Date(instant(to)).toISOString(),
});

const OCTOBER = period("2026-09-25T12:00:00+07:00", "2026-10-25T12:00:00+07:00");
const NOVEMBER = period("2026-10-25T12:00:00+07:00", "2026-11-25T12:00:00+07:00");

const MORNING = instant("2026-11-11T09:24:10+07:00");
const RAINY_EVENING = instant("2026-11-11T18:41:40+07:00");
const FIRST_HOUR = instant("2026-10-25T12:34:20+07:00");

const daysSince = (from: Period, now: number) => (now - Date.parse(from.from)) / DAY;

const NORMAL: Situation = {
  state: "normal",
  now: MORNING,
  period: NOVEMBER,
  previousPeriod: OCTOBER,
  perDay: 540,
  days: daysSince(NOVEMBER, MORNING),
  lateShare: 0.045,
  rush: 1 / 8,
  ageInCadences: { fast: 0.4, slow: 0.6 },
  lost: false,
  alarms: [],
  latestEventAt: MORNING - 70_000,
};

const SITUATIONS: Record<SampleState, Situation> = {
  normal: NORMAL,
  empty: { ...NORMAL, state: "empty", perDay: 0, latestEventAt: null },
  flood: {
    ...NORMAL,
    state: "flood",
    now: RAINY_EVENING,
    perDay: 2_900,
    days: daysSince(NOVEMBER, RAINY_EVENING),
    lateShare: 0.28,
    rush: 0.7,
    latestEventAt: RAINY_EVENING - 2_000,
  },
  // What comes often is beyond five cadences (struck out), what comes seldom beyond two (old).
  stale: {
    ...NORMAL,
    state: "stale",
    ageInCadences: { fast: 28, slow: 3 },
    alarms: ["ingest_silent"],
    latestEventAt: MORNING - 2 * HOUR,
  },
  disconnected: {
    ...NORMAL,
    state: "disconnected",
    ageInCadences: { fast: 9, slow: 3 },
    lost: true,
    latestEventAt: MORNING - 200_000,
  },
  "first-hour": {
    ...NORMAL,
    state: "first-hour",
    now: FIRST_HOUR,
    days: daysSince(NOVEMBER, FIRST_HOUR),
    latestEventAt: FIRST_HOUR - 40_000,
  },
};

export function situationOf(state: SampleState): Situation {
  return SITUATIONS[state];
}

/** What stands on top of an answer that is renewed every `cadenceMs`. */
export function stampOf(
  situation: Situation,
  cadenceMs: number,
): { as_of: string; latest_event_at: string | null; simulated: boolean } {
  const { now, ageInCadences, latestEventAt } = situation;
  const cadences = cadenceMs <= 30_000 ? ageInCadences.fast : ageInCadences.slow;
  return {
    as_of: new Date(Math.round((now - cadences * cadenceMs) / 1_000) * 1_000).toISOString(),
    latest_event_at: latestEventAt === null ? null : new Date(latestEventAt).toISOString(),
    simulated: false,
  };
}

/** Open reports of the city and those of them past their due; what is open does not end with a period. */
export function openOf({ perDay, state }: Situation): { total: number; overdue: number } {
  if (perDay === 0) return { total: 0, overdue: 0 };
  return state === "flood" ? { total: 12_480, overdue: 3_067 } : { total: 1_204, overdue: 171 };
}
