import { expect, test } from "vitest";
import { renderReconciliation } from "./render-reconciliation.ts";

const counts = (received: number) => ({
  received,
  handled_on_time: 0,
  handled_late: 0,
  open_overdue: 0,
  open_in_time: 0,
  no_deadline: received,
});

test("as a line", () => {
  const many = { a: counts(14_702), b: counts(4), both: counts(2), only_a: counts(2), only_b: counts(2) };
  expect(renderReconciliation(many, { a: "Kỳ 11", b: "Tháng 11" }, "vi")).toBe(
    "Kỳ 11: 14.702 phản ánh; trừ 2 chỉ thuộc Kỳ 11, cộng 2 chỉ thuộc Tháng 11; Tháng 11: 4.",
  );
  expect(renderReconciliation(many, { a: "Period 11", b: "November" }, "en")).toBe(
    "Period 11: 14,702 reports; less 2 only in Period 11, plus 2 only in November; November: 4.",
  );
});
