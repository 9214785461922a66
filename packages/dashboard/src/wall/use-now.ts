import { useEffect, useState } from "react";
import type { ServerClock } from "../data/server-clock.ts";

/** Server time, epoch ms, renewed right after every full second of the server. */
export function useNow(clock: ServerClock): number {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = clock.now();
      setNow(at);
      timer = setTimeout(tick, 1_000 - (((at % 1_000) + 1_000) % 1_000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [clock]);
  return now;
}
