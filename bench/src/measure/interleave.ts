/** One round of a variant; gives what it measured. */
export type Variant<Sample> = () => Sample | Promise<Sample>;

/**
 * Runs the variants in turn, round after round, so that other work of the machine hits them alike:
 * only what comes from one such run may be compared. The first `warmUps` rounds are thrown away.
 * @returns the samples of each variant, one for each counted round
 */
export async function interleave<Name extends string, Sample>(
  variants: Readonly<Record<Name, Variant<Sample>>>,
  options: { rounds: number; warmUps: number },
): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>();
  for (let round = -options.warmUps; round < options.rounds; round += 1) {
    for (const [name, run] of Object.entries<Variant<Sample>>(variants)) {
      const sample = await run();
      if (round < 0) continue;
      const known = samples.get(name);
      if (known) known.push(sample);
      else samples.set(name, [sample]);
    }
  }
  return samples;
}
