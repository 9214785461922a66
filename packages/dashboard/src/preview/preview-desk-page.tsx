import type { SessionInfo } from "@toancanh/contracts";
import { type ComponentType, useMemo } from "react";
import type { Answer, JsonId } from "../client/client.ts";
import { AuditPage } from "../desk/audit/audit-page.tsx";
import { HomePage } from "../desk/home/home-page.tsx";
import { ObjectionsPage } from "../desk/objections/objections-page.tsx";
import { OpenPage } from "../desk/open/open-page.tsx";
import { PeriodsPage } from "../desk/periods/periods-page.tsx";
import { QualityPage } from "../desk/quality/quality-page.tsx";
import { RankingPage } from "../desk/ranking/ranking-page.tsx";
import { ReportPage } from "../desk/report/report-page.tsx";
import { ScorecardPage } from "../desk/scorecard/scorecard-page.tsx";
import { SystemPage } from "../desk/system/system-page.tsx";
import { WallsPage } from "../desk/walls/walls-page.tsx";
import { SCENES } from "../scenes/index.ts";
import type { DeskPageId } from "../shell/context/desk-address.ts";
import { DeskContext, type DeskContextValue, writingIn } from "../shell/context/desk-context.ts";
import { toDeskPeriods } from "../shell/context/period-names.ts";
import { DeskFrame } from "../shell/desk-frame.tsx";
import type { PreviewProps } from "./preview-props.ts";
import { type DeskAnswers, sampleDeskAnswers } from "./sample/desk/answers.ts";
import { fixedResource } from "./sample/fixed-resource.ts";
import { situationOf } from "./sample/situations.ts";

interface PreviewedPage {
  page: DeskPageId;
  role: SessionInfo["role"];
  Content: ComponentType;
}

/** Pages of the desk that can be looked at on fixed data, by the name in the preview's address. */
export const DESK_PREVIEWS: Readonly<Record<string, PreviewedPage>> = {
  home: { page: "home", role: "department", Content: HomePage },
  office: { page: "home", role: "office", Content: HomePage },
  open: { page: "open", role: "department", Content: OpenPage },
  report: { page: "open", role: "department", Content: () => <ReportPage id="M-00042" /> },
  scorecard: { page: "scorecard", role: "department", Content: ScorecardPage },
  ranking: { page: "ranking", role: "department", Content: RankingPage },
  periods: { page: "periods", role: "department", Content: PeriodsPage },
  objections: {
    page: "objections",
    role: "department",
    Content: () => <ObjectionsPage report={null} />,
  },
  objection: { page: "objections", role: "office", Content: () => <ObjectionsPage report="M-00042" /> },
  quality: { page: "quality", role: "department", Content: QualityPage },
  audit: { page: "audit", role: "department", Content: AuditPage },
  walls: { page: "walls", role: "department", Content: () => <WallsPage scenes={SCENES} /> },
  system: { page: "system", role: "operator", Content: () => <SystemPage scenes={SCENES} /> },
};

const SCOPES = [
  "figures",
  "period_figures",
  "closings:write",
  "objections",
  "objections:file",
  "objections:decide",
  "open_reports",
  "report_lists",
  "report_details",
  "city",
  "dead_letters",
  "audit",
  "tokens",
  "session",
  "health",
];

/** A page of the desk in its frame, in one situation. */
export function PreviewDeskPage({
  city,
  shapes,
  address: { state, language },
  id,
}: PreviewProps & { id: string }) {
  const shown = DESK_PREVIEWS[id];
  const value = useMemo((): DeskContextValue => {
    const situation = situationOf(state);
    const answers = sampleDeskAnswers(city, situation);
    const failure = situation.lost ? { kind: "network" as const } : null;
    const periods = toDeskPeriods({ rows: [situation.period, situation.previousPeriod] }, city.time_zone);
    return {
      ...writingIn(language, city),
      session: sessionOf(shown?.role ?? "department"),
      periods,
      period: periods[0] ?? null,
      now: situation.now,
      speed: 1,
      shapes: fixedResource(shapes),
      ask: (name) => fixedResource(situation.lost ? null : answerOf(answers, name), failure),
    };
  }, [city, shapes, state, language, shown]);
  if (shown === undefined) return null;
  return (
    <DeskContext value={value}>
      <DeskFrame
        page={shown.page}
        language={language}
        session={value.session}
        city={city}
        health={null}
        value={value}
      >
        <shown.Content />
      </DeskFrame>
    </DeskContext>
  );
}

function answerOf<Id extends JsonId>(answers: DeskAnswers, id: Id): Answer<Id> | null {
  return answers[id] ?? null;
}

function sessionOf(role: SessionInfo["role"]): SessionInfo {
  return {
    role,
    name: "lan.nguyen",
    scopes: SCOPES,
    scenes: null,
    trial: false,
    sign_in: { accounts: true, provider: null },
    contact: null,
    csrf: "sample",
  };
}
