import type { LocalizedText } from "@toancanh/contracts";
import type { Reconciliation } from "@toancanh/domain";
import { intlTagFor, type Language } from "../language.ts";

/** The reconciliation line of a report: `14.702 − 480 + 455 = 14.677` in words, in one language. */
export function renderReconciliation(
  reconciliation: Reconciliation,
  names: { a: string; b: string },
  language: Language,
): string {
  const number = new Intl.NumberFormat(intlTagFor(language));
  const { a, b, only_a: onlyA, only_b: onlyB } = reconciliation;
  const [of, minus, plus, result] = [a.received, onlyA.received, onlyB.received, b.received].map((count) =>
    number.format(count),
  );
  return language === "vi"
    ? `${names.a}: ${of} phản ánh; trừ ${minus} chỉ thuộc ${names.a}, cộng ${plus} chỉ thuộc ${names.b}; ${names.b}: ${result}.`
    : `${names.a}: ${of} reports; less ${minus} only in ${names.a}, plus ${plus} only in ${names.b}; ${names.b}: ${result}.`;
}

/** The same for a period and the calendar month by whose name it goes ("2026-11"). */
export function tellReconciliation(reconciliation: Reconciliation, month: string): LocalizedText {
  return {
    vi: renderReconciliation(reconciliation, { a: `Kỳ ${month}`, b: `Tháng dương lịch ${month}` }, "vi"),
    en: renderReconciliation(reconciliation, { a: `Period ${month}`, b: `Calendar month ${month}` }, "en"),
  };
}
