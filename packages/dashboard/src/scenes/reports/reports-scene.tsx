import { useMemo } from "react";
import { useResource } from "../../data/use-resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { pageAt } from "../../ui/frame/page-turns.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { useFittingCount } from "../../ui/use-fitting-count.ts";
import { type ReportPage, reportPages } from "./report-pages.ts";
import { ReportRow } from "./report-row.tsx";
import { ReportsMap } from "./reports-map.tsx";
import "./reports.css";
import { type Names, useNames } from "./use-names.ts";

/** What is due next, what is overdue, and where. */
export function ReportsScene(scene: SceneProps) {
  const { data, messages, format } = useScene();
  const names = useNames();
  const state = useResource(data.openReports);
  const pages = useMemo(
    () => (state.data === null ? [] : reportPages(state.data, scene.now)),
    [state.data, scene.now],
  );
  const page = pages[pageAt(scene.pageTime, scene.dwellMs, scene.roundTurns, pages.length)];
  const newest = state.data?.newest ?? null;
  return (
    <SceneFrame
      scene={scene}
      className="reports"
      asOf={[state.data?.as_of]}
      {...(newest === null
        ? {}
        : {
            newest: newest.service_request_id,
            footerNote: messages.reports.newest(
              format.time(Date.parse(newest.requested_datetime)),
              names.ward(newest.ward_code),
            ),
          })}
    >
      <Panel area="map" state={state} cadenceMs={CADENCE.openReports} now={scene.now}>
        {() => <ReportsMap rows={page?.rows ?? []} late={page?.key === "overdue"} />}
      </Panel>
      <Panel
        area="list"
        state={state}
        cadenceMs={CADENCE.openReports}
        now={scene.now}
        className="report-panel"
      >
        {(openReports) => (
          <>
            <p className="report-head">
              <span className="live">
                {page?.key === "overdue" ? messages.reports.overdueTitle : messages.reports.nearDueTitle}
              </span>
              <span className="second">
                <span data-figure="open">{messages.reports.open(format.count(openReports.open))}</span> ·{" "}
                <span data-figure="overdue">
                  {messages.reports.overdueCount(format.count(openReports.overdue))}
                </span>
              </span>
            </p>
            {page === undefined || page.rows.length === 0 ? (
              <p className="live second">{messages.reports.none}</p>
            ) : (
              <ReportList page={page} now={scene.now} names={names} />
            )}
          </>
        )}
      </Panel>
    </SceneFrame>
  );
}

function ReportList({ page, now, names }: { page: ReportPage; now: number; names: Names }) {
  const { messages, format } = useScene();
  const ids = page.rows.map((report) => report.service_request_id).join();
  const [list, count] = useFittingCount(page.rows.length, ids);
  const others = page.others + page.rows.length - count;
  return (
    <>
      <ol className="report-list" ref={list}>
        {page.rows.slice(0, count).map((report, index) => (
          <ReportRow
            key={report.service_request_id}
            report={report}
            place={index + 1}
            now={now}
            names={names}
          />
        ))}
      </ol>
      {others === 0 ? null : <p className="second">{messages.reports.others(format.count(others))}</p>}
    </>
  );
}
