import type { Flow, FlowCurrent } from "@toancanh/contracts";

/** How many reports reached each step, over all currents. */
export function stepTotals(currents: readonly FlowCurrent[]) {
  const sum = (of: (current: FlowCurrent) => number) =>
    currents.reduce((total, current) => total + of(current), 0);
  return {
    received: sum((current) => current.received),
    assigned: sum((current) => current.assigned),
    checked: currents.every((current) => current.checked === null)
      ? null
      : sum((current) => current.checked ?? 0),
    answered: sum((current) => current.answered),
  };
}

/** Parts of the height, together 1: as the reports received, but none below the least part that its text needs. */
export function partsOf(currents: readonly FlowCurrent[], leastPart: number): number[] {
  const { received } = stepTotals(currents);
  const least = Math.min(leastPart, 1 / Math.max(1, currents.length));
  const shares = currents.map((current) => (received === 0 ? 0 : current.received / received));
  const spare = 1 - least * currents.length;
  const above = shares.map((share) => Math.max(0, share - least));
  const total = above.reduce((sum, share) => sum + share, 0);
  return above.map((share) => least + (total === 0 ? spare / currents.length : (share / total) * spare));
}

/** A current's outline on a field of 100 × 100: four columns, the last one parts into on time and late. */
interface Shape {
  body: string;
  onTime: string;
  late: string;
  /** Steps that the current passes: left end and height. */
  steps: { x: number; height: number }[];
}

const COLUMN = 25;
/** Free room between what was on time and what was late, where anything was. */
const GAP = 6;
/** One late report of thousands is still a line. */
const LEAST_LATE = 3;

/** Heights are shares of what was received; a current begins with all of its height. */
export function shapeOf(current: FlowCurrent): Shape {
  const height = (count: number) => (current.received === 0 ? 0 : (100 * count) / current.received);
  const steps = [
    { x: 0, height: 100 },
    { x: COLUMN, height: height(current.assigned) },
    ...(current.checked === null ? [] : [{ x: 2 * COLUMN, height: height(current.checked) }]),
    { x: 3 * COLUMN, height: height(current.answered) },
  ];
  const answered = height(current.answered);
  const late = current.late === 0 ? 0 : Math.max(LEAST_LATE, height(current.late));
  const kept = Math.max(0, answered - late);
  const shift = late === 0 ? 0 : Math.min(GAP, Math.max(0, 100 - kept - late));
  const points = [
    ...steps.map((step) => `${step.x},0`),
    ...steps.toReversed().map((step) => `${step.x},${step.height}`),
  ];
  return {
    body: points.join(" "),
    onTime: `75,0 100,0 100,${kept} 75,${kept}`,
    late: late === 0 ? "" : `75,${kept} 100,${kept + shift} 100,${kept + shift + late} 75,${answered}`,
    steps,
  };
}

/** Lengths of bars of what waits: by the root, so that one report and a thousand are both seen. */
export function barShare(count: number, { waiting }: Pick<Flow, "waiting">): number {
  const most = Math.max(1, ...waiting.flatMap(({ bands }) => bands.map((band) => band.open)));
  return Math.sqrt(count / most);
}
