import type { ReactNode } from "react";

interface NumberHeadProps {
  children: ReactNode;
  /** Left out on a narrow screen. */
  wide?: true;
}

/** The head of a column of numbers: it stands over their last digit. */
export function NumberHead({ children, wide }: NumberHeadProps) {
  return (
    <th scope="col" className={wide ? "d-number d-wide" : "d-number"}>
      {children}
    </th>
  );
}
