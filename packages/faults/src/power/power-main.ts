import { runCli } from "@toancanh/cli";
import { openStore } from "@toancanh/store";

const KEYS_AT_A_TIME = 5000;
const FIRST = Date.UTC(2000, 0, 1);

/** What a data directory holds after a power cut, before anything mends it. */
export interface StoredIds {
  /** Of the events. */
  events: string[];
  /** Reports with a state of all their events. */
  reports: string[];
  deadLetters: string[];
}

async function listStored(path: string): Promise<StoredIds> {
  const store = await openStore({ path, clock: { now: Date.now } });
  try {
    const span = { from: FIRST, to: Date.now() + 86_400_000 };
    const keys = await store.query("report_keys_in_period", span);
    const events: string[] = [];
    for (let at = 0; at < keys.length; at += KEYS_AT_A_TIME) {
      for (const { id } of await store.readEvents(keys.slice(at, at + KEYS_AT_A_TIME))) events.push(id);
    }
    const unprojected = new Set(
      (await store.query("unprojected_reports", {})).map((key) => key.service_request_id),
    );
    const states = await store.query("states_in_period", span);
    const letters = await store.query("dead_letters_list", { limit: 1_000_000, offset: 0 });
    return {
      events,
      reports: states.map((state) => state.service_request_id).filter((id) => !unprojected.has(id)),
      deadLetters: letters.map((letter) => letter.dead_letter_id),
    };
  } finally {
    await store.close();
  }
}

/** `toancanh` with those arguments, or `list DIR`: {@link StoredIds} as one line of JSON. */
const [first = "", dir = ""] = process.argv.slice(2);
if (first === "list") process.stdout.write(`${JSON.stringify(await listStored(dir))}\n`);
else await runCli(process.argv.slice(2));
