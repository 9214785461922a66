import type { Formatter, Messages } from "@toancanh/words";

/** The header's name of a window: "30 ngày đến 27/11"; undefined before there are figures. */
export function windowText(
  window: { days: number; to: string } | undefined,
  messages: Messages,
  format: Formatter,
): string | undefined {
  if (window === undefined) return undefined;
  return messages.window(format.count(window.days), format.dayMonth(Date.parse(window.to)));
}
