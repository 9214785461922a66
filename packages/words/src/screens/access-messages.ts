import type { Language } from "../language.ts";

type Text = (value: string) => string;

/** Words of signing in, of trying roles, and of a screen that is not let in. */
interface AccessMessages {
  roles: Record<
    "wall" | "department" | "office" | "leader" | "operator" | "source" | "public" | "local",
    string
  >;
  signIn: {
    title: string;
    intro: string;
    name: string;
    password: string;
    submit: string;
    working: string;
    orWith: Text;
    wrong: string;
    locked: string;
    unencrypted: string;
    unreachable: string;
    refused: string;
    noRole: string;
    failed: string;
    noWay: string;
    signedInAs: (name: string, role: string) => string;
    signOut: string;
    toDesk: string;
    otherLanguage: string;
  };
  trial: {
    label: string;
    intro: string;
    unit: string;
    wards: string;
    agencies: string;
  };
  wall: {
    refused: string;
    call: Text;
    callOperators: string;
    tried: (role: string) => string;
  };
}

const vi: AccessMessages = {
  roles: {
    wall: "Màn hình lớn",
    department: "Đơn vị vận hành Cổng 1022",
    office: "Phường xã, đơn vị xử lý",
    leader: "Lãnh đạo thành phố",
    operator: "Quản trị hệ thống",
    source: "Hệ thống gửi sự kiện",
    public: "Chưa đăng nhập",
    local: "Tại máy này (mọi quyền)",
  },
  signIn: {
    title: "Đăng nhập",
    intro: "Trang này dành cho cán bộ được cấp quyền.",
    name: "Tên đăng nhập",
    password: "Mật khẩu",
    submit: "Đăng nhập",
    working: "Đang đăng nhập…",
    orWith: (name) => `Đăng nhập bằng ${name}`,
    wrong: "Tên đăng nhập hoặc mật khẩu không đúng.",
    locked: "Đã thử sai quá nhiều lần. Vui lòng chờ ít phút rồi thử lại.",
    unencrypted: "Kết nối chưa được mã hóa nên không thể nhận mật khẩu. Vui lòng báo quản trị hệ thống.",
    unreachable: "Hệ thống đăng nhập chung không trả lời. Vui lòng thử lại sau ít phút.",
    refused: "Lần đăng nhập này không còn hiệu lực. Vui lòng đăng nhập lại.",
    noRole: "Tài khoản của bạn chưa được cấp quyền vào đây. Vui lòng liên hệ quản trị hệ thống.",
    failed: "Chưa đăng nhập được. Vui lòng thử lại.",
    noWay: "Máy này không cần đăng nhập: chưa có cấu hình truy cập.",
    signedInAs: (name, role) => `Đang đăng nhập: ${name} · ${role}`,
    signOut: "Đăng xuất",
    toDesk: "Đến bàn làm việc",
    otherLanguage: "English",
  },
  trial: {
    label: "Xem với vai trò",
    intro: "Chưa có cấu hình truy cập: chỉ máy này xem được, và xem thử được mọi vai trò.",
    unit: "Của đơn vị",
    wards: "Phường, xã, đặc khu",
    agencies: "Đơn vị xử lý",
  },
  wall: {
    refused: "Màn hình này chưa được phép hiển thị số liệu",
    call: (contact) => `Vui lòng liên hệ: ${contact}`,
    callOperators: "Vui lòng liên hệ bộ phận quản trị hệ thống.",
    tried: (role) => `Đang xem với vai trò “${role}”. Đổi vai trò ở trang bàn làm việc.`,
  },
};

const en: AccessMessages = {
  roles: {
    wall: "Video wall",
    department: "Report line department",
    office: "Ward or agency office",
    leader: "City leader",
    operator: "System operator",
    source: "System that sends events",
    public: "Not signed in",
    local: "At this machine (everything)",
  },
  signIn: {
    title: "Sign in",
    intro: "This page is for officials who have been given access.",
    name: "Name",
    password: "Password",
    submit: "Sign in",
    working: "Signing in…",
    orWith: (name) => `Sign in with ${name}`,
    wrong: "Name and password do not belong together.",
    locked: "Too many wrong tries. Please wait some minutes, then try again.",
    unencrypted:
      "The connection is not encrypted, so no password is taken. Please tell the system's operators.",
    unreachable: "The identity provider does not answer. Please try again in some minutes.",
    refused: "This sign-in is no longer valid. Please sign in again.",
    noRole: "Your account has no access here yet. Please ask the system's operators.",
    failed: "Not signed in. Please try again.",
    noWay: "This machine needs no sign-in: no access is configured.",
    signedInAs: (name, role) => `Signed in: ${name} · ${role}`,
    signOut: "Sign out",
    toDesk: "To the desk",
    otherLanguage: "Tiếng Việt",
  },
  trial: {
    label: "View as",
    intro: "No access is configured: only this machine can see the product, and may try every role.",
    unit: "Of the unit",
    wards: "Wards",
    agencies: "Agencies",
  },
  wall: {
    refused: "This screen may not show figures",
    call: (contact) => `Please call: ${contact}`,
    callOperators: "Please call the system's operators.",
    tried: (role) => `Viewing as “${role}”. The desk lets you change the role.`,
  },
};

/** The words of the way in. */
export function accessMessagesFor(language: Language): AccessMessages {
  return language === "vi" ? vi : en;
}
