import { useDesk, useMay } from "../context/desk-context.ts";

/** A count that opens to its reports where the reader may see these; zero opens to nothing. */
export function Figure({ value, href }: { value: number; href: string }) {
  const { format } = useDesk();
  const mayList = useMay("report_lists");
  if (value === 0) return <span className="d-zero">0</span>;
  if (!mayList) return <>{format.count(value)}</>;
  return (
    <a className="d-figure" href={href}>
      {format.count(value)}
    </a>
  );
}

/** A late rate; with few due what it would be made of, with nothing due a dash (docs/metrics.md §7). */
export function LateRate({ late, due }: { late: number; due: number }) {
  const { format, city } = useDesk();
  if (due === 0) return <>–</>;
  if (due < city.minimum_due) return <>{`${format.count(late)} / ${format.count(due)}`}</>;
  return <>{format.percent(late / due)}</>;
}
