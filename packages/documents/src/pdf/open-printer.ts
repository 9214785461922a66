import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { PrintedDocument } from "../layout/printed.ts";

/** Sets documents as PDF, one after the other, in a process that is replaced before its memory grows large. */
interface Printer {
  print(document: PrintedDocument): Promise<Buffer>;
  close(): Promise<void>;
}

/** Documents that one process sets. */
const MOST_BY_ONE = 120;
/** No document takes as long, milliseconds. */
const LIMIT_MS = 60_000;

/** From sources as from the build: a process of its own runs what was built. */
const CHILD = fileURLToPath(new URL("../../dist/pdf/pdf-child.js", import.meta.url));

/** @param lanes processes that set documents beside each other; each starts when it is first needed */
export function openPrinter(lanes: number): Printer {
  const all = Array.from({ length: lanes }, openLane);
  return {
    print(document) {
      const [first, ...others] = all;
      if (first === undefined) throw new RangeError("a printer has one lane or more");
      return others
        .reduce((idlest, lane) => (lane.waiting < idlest.waiting ? lane : idlest), first)
        .print(document);
    },
    async close() {
      await Promise.all(all.map((lane) => lane.close()));
    },
  };
}

interface Lane extends Printer {
  /** Documents that are not set yet. */
  readonly waiting: number;
}

function openLane(): Lane {
  let child: ChildProcess | null = null;
  let printed = 0;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.disconnect();
    await once(ending, "exit");
  }

  async function send(document: PrintedDocument): Promise<Buffer> {
    if (printed >= MOST_BY_ONE) await end();
    if (child === null || !child.connected) {
      child = fork(CHILD, { serialization: "advanced", stdio: ["ignore", "ignore", "inherit", "ipc"] });
      // What went wrong is told where an answer is waited for.
      child.on("error", () => undefined);
      printed = 0;
    }
    printed += 1;
    const data = JSON.stringify(document).normalize("NFC");
    const answer = await ask(child, { data, createdAt: document.createdAt });
    if ("error" in answer) throw new Error(`${document.title}: ${answer.error}`);
    return answer.pdf;
  }

  return {
    get waiting() {
      return waiting;
    },
    print(document) {
      waiting += 1;
      const turn = last
        .then(() => send(document))
        .finally(() => {
          waiting -= 1;
        });
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await last;
      await end();
    },
  };
}

type Answer = { pdf: Buffer } | { error: string };

function isAnswer(message: unknown): message is Answer {
  if (typeof message !== "object" || message === null) return false;
  return "pdf" in message
    ? message.pdf instanceof Uint8Array
    : "error" in message && typeof message.error === "string";
}

function ask(child: ChildProcess, question: { data: string; createdAt: number }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => settle(() => reject(new Error("setting a document took too long"))),
      LIMIT_MS,
    );
    const onMessage = (message: unknown) =>
      settle(() =>
        isAnswer(message) ? resolve(message) : reject(new Error("the printing process sent no document")),
      );
    const onExit = () => settle(() => reject(new Error("the process that sets documents has ended")));
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onExit);
      finish();
    };
    child.once("message", onMessage);
    child.once("exit", onExit);
    child.send(question, (error) => {
      if (error !== null) settle(() => reject(error));
    });
  });
}
