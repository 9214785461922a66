import type { Incidents } from "@toancanh/contracts";
import { useResource } from "../../data/use-resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { turnAt } from "../../ui/frame/page-turns.ts";
import { SceneFrame } from "../../ui/frame/scene-frame.tsx";
import type { SceneProps } from "../../ui/frame/scene-spec.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { useFittingCount } from "../../ui/use-fitting-count.ts";
import { IncidentRowView } from "./incident-row.tsx";
import { keepOrder, rowsOf, type ShownRow } from "./incident-rows.ts";
import { IncidentsMap } from "./incidents-map.tsx";
import "./incidents.css";
import { useHeldOrder } from "../../ui/use-held-order.ts";
import { type Names, useNames } from "../../ui/use-names.ts";

const HOUR_MS = 3_600_000;
/** What the time axis shows on either side of now; in a flood more has come. */
const SPAN_HOURS = { usual: 2, flood: 3 };

/** What happens now: incidents by their nearest due, where they are, and how their reports came. */
export function IncidentsScene(scene: SceneProps) {
  const { data, messages, format } = useScene();
  const names = useNames();
  const state = useResource(data.incidents);
  const openReports = useResource(data.openReports).data;
  const found = state.data;
  const rows = found === null ? [] : rowsOf(found, openReports, scene.now);
  const kind = found?.flood == null ? "usual" : "flood";
  const turn = `${kind} ${turnAt(scene.pageTime, scene.dwellMs)}`;
  const order = useHeldOrder(
    turn,
    rows.map(({ id }) => id),
  );
  const ended = (found?.rows ?? []).filter((row) => row.state === "ended");
  const shown = keepOrder(order, rows, ended);
  const newest = openReports?.newest ?? null;
  return (
    <SceneFrame
      scene={scene}
      className="incidents"
      window={
        found === null
          ? undefined
          : found.flood === null
            ? messages.incidents.since(format.dayMonth(Date.parse(found.window.from)))
            : messages.incidents.floodSince(format.time(Date.parse(found.flood.since)))
      }
      asOf={[found?.as_of, openReports?.as_of]}
      footerLegend={messages.incidents.dot}
      {...(newest === null
        ? {}
        : {
            newest: newest.service_request_id,
            footerNote: messages.incidents.newest(
              format.time(Date.parse(newest.requested_datetime)),
              names.ward(newest.ward_code),
            ),
          })}
    >
      <Panel area="map" state={state} cadenceMs={CADENCE.incidents} now={scene.now}>
        {() => <IncidentsMap rows={shown} open={openReports?.rows ?? []} now={scene.now} />}
      </Panel>
      <Panel
        area="list"
        state={state}
        cadenceMs={CADENCE.incidents}
        now={scene.now}
        className="incident-panel"
      >
        {(incidents) => (
          <>
            <Head incidents={incidents} spanHours={SPAN_HOURS[kind]} />
            {shown.length === 0 ? (
              <p className="live second">{messages.incidents.nothingOpen}</p>
            ) : (
              <List rows={shown} now={scene.now} spanMs={SPAN_HOURS[kind] * HOUR_MS} names={names} />
            )}
            {incidents.flood === null || incidents.flood.other_groups === 0 ? null : (
              <p className="second">
                {messages.incidents.otherGroups(
                  format.count(incidents.flood.other_groups),
                  format.count(incidents.flood.other_reports),
                )}
              </p>
            )}
          </>
        )}
      </Panel>
    </SceneFrame>
  );
}

function Head({ incidents, spanHours }: { incidents: Incidents; spanHours: number }) {
  const { messages, format } = useScene();
  const { flood, active } = incidents;
  const count = flood === null ? active : flood.groups.length + flood.other_groups;
  const hours = format.count(spanHours);
  return (
    <div className="incident-header">
      <p>
        <strong className="live" data-live data-figure="incidents" data-count={count}>
          {format.count(count)}
        </strong>{" "}
        <span className="second">
          {flood === null ? messages.incidents.active : messages.incidents.groups}
        </span>
      </p>
      <p className="second incident-axis">
        <span>{messages.incidents.axisBefore(hours)}</span>
        <span>{messages.incidents.axisNow}</span>
        <span>{messages.incidents.axisAfter(hours)}</span>
      </p>
    </div>
  );
}

interface ListProps {
  rows: readonly ShownRow[];
  now: number;
  spanMs: number;
  names: Names;
}

function List({ rows, now, spanMs, names }: ListProps) {
  const { messages } = useScene();
  const [list, count] = useFittingCount(rows.length, rows.map(({ id }) => id).join());
  const firstSingle = rows.findIndex(({ kind }) => kind === "single");
  return (
    <ol className="incident-list" ref={list}>
      {rows.slice(0, count).flatMap((shown, index) => [
        ...(index === firstSingle
          ? [
              <li key="singles" className="second incident-singles">
                {messages.incidents.singles}
              </li>,
            ]
          : []),
        <IncidentRowView
          key={shown.id}
          shown={shown}
          place={index + 1}
          now={now}
          spanMs={spanMs}
          names={names}
        />,
      ])}
    </ol>
  );
}
