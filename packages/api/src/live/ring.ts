/** The last messages of a stream, bounded in number and size, to resume from. */
export interface EventRing {
  /** Adds message `sequence`; must be the next one. */
  push(sequence: number, text: string): void;
  /** Messages after `sequence`, oldest first; null when some of them are no longer (or not yet) known. */
  since(sequence: number): string[] | null;
  /** Forgets everything up to `sequence`: no client can resume from before it. */
  restart(sequence: number): void;
}

/**
 * @param maxMessages most messages kept
 * @param maxChars most UTF-16 code units kept over all messages
 */
export function createEventRing(maxMessages: number, maxChars: number): EventRing {
  let entries: string[] = [];
  let chars = 0;
  let last = 0;

  return {
    push(sequence, text) {
      if (sequence !== last + 1) throw new RangeError(`Message ${sequence} does not follow ${last}`);
      last = sequence;
      entries.push(text);
      chars += text.length;
      while (entries.length > maxMessages || chars > maxChars) {
        const dropped = entries.shift();
        if (dropped === undefined) break;
        chars -= dropped.length;
      }
    },
    since(sequence) {
      if (!Number.isInteger(sequence) || sequence > last || sequence < last - entries.length) return null;
      return entries.slice(entries.length - (last - sequence));
    },
    restart(sequence) {
      entries = [];
      chars = 0;
      last = sequence;
    },
  };
}
