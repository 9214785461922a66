import type { BetaPrior } from "./beta-binomial.ts";

/** Numbers 0 < x < 1 that follow from a seed alone. */
type Random = () => number;

/** A generator (sfc32) seeded by a text, so that the same ranking is drawn the same on every machine. */
export function seededRandom(seed: string): Random {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  let [a, b, c, d] = [hash | 0, 0x9e3779b9 | 0, 0x243f6a88, 1];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return ((t >>> 0) + 0.5) / 4_294_967_296;
  };
  // The first numbers still look like the seed.
  for (let i = 0; i < 20; i++) next();
  return next;
}

function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** A draw of Gamma(shape, 1) (Marsaglia and Tsang 2000). */
function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A draw of Beta(alpha, beta). */
export function drawBeta(random: Random, { alpha, beta }: BetaPrior): number {
  const late = drawGamma(random, alpha);
  const rest = drawGamma(random, beta);
  return late + rest === 0 ? alpha / (alpha + beta) : late / (late + rest);
}
