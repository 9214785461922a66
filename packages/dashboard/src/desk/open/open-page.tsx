import type { ReportList } from "@toancanh/contracts";
import { useMemo, useState } from "react";
import { addressOf } from "../../client/address.ts";
import { useAsk, useDesk } from "../../shell/context/desk-context.ts";
import { monthText } from "../../shell/context/period-names.ts";
import { Icon } from "../../shell/parts/icon.tsx";
import { useNames } from "../../shell/parts/names.ts";
import { Figures } from "../../shell/parts/section.tsx";
import { fileQuery, type ListAddress, listQuery, parseListAddress } from "./list-address.ts";
import { ListFilters } from "./list-filters.tsx";
import { ListTable } from "./list-table.tsx";
import "./open.css";

/** Reports one by one: what stands behind a figure, found, sorted, turned page by page and taken out as a file. */
export function OpenPage() {
  const { words, language, period, format } = useDesk();
  const [address] = useState(() => parseListAddress(window.location.search));
  // Each page lies behind the last row of the one before; the first lies behind none.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const query = listQuery(address, period);
  const cursor = cursors.at(-1);
  const list = useAsk("report_list", cursor === undefined ? query : { ...query, cursor });
  const title = useListTitle(address);
  const counted = list.data === null ? "" : words.list.counts[list.data.counts];
  const received =
    address.span === "period" && period !== null
      ? words.list.inPeriod(words.shell.period.month(monthText(period.id)).toLowerCase())
      : words.list.everything;
  return (
    <>
      <div className="d-head">
        <h1>{title}</h1>
        <div className="d-head-actions">
          <a
            className="d-button"
            href={addressOf("report_file", { ...fileQuery(address, period), lang: language })}
          >
            <Icon name="download" size={16} /> {words.shell.csv}
          </a>
        </div>
      </div>
      <ListFilters address={address} />
      <Figures
        area="list"
        title={words.list.states[address.state]}
        sub={
          list.data === null ? "" : `${words.list.found(format.count(list.data.total), counted)}, ${received}`
        }
        asked={list}
      >
        {(data) => (
          <>
            <ListTable rows={data.rows} address={address} asOf={Date.parse(data.as_of)} />
            <Pager data={data} before={cursors.length} onPage={setCursors} cursors={cursors} />
          </>
        )}
      </Figures>
    </>
  );
}

interface PagerProps {
  data: ReportList;
  before: number;
  cursors: readonly string[];
  onPage: (cursors: readonly string[]) => void;
}

const PAGE_ROWS = 50;

function Pager({ data, before, cursors, onPage }: PagerProps) {
  const { words, format } = useDesk();
  const { next, total, rows } = data;
  if (next === null && before === 0) return null;
  const first = before * PAGE_ROWS + 1;
  const turn = (to: readonly string[]) => {
    onPage(to);
    document.getElementById("desk-content")?.scrollIntoView();
  };
  return (
    <nav className="op-pager" aria-label={words.list.pages}>
      <button
        type="button"
        className="d-button"
        disabled={before === 0}
        onClick={() => turn(cursors.slice(0, -1))}
      >
        {words.list.previous}
      </button>
      <span>
        {words.list.range(format.count(first), format.count(first + rows.length - 1), format.count(total))}
      </span>
      <button
        type="button"
        className="d-button"
        disabled={next === null}
        onClick={() => (next === null ? undefined : turn([...cursors, next]))}
      >
        {words.list.next}
      </button>
    </nav>
  );
}

function useListTitle(address: ListAddress): string {
  const { words } = useDesk();
  const names = useNames();
  return useMemo(() => {
    const unit =
      address.agency !== ""
        ? names.agencyWhole(address.agency)
        : address.ward !== ""
          ? names.wardWhole(address.ward)
          : address.block !== ""
            ? names.block(address.block)
            : "";
    return unit === "" ? words.list.title : words.list.titleOwn(unit);
  }, [address, names, words]);
}
