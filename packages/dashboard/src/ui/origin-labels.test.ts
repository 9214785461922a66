import { createFormatter, messagesFor } from "@toancanh/words";
import { expect, it } from "vitest";
import { originLabels } from "./origin-labels.ts";

const format = createFormatter("vi", "Asia/Ho_Chi_Minh");
const words = messagesFor("vi");

it.each([
  [false, null, []],
  [true, null, ["Dữ liệu mô phỏng"]],
  [true, { speed: 1, replay: false }, ["Dữ liệu mô phỏng", "Đồng hồ giả lập"]],
  [true, { speed: 0, replay: false }, ["Dữ liệu mô phỏng", "Đồng hồ giả lập đang dừng"]],
  [false, { speed: 60, replay: true }, ["Phát lại dữ liệu thật", "Đồng hồ giả lập × 60"]],
  [true, { speed: 0.5, replay: true }, ["Phát lại dữ liệu mô phỏng", "Đồng hồ giả lập × 0,5"]],
])("says where figures come from: simulated %s, clock %j", (simulated, clock, labels) => {
  expect(originLabels({ simulated, clock }, words, format)).toEqual(labels);
});
