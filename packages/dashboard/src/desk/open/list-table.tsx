import type { ListedReport, ReportSort } from "@toancanh/contracts";
import type { KeyboardEvent, ReactNode } from "react";
import { changedHref, deskHref } from "../../shell/context/desk-address.ts";
import { useDesk } from "../../shell/context/desk-context.ts";
import { useNames } from "../../shell/parts/names.ts";
import { NumberHead } from "../../shell/parts/number-head.tsx";
import { OutcomeMark } from "../../shell/parts/outcome.tsx";
import { Head, Table } from "../../shell/parts/table.tsx";
import type { ListAddress } from "./list-address.ts";

interface ListTableProps {
  rows: readonly ListedReport[];
  address: ListAddress;
  asOf: number;
}

/** A row a report. Arrow keys go from number to number, Enter opens one. */
export function ListTable({ rows, address, asOf }: ListTableProps) {
  const { words, format, language } = useDesk();
  const names = useNames();
  const { columns } = words.list;
  if (rows.length === 0) return <p>{words.list.none}</p>;
  return (
    <Table
      className="op-table"
      onKeyDown={moveInRows}
      heads={
        <>
          <Head>{columns.id}</Head>
          <SortHead sort={["received_desc", "received"]} address={address} className="d-wide">
            {columns.received}
          </SortHead>
          <Head>{columns.category}</Head>
          <Head wide>{columns.ward}</Head>
          <Head wide>{columns.unit}</Head>
          <SortHead sort={["due", "due_desc"]} address={address} className="d-number">
            {columns.due}
          </SortHead>
          <NumberHead wide>{columns.finished}</NumberHead>
          <SortHead sort={["late"]} address={address} className="d-number">
            {columns.time}
          </SortHead>
        </>
      }
    >
      {rows.map((row) => (
        <tr
          key={`${row.service_request_id} ${row.agency_responsible.join()} ${row.due ?? ""} ${row.finished ?? ""}`}
          data-outcome={row.outcome}
        >
          <th scope="row">
            <OutcomeMark outcome={row.outcome} />
            <a href={deskHref(`/desk/reports/${encodeURIComponent(row.service_request_id)}`, {}, language)}>
              {row.service_request_id}
            </a>
          </th>
          <td className="d-wide">{format.dayTime(Date.parse(row.requested_datetime))}</td>
          <td>{names.category(row.service_code)}</td>
          <td className="d-wide">{row.ward_code === "" ? words.list.noWard : names.ward(row.ward_code)}</td>
          <td className="d-wide">
            {row.agency_responsible.length === 0
              ? words.list.noUnit
              : row.agency_responsible.map(names.agency).join(", ")}
          </td>
          <td className="d-number">{row.due === null ? "–" : format.dayTime(Date.parse(row.due))}</td>
          <td className="d-number d-wide">
            {row.finished === null ? (
              <span className="d-third">{words.list.notDone}</span>
            ) : (
              format.dayTime(Date.parse(row.finished))
            )}
          </td>
          <td className="d-number">
            <Margin row={row} asOf={asOf} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** How early, late, overdue, or how long still. */
function Margin({ row: { due, finished, outcome }, asOf }: { row: ListedReport; asOf: number }) {
  const { words, format } = useDesk();
  if (due === null) return <>–</>;
  const span = format.span(Math.abs((finished === null ? asOf : Date.parse(finished)) - Date.parse(due)));
  if (outcome === "handled_late") return <span className="d-late">{words.list.late(span)}</span>;
  if (outcome === "open_overdue") return <strong className="d-over">{words.list.overdue(span)}</strong>;
  return <>{outcome === "open_in_time" ? words.list.left(span) : words.list.early(span)}</>;
}

interface SortHeadProps {
  /** Orders in turn, the first one chosen first. */
  sort: readonly [ReportSort, ReportSort?];
  address: ListAddress;
  className: string;
  children: ReactNode;
}

function SortHead({ sort: [first, second = first], address, className, children }: SortHeadProps) {
  const { words } = useDesk();
  const isUp = address.sort === "due" || address.sort === "received";
  const isSorted = address.sort === first || address.sort === second;
  const next = address.sort === first ? second : first;
  return (
    <th
      scope="col"
      className={className}
      aria-sort={isSorted ? (isUp ? "ascending" : "descending") : undefined}
    >
      <a
        className="op-sort"
        href={changedHref(window.location, { sort: next })}
        title={words.list.sortBy(String(children))}
      >
        {children}
        {isSorted ? (isUp ? " ↑" : " ↓") : ""}
      </a>
    </th>
  );
}

/** From a row's link to that of the row above or below. */
function moveInRows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("th a")];
  const at = links.findIndex((link) => link.matches(":focus"));
  const target = links[at + step];
  if (at === -1 || target === undefined) return;
  event.preventDefault();
  target.focus();
}
