/** Tokens of systems whose rate is remembered: more than any city has. */
const MOST_SENDERS = 1000;
const MINUTE_MS = 60_000;

/** Bounds how many events a sender brings: as many at once as in a minute, then as fast as they refill. */
export function createEventRate(now: () => number) {
  const left = new Map<string, { events: number; at: number }>();
  return {
    /** @returns seconds after which so many may come; 0 when they may come now and are counted */
    admit(sender: string, perMinute: number, events: number): number {
      const before = left.get(sender) ?? { events: perMinute, at: now() };
      const refilled = before.events + ((now() - before.at) * perMinute) / MINUTE_MS;
      const available = Math.min(perMinute, refilled);
      // A batch larger than a minute's worth could never come: it may when the sender is fully rested.
      const needed = Math.min(events, perMinute);
      const isAdmitted = available >= needed;
      left.delete(sender);
      left.set(sender, { events: isAdmitted ? available - events : available, at: now() });
      const [oldest] = left.keys();
      if (left.size > MOST_SENDERS && oldest !== undefined) left.delete(oldest);
      return isAdmitted ? 0 : Math.max(1, Math.ceil(((needed - available) * 60) / perMinute));
    },
  };
}
