import { deskMessagesFor } from "@toancanh/words";
import { type ComponentType, lazy, type ReactNode } from "react";
import { loadScenes, SCENES } from "../scenes/index.ts";
import { DESK_PAGES, type DeskPageId, languageOfAddress } from "../shell/context/desk-address.ts";
import { DeskShell } from "../shell/desk-shell.tsx";
import { Refused } from "../shell/parts/states.tsx";

const WallPage = lazy(async () => {
  const [{ WallPage: Wall }, scenes] = await Promise.all([import("../wall/wall-page.tsx"), loadScenes()]);
  return { default: () => <Wall scenes={scenes} /> };
});
const SignInPage = lazy(async () => ({
  default: (await import("../desk/sign-in/sign-in-page.tsx")).SignInPage,
}));
const PublicPage = lazy(async () => ({
  default: (await import("../public/public-page.tsx")).PublicPage,
}));
const PreviewPage = lazy(async () => ({
  default: (await import("../preview/preview-page.tsx")).PreviewPage,
}));
const ReportPage = lazy(async () => ({
  default: (await import("../desk/report/report-page.tsx")).ReportPage,
}));

interface DeskPage {
  /** What a caller needs to see it; "" for nothing. */
  scope: string;
  /** True for a page that brings its own colours and its own choice of a period. */
  isWhole?: boolean;
  Content: ComponentType;
}

/** Pages of the desk by the name in their address; each is loaded when it is asked for. */
const PAGES: Partial<Readonly<Record<DeskPageId, DeskPage>>> = {
  home: {
    scope: "",
    Content: lazy(async () => ({ default: (await import("../desk/home/home-page.tsx")).HomePage })),
  },
  open: {
    scope: "report_lists",
    Content: lazy(async () => ({ default: (await import("../desk/open/open-page.tsx")).OpenPage })),
  },
  explore: {
    scope: "figures",
    isWhole: true,
    Content: lazy(async () => ({ default: (await import("../desk/explore/explore-page.tsx")).ExplorePage })),
  },
  scorecard: {
    scope: "period_figures",
    Content: lazy(async () => ({
      default: (await import("../desk/scorecard/scorecard-page.tsx")).ScorecardPage,
    })),
  },
  ranking: {
    scope: "period_figures",
    Content: lazy(async () => ({ default: (await import("../desk/ranking/ranking-page.tsx")).RankingPage })),
  },
  periods: {
    scope: "period_figures",
    Content: lazy(async () => ({ default: (await import("../desk/periods/periods-page.tsx")).PeriodsPage })),
  },
  objections: {
    scope: "objections",
    Content: lazy(async () => {
      const { ObjectionsPage } = await import("../desk/objections/objections-page.tsx");
      return { default: () => <ObjectionsPage report={reportOfAddress(window.location.search)} /> };
    }),
  },
  quality: {
    scope: "",
    Content: lazy(async () => ({ default: (await import("../desk/quality/quality-page.tsx")).QualityPage })),
  },
  audit: {
    scope: "audit",
    Content: lazy(async () => ({ default: (await import("../desk/audit/audit-page.tsx")).AuditPage })),
  },
  walls: {
    scope: "tokens",
    Content: lazy(async () => {
      const { WallsPage } = await import("../desk/walls/walls-page.tsx");
      return { default: () => <WallsPage scenes={SCENES} /> };
    }),
  },
  system: {
    scope: "health",
    Content: lazy(async () => {
      const { SystemPage } = await import("../desk/system/system-page.tsx");
      return { default: () => <SystemPage scenes={SCENES} /> };
    }),
  },
};

/** The page of an address; each is loaded when it is asked for. */
export function Page({ pathname }: { pathname: string }) {
  if (pathname.startsWith("/wall")) return <WallPage />;
  if (pathname.startsWith("/sign-in")) return <SignInPage />;
  if (pathname === "/public") return <PublicPage />;
  if (pathname.startsWith("/preview")) return <PreviewPage />;
  return deskPage(pathname);
}

const REPORT = /^\/desk\/reports\/([^/]+)$/;

function deskPage(pathname: string): ReactNode {
  const id = REPORT.exec(pathname)?.[1];
  if (id !== undefined) {
    return (
      <DeskShell page="open" scope="report_details">
        <ReportPage id={decodeURIComponent(id)} />
      </DeskShell>
    );
  }
  const known = Object.entries(PAGES).find(([name]) => pathOf(name) === pathname);
  if (known === undefined) {
    const words = deskMessagesFor(languageOfAddress(window.location.search)).shell.missing;
    return (
      <DeskShell page={null} scope="">
        <Refused title={words.title} hint={words.hint} />
      </DeskShell>
    );
  }
  const [name, { scope, isWhole = false, Content }] = known;
  return (
    <DeskShell page={isPage(name) ? name : null} scope={scope} isWhole={isWhole}>
      <Content />
    </DeskShell>
  );
}

/** The report that an address asks to object to; null for none. */
function reportOfAddress(search: string): string | null {
  const report = new URLSearchParams(search).get("report") ?? "";
  return report === "" ? null : report;
}

function isPage(name: string): name is DeskPageId {
  return name in DESK_PAGES;
}

function pathOf(name: string): string {
  return isPage(name) ? DESK_PAGES[name] : "";
}
