import { MOST_REMARKED } from "@toancanh/contracts";
import type { NamedPeriod } from "@toancanh/domain";
import { PeriodError } from "../period-error.ts";
import type { Closing } from "./close-period.ts";
import { type KnownPeriod, readKnownPeriod } from "./period-states.ts";

/** What the issuing body says of a revision in the city's report. */
interface Remark {
  text: string;
  /** Epoch milliseconds of the world. */
  recorded_at: number;
}

/** The newest remark of the revision at hand; null while it has none. */
export function remarkOf({ acts, latest }: Pick<KnownPeriod, "acts" | "latest">): Remark | null {
  const own = acts.filter(({ act, revision }) => act === "remark" && revision === latest?.revision);
  const newest = own.reduce<(typeof own)[number] | null>(
    (found, one) => (found === null || one.recorded_at >= found.recorded_at ? one : found),
    null,
  );
  return newest === null ? null : { text: newest.reason, recorded_at: newest.recorded_at };
}

/**
 * Writes down what the report says of the newest revision; earlier remarks stay stored. What is public is not written
 * anew: a revision made after the publication takes one remark.
 * @throws PeriodError for a draft, a text without words or beyond 10,000 characters, and for what is public
 */
export async function addRemark(
  { store, recordedAt }: Pick<Closing, "store" | "recordedAt">,
  period: NamedPeriod,
  text: string,
): Promise<KnownPeriod> {
  const known = await readKnownPeriod(store, period);
  const { latest, acts } = known;
  const name = `${period.kind} period ${period.period}`;
  if (latest === null) {
    throw new PeriodError("conflict", `${name} is not frozen yet: freeze it first, then write its remark`);
  }
  const written = text.normalize("NFC").trim();
  if (written === "" || written.length > MOST_REMARKED) {
    const told = `it has ${written.length} characters, and takes 1 to ${MOST_REMARKED}`;
    throw new PeriodError("usage", `the remark cannot be taken: ${told}`);
  }
  const published = acts.find(({ act }) => act === "publish");
  const isPublic =
    published !== undefined && (published.revision === latest.revision || remarkOf(known) !== null);
  if (isPublic) {
    throw new PeriodError(
      "conflict",
      `revision ${latest.revision} of ${name} is published with its report: revise the period, then write the remark of that revision`,
    );
  }
  await store.appendPeriodAct({
    ...latest,
    act: "remark",
    recorded_at: recordedAt,
    reason: written,
    figures: null,
    diff: [],
  });
  return readKnownPeriod(store, period);
}
