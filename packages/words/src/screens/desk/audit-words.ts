import type { Language } from "../../language.ts";

const vi = {
  intro: "Mỗi dòng mang mã băm của dòng trước, nên một dòng bị xóa hay sửa sẽ lộ ra khi kiểm tra.",
  entries: "Các lượt truy cập, mới nhất trước",
  none: "Chưa có lượt nào được ghi.",
  columns: {
    sequence: "Số",
    at: "Lúc",
    action: "Việc",
    who: "Ai",
    address: "Từ địa chỉ",
    subject: "Về",
    hash: "Mã băm",
  },
  outcomes: { done: "đã làm", refused: "bị từ chối" },
  actions: {
    sign_in: "Đăng nhập",
    sign_out: "Đăng xuất",
    refused: "Bị từ chối",
    reveal: "Xem chi tiết phản ánh",
    export: "Tải tệp",
    token: "Khóa truy cập",
    account: "Tài khoản",
    role_change: "Đổi vai trò",
    close: "Chốt số liệu",
    publish: "Công bố",
    remark: "Ghi nhận xét báo cáo",
    objection: "Gửi đề nghị xem xét",
    objection_decision: "Kết luận đề nghị",
  },
};

/** Words of the access log. */
export type AuditWords = typeof vi;

const en: AuditWords = {
  intro:
    "Each line carries the hash of the one before, so a line removed or changed shows when it is checked.",
  entries: "Accesses, newest first",
  none: "Nothing has been written down yet.",
  columns: {
    sequence: "No.",
    at: "When",
    action: "What",
    who: "Who",
    address: "From",
    subject: "About",
    hash: "Hash",
  },
  outcomes: { done: "done", refused: "refused" },
  actions: {
    sign_in: "Sign-in",
    sign_out: "Sign-out",
    refused: "Refused",
    reveal: "Details of a report seen",
    export: "File taken out",
    token: "Token",
    account: "Account",
    role_change: "Change of role",
    close: "Figures frozen",
    publish: "Published",
    remark: "Remarks of a report written",
    objection: "Objection filed",
    objection_decision: "Objection decided",
  },
};

export const AUDIT_WORDS: Readonly<Record<Language, AuditWords>> = { vi, en };
