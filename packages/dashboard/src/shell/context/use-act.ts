import { useState } from "react";
import { failureOf } from "../../client/load-failure.ts";
import { failureText } from "../../ui/failure-text.ts";
import { useDesk } from "./desk-context.ts";

interface Act {
  /** What is said of the newest act; "" before the first. */
  said: string;
  isWorking: boolean;
  /** Does it and says what it returns, or why it could not. */
  run(act: () => Promise<string>): Promise<void>;
}

/** One thing at a time that changes something, and what is said of it. @param onDone after each that was done */
export function useAct(onDone: () => void): Act {
  const { words, messages } = useDesk();
  const [said, setSaid] = useState("");
  const [isWorking, setWorking] = useState(false);
  return {
    said,
    isWorking,
    async run(act) {
      setWorking(true);
      setSaid(words.shell.act.working);
      try {
        setSaid(await act());
        onDone();
      } catch (error) {
        setSaid(words.shell.act.failed(failureText(failureOf(error), messages)));
      } finally {
        setWorking(false);
      }
    },
  };
}
