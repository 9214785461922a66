import { useEffect, useState } from "react";
import type { ServerClock } from "../data/server-clock.ts";

/** Server time, and the real time by which scenes take turns; epoch ms. */
export interface WallTime {
  now: number;
  turnTime: number;
}

const read = (clock: ServerClock): WallTime => ({ now: clock.now(), turnTime: clock.turnTime() });

/** Renewed right after every full second of real time. */
export function useNow(clock: ServerClock): WallTime {
  const [time, setTime] = useState(() => read(clock));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = read(clock);
      setTime(at);
      timer = setTimeout(tick, 1_000 - (((at.turnTime % 1_000) + 1_000) % 1_000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [clock]);
  return time;
}
