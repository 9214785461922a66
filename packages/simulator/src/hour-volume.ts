import type { CategoryMix, Profile, SimulationSettings } from "@toancanh/contracts";
import type { LocalHour } from "./local-hour.ts";
import { SimulationSettingsError } from "./simulation-error.ts";
import { chooseByWeight, type WeightedChoice } from "./weighted-choice.ts";

/** How many reports an hour brings apart from rain, and of which categories. */
export interface HourVolume {
  /** Expected reports at intensity 1. */
  expected: number;
  /** Categories of the hour; null when no rhythm has reports then. */
  categories: WeightedChoice<CategoryMix> | null;
}

const YEAR_MS = 365.25 * 86_400_000;
/** Index of a public holiday beside the weekdays 0..6. */
const HOLIDAY = 7;

/** Throws SimulationSettingsError naming an unknown category, rhythm or calendar. */
export function createHourVolumes(
  profile: Pick<Profile, "calendars" | "categories">,
  settings: Pick<SimulationSettings, "volume" | "rhythms" | "categories" | "holiday_calendar">,
): (local: LocalHour) => HourVolume {
  const { volume } = settings;
  const calendar = profile.calendars.find(({ id }) => id === settings.holiday_calendar);
  if (!calendar) {
    throw new SimulationSettingsError("holiday_calendar", `unknown calendar "${settings.holiday_calendar}"`);
  }
  const holidays = new Set(calendar.days.filter(({ kind }) => kind === "holiday").map(({ date }) => date));
  const rhythms = new Map(
    settings.rhythms.map((rhythm) => {
      const hours = rhythm.hours.reduce((sum, weight) => sum + weight, 0);
      const mean = rhythm.weekdays.reduce((sum, weight) => sum + weight, 0) / 7;
      const days = [...rhythm.weekdays, rhythm.holiday];
      // Share of an average day's reports that falls into that hour of that kind of day.
      return [
        rhythm.id,
        (day: number, hour: number) =>
          ((rhythm.hours[hour] ?? 0) / (hours || 1)) * ((days[day] ?? 0) / (mean || 1)),
      ];
    }),
  );
  const codes = new Set(profile.categories.map((category) => category.service_code));
  const shareSum = settings.categories.reduce((sum, { share }) => sum + share, 0);
  const weighted = settings.categories.map((category, index) => {
    const path = `categories[${index}]`;
    if (!codes.has(category.service_code)) {
      throw new SimulationSettingsError(
        `${path}.service_code`,
        `unknown category "${category.service_code}"`,
      );
    }
    const rhythm = rhythms.get(category.rhythm);
    if (!rhythm) throw new SimulationSettingsError(`${path}.rhythm`, `unknown rhythm "${category.rhythm}"`);
    return { category, rhythm, share: category.share / (shareSum || 1) };
  });

  const kinds = new Map<number, { share: number; categories: HourVolume["categories"] }>();
  const kindOf = (day: number, hour: number) => {
    const key = day * 24 + hour;
    let kind = kinds.get(key);
    if (!kind) {
      const choice = chooseByWeight(weighted, ({ rhythm, share }) => share * rhythm(day, hour));
      kind = {
        share: choice?.total ?? 0,
        categories: choice && {
          total: choice.total,
          pick: (random) => choice.pick(random).category,
        },
      };
      kinds.set(key, kind);
    }
    return kind;
  };

  const monthMean = volume.months.reduce((sum, weight) => sum + weight, 0) / 12;
  const referenceMs = Date.parse(`${volume.reference_date}T00:00:00Z`);
  const levelOn = (date: string) => {
    const years = (Date.parse(`${date}T00:00:00Z`) - referenceMs) / YEAR_MS;
    return Math.min(volume.level.max, Math.max(volume.level.min, (1 + volume.yearly_growth) ** years));
  };

  return (local) => {
    const day = holidays.has(local.date) ? HOLIDAY : local.weekday - 1;
    const { share, categories } = kindOf(day, local.hour);
    const month = (volume.months[local.month - 1] ?? 0) / (monthMean || 1);
    return { expected: volume.reports_per_day * levelOn(local.date) * month * share, categories };
  };
}
