import type { LocalizedText } from "@toancanh/contracts";
import type { Verdict } from "@toancanh/domain";
import { intlTagFor } from "../language.ts";

/** A period beside the unit's own earlier ones, in a sentence (docs/metrics.md §7). */
export function describeVerdict({ kind, late, due, usual, earlier_due }: Verdict): LocalizedText {
  const vi = new Intl.NumberFormat(intlTagFor("vi"));
  const en = new Intl.NumberFormat(intlTagFor("en"));
  if (kind === "too_few" || usual === null) {
    return {
      vi: `Chưa đủ số liệu để so với chính đơn vị: các kỳ trước chỉ có ${vi.format(earlier_due)} lượt đến hạn.`,
      en: `Too little to compare it with itself: only ${en.format(earlier_due)} fell due in its earlier periods.`,
    };
  }
  const [low, high] = usual;
  const said = {
    better: { vi: "Ít trễ hơn thường lệ", en: "Fewer late than usual" },
    usual: { vi: "Như thường lệ", en: "As usual" },
    worse: { vi: "Trễ nhiều hơn thường lệ", en: "More late than usual" },
  }[kind];
  return {
    vi: `${said.vi}: ${vi.format(late)} lượt trễ trên ${vi.format(due)} lượt đến hạn; theo các kỳ trước của chính đơn vị, thường gặp từ ${vi.format(low)} đến ${vi.format(high)}.`,
    en: `${said.en}: ${en.format(late)} late of ${en.format(due)} due; by its own earlier periods ${en.format(low)} to ${en.format(high)} are usual.`,
  };
}
