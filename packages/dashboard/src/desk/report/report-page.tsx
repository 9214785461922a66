import type { ReportDetail, ReportExplanation } from "@toancanh/contracts";
import { useEffect, useMemo } from "react";
import { type Asked, useAsk, useDesk } from "../../shell/context/desk-context.ts";
import { Figures } from "../../shell/parts/section.tsx";
import { Failed, Loading, Refused } from "../../shell/parts/states.tsx";
import { Answers } from "./answers.tsx";
import { AxisChart } from "./axis-chart.tsx";
import { toAxis } from "./axis-model.ts";
import { Ledger } from "./ledger.tsx";
import { PlaceMap } from "./place-map.tsx";
import { ReportHead } from "./report-head.tsx";
import { RuleSteps } from "./rule-steps.tsx";
import { Timeline } from "./timeline.tsx";
import "./report.css";

/** One report: was it in time and by whom, why it is due when it is due, what happened, who held it, where it lies. */
export function ReportPage({ id }: { id: string }) {
  const { words, language, messages } = useDesk();
  const detail = useAsk("report", { id });
  const explanation = useAsk("report_explanation", { id, lang: language });
  useEffect(() => {
    document.title = `${id} · ${messages.appName}`;
  }, [id, messages]);
  const { data, failure } = detail;
  if (failure?.kind === "status" && failure.status === 404) {
    return <Refused title={words.report.notFound(id)} hint={words.report.notFoundHint} />;
  }
  if (data === null) {
    return (
      <>
        <h1>{id}</h1>
        {failure === null ? (
          <Loading text={words.shell.state.loading} />
        ) : (
          <Failed failure={failure} times={1} onRetry={detail.refresh} />
        )}
      </>
    );
  }
  return <Report detail={data} explanation={explanation} />;
}

interface ReportProps {
  detail: ReportDetail;
  explanation: Asked<ReportExplanation>;
}

function Report({ detail, explanation }: ReportProps) {
  const { words, format } = useDesk();
  const explained = explanation.data;
  const axis = useMemo(() => (explained === null ? null : toAxis(detail, explained)), [detail, explained]);
  return (
    <>
      <ReportHead detail={detail} />
      {explained === null ? null : <Answers explained={explained} />}
      <Figures area="axis" title={words.report.axis.title} sub={<AxisLegend />} asked={explanation}>
        {() => (axis === null ? null : <AxisChart axis={axis} />)}
      </Figures>
      <div className="d-grid">
        <Figures area="rule" className="d-4" title={words.report.rule.title} asked={explanation}>
          {({ lines }) => <RuleSteps lines={lines} />}
        </Figures>
        <div className="d-4">
          <Timeline detail={detail} />
        </div>
        <div className="d-4">
          {explained === null ? null : <Ledger explained={explained} />}
          <PlaceMap report={detail.report} />
        </div>
      </div>
      <footer className="d-foot">
        <span>{words.report.asOf(format.dateTime(Date.parse(detail.as_of)))}</span>
        <a href={`/api/v1/reports/${encodeURIComponent(detail.report.service_request_id)}`}>
          {words.report.json}
        </a>
      </footer>
    </>
  );
}

function AxisLegend() {
  const { words } = useDesk();
  const { axis } = words.report;
  return (
    <span className="rp-legend">
      <span>
        <i className="rp-legend-limit" /> {axis.limit}
      </span>
      <span>
        <span className="d-mark-handled_on_time">●</span> {axis.onTime}
      </span>
      <span>
        <span className="d-late">◆</span> {axis.late}
      </span>
    </span>
  );
}
