/**
 * Headers of every answer under /api/v1: how the server is, beside what was asked. So a screen that only polls hears of
 * alarms and of the server's time too, whichever endpoint answers it and however old a shared answer is.
 */
export const STATE_HEADERS = {
  /** The city's time when it answered, RFC 3339. */
  time: "x-server-time",
  /** City seconds in a second; only of a simulated clock. */
  speed: "x-clock-speed",
  /** Kinds of alarm that stand, comma between; absent while there is none. */
  alarms: "x-alarms",
} as const;
