import { useExplore } from "./explore-context.ts";

interface PagerProps {
  what: string;
  page: number;
  size: number;
  count: number;
  onPage: (page: number) => void;
}

/** Turns pages of a list; nothing where all of it is in sight. */
export function Pager({ what, page, size, count, onPage }: PagerProps) {
  const { words, format } = useExplore();
  if (count <= size) return null;
  const last = Math.ceil(count / size) - 1;
  return (
    <nav className="ex-pager" aria-label={words.pager.label(what)}>
      <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        ‹ <span className="d-hidden">{words.pager.previous}</span>
      </button>
      <span>
        {words.pager.range(
          format.count(page * size + 1),
          format.count(Math.min(count, (page + 1) * size)),
          format.count(count),
        )}{" "}
        {what}
      </span>
      <button type="button" disabled={page >= last} onClick={() => onPage(page + 1)}>
        <span className="d-hidden">{words.pager.next}</span> ›
      </button>
    </nav>
  );
}
