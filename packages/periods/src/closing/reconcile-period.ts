import type { LocalizedText, ReportState } from "@toancanh/contracts";
import {
  type Difference,
  listDifferences,
  type NamedPeriod,
  parsePeriodName,
  type Reconciliation,
  reconcilePeriods,
} from "@toancanh/domain";
import { tellReconciliation } from "@toancanh/words";
import { readStatesAt } from "../measuring/read-states.ts";
import type { PeriodCity, PeriodStore } from "../period-city.ts";

/** Why a period and the calendar month of its name differ. */
export interface PeriodReconciliation {
  period: string;
  /** The period (a) and the calendar month (b), each report as it stood at the later cut-off. */
  counts: Reconciliation;
  text: LocalizedText;
  /** Every report that the two count differently, each judged at its own cut-off. */
  differences: (Omit<Difference, "received_at"> & { received_at: string })[];
}

/** Compares a period with the calendar month it is named by; `now` bounds a month that still runs. Epoch ms. */
export async function reconcileWithMonth(
  city: PeriodCity,
  store: PeriodStore,
  period: NamedPeriod,
  now: number,
): Promise<PeriodReconciliation> {
  const month = parsePeriodName(city.rulebook, "calendar", period.period) ?? period;
  const span = { from: Math.min(period.from, month.from), to: Math.max(period.to, month.to) };
  const byPeriod = await readReportsById(city, store, span, Math.min(now, period.to));
  const byMonth = await readReportsById(city, store, span, Math.min(now, month.to));
  const isIn = ({ from, to }: NamedPeriod, { received_at: at }: ReportState) => at >= from && at < to;
  const ids = new Set([...byPeriod.keys(), ...byMonth.keys()]);
  const seen = [...ids].flatMap((id) => {
    const [a, b] = [byPeriod.get(id), byMonth.get(id)];
    const known = a ?? b;
    if (known === undefined) return [];
    return {
      service_request_id: known.service_request_id,
      received_at: known.received_at,
      a: a === undefined || !isIn(period, a) ? null : { obligation: a, asOf: Math.min(now, period.to) },
      b: b === undefined || !isIn(month, b) ? null : { obligation: b, asOf: Math.min(now, month.to) },
    };
  });
  const later = month.to > period.to ? byMonth : byPeriod;
  const counts = reconcilePeriods([...later.values()], period, month, Math.min(now, span.to));
  return {
    period: period.period,
    counts,
    text: tellReconciliation(counts, period.period),
    differences: listDifferences(seen).map((one) => ({
      ...one,
      received_at: new Date(one.received_at).toISOString(),
    })),
  };
}

async function readReportsById(
  city: PeriodCity,
  store: PeriodStore,
  span: { from: number; to: number },
  asOf: number,
): Promise<Map<string, ReportState>> {
  const found = new Map<string, ReportState>();
  const moment = { asOf, knownAt: Number.POSITIVE_INFINITY };
  for await (const reports of readStatesAt(city, store, span, moment)) {
    for (const report of reports) found.set(`${report.received_at} ${report.service_request_id}`, report);
  }
  return found;
}
