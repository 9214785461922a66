import type { PeriodState } from "@toancanh/contracts";
import { useDesk } from "../context/desk-context.ts";
import { Chip } from "./chip.tsx";

/** Where a period stands: running, draft, frozen or published. */
export function PeriodStateChip({ state }: { state: PeriodState }) {
  const { words } = useDesk();
  const text = words.shell.period.state[state];
  if (state === "running") return <Chip icon="clock">{text}</Chip>;
  if (state === "draft") return <Chip kind="draft">{text}</Chip>;
  if (state === "frozen") return <Chip icon="lock">{text}</Chip>;
  return (
    <Chip kind="filled" icon="check">
      {text}
    </Chip>
  );
}
