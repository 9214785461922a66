import type { ObjectionState } from "@toancanh/contracts";
import { createFormatter } from "../formatter.ts";
import type { Language } from "../language.ts";

/** An objection as it stands, for a sentence. */
interface ToldObjection {
  id: string;
  state: ObjectionState;
  /** Name of the agency that objects. */
  agency: string;
  /** In words. */
  reason: string;
  /** Of the decision; "" while it is open. */
  ground: string;
  /** Of the newest version, epoch ms. */
  recordedAt: number;
}

/** What became of an objection to a late finding, and what it means for figures. */
export function tellObjection(told: ToldObjection, language: Language, timeZone: string): string {
  const { id, agency, reason, ground } = told;
  const at = createFormatter(language, timeZone).dateTime(told.recordedAt);
  if (language === "vi") {
    const text = {
      open: `Đề nghị xem xét ${id} của ${agency} đang chờ kết luận, gửi lúc ${at}. Lý do: ${reason}.`,
      upheld: `Đề nghị xem xét ${id} của ${agency} được chấp nhận lúc ${at}: lượt này tính là đúng hạn trong số liệu của kỳ. Lý do: ${reason}. Căn cứ: ${ground}`,
      rejected: `Đề nghị xem xét ${id} của ${agency} không được chấp nhận, kết luận lúc ${at}: giữ kết quả trễ hạn. Lý do nêu: ${reason}. Căn cứ: ${ground}`,
    };
    return text[told.state];
  }
  const text = {
    open: `Objection ${id} of ${agency} waits for a decision, filed ${at}. Reason: ${reason}.`,
    upheld: `Objection ${id} of ${agency} was upheld ${at}: the period's figures count it as on time. Reason: ${reason}. Ground: ${ground}`,
    rejected: `Objection ${id} of ${agency} was rejected ${at}: it stays late. Reason given: ${reason}. Ground: ${ground}`,
  };
  return text[told.state];
}
