import type { Profile, SimulationSettings } from "@toancanh/contracts";
import { createRandom, keyOf } from "./random.ts";
import { SimulationSettingsError } from "./simulation-error.ts";

const DAY_MS = 86_400_000;

/** Share of the work assigned to an agency at a moment (epoch ms) that will be late. */
export type LateShare = (agencyId: string, atMs: number) => number;

/**
 * Each agency's level lies in its block's range, fixed by the seed; a slow wave and rare bad spells move it.
 * Throws SimulationSettingsError naming an unknown block or agency, or a block without a range.
 */
export function createLateShare(
  profile: Pick<Profile, "agencies" | "blocks">,
  settings: SimulationSettings["lateness"],
  seed: number,
): LateShare {
  const blocks = new Set(profile.blocks.map((block) => block.id));
  const ranges = new Map(
    settings.skills.map((skill, index) => {
      if (!blocks.has(skill.block)) {
        throw new SimulationSettingsError(
          `lateness.skills[${index}].block`,
          `unknown block "${skill.block}"`,
        );
      }
      return [skill.block, skill.late];
    }),
  );
  const ids = new Set(profile.agencies.map((agency) => agency.id));
  const fixed = new Map(
    settings.agencies.map((entry, index) => {
      if (!ids.has(entry.agency)) {
        throw new SimulationSettingsError(
          `lateness.agencies[${index}].agency`,
          `unknown agency "${entry.agency}"`,
        );
      }
      return [entry.agency, entry.late];
    }),
  );

  const { drift } = settings;
  const levels = new Map(
    profile.agencies.map((agency) => {
      const range = ranges.get(agency.block);
      if (!range)
        throw new SimulationSettingsError("lateness.skills", `no range for block "${agency.block}"`);
      const random = createRandom(seed, keyOf(agency.id), 3);
      const drawn = random.between(range.min, range.max);
      return [
        agency.id,
        {
          key: keyOf(agency.id),
          late: fixed.get(agency.id) ?? drawn,
          periodMs: random.between(drift.period_days.min, drift.period_days.max) * DAY_MS,
          phase: random.between(0, 2 * Math.PI),
        },
      ];
    }),
  );

  const spells = new Map<string, boolean>();
  const inSpell = (id: string, key: number, spell: number): boolean => {
    const name = `${id}:${spell}`;
    let hit = spells.get(name);
    if (hit === undefined) {
      hit = createRandom(seed, key, 4, spell).chance(drift.spell_rate);
      spells.set(name, hit);
    }
    return hit;
  };

  return (agencyId, atMs) => {
    const level = levels.get(agencyId);
    if (!level) return 0;
    const wave = Math.exp(drift.amplitude * Math.sin((2 * Math.PI * atMs) / level.periodMs + level.phase));
    const spell = Math.floor(atMs / (drift.spell_days * DAY_MS));
    const factor = inSpell(agencyId, level.key, spell) ? drift.spell_factor : 1;
    return Math.min(settings.worst, level.late * wave * factor);
  };
}
