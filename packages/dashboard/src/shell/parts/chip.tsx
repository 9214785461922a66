import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

interface ChipProps {
  /** `outline`: a state; `plain`: a fact; `draft`: dashed; `filled`: published; `stale`: old figures. */
  kind?: "outline" | "plain" | "draft" | "filled" | "stale";
  icon?: IconName;
  children: ReactNode;
}

/** A state or a fact in few words. */
export function Chip({ kind = "outline", icon, children }: ChipProps) {
  return (
    <span className={kind === "outline" ? "d-chip" : `d-chip d-chip-${kind}`}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      {children}
    </span>
  );
}
