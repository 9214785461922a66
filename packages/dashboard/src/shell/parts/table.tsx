import type { KeyboardEventHandler, ReactNode } from "react";

interface TableProps {
  className?: string;
  /** The heads of its columns, in one row. */
  heads: ReactNode;
  /** Its rows. */
  children: ReactNode;
  onKeyDown?: KeyboardEventHandler;
}

/** A table of the desk; where it is wider than its panel, it scrolls and the page does not. */
export function Table({ className = "", heads, children, onKeyDown }: TableProps) {
  return (
    <div className="d-scroll">
      <table className={`d-table ${className}`.trim()}>
        <thead>
          <tr>{heads}</tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>{children}</tbody>
      </table>
    </div>
  );
}

interface HeadProps {
  children: ReactNode;
  /** Left out on a narrow screen. */
  wide?: true;
}

export function Head({ children, wide }: HeadProps) {
  return (
    <th scope="col" className={wide && "d-wide"}>
      {children}
    </th>
  );
}
