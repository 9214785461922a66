import { useDesk } from "../context/desk-context.ts";

/** A count that opens to its reports; zero opens to nothing. */
export function Figure({ value, href }: { value: number; href: string }) {
  const { format } = useDesk();
  if (value === 0) return <span className="d-zero">0</span>;
  return (
    <a className="d-figure" href={href}>
      {format.count(value)}
    </a>
  );
}

/** Fewer due than this: late of due is printed instead of a rate (docs/metrics.md §7). */
export const MINIMUM_DUE = 20;

/** A late rate; with few due what it would be made of, with nothing due a dash. */
export function LateRate({ late, due }: { late: number; due: number }) {
  const { format } = useDesk();
  if (due === 0) return <>–</>;
  if (due < MINIMUM_DUE) return <>{`${format.count(late)} / ${format.count(due)}`}</>;
  return <>{format.percent(late / due)}</>;
}
