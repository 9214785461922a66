import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LocalizedText } from "@toancanh/contracts";
import { type Examination, isWhole, openStore, StoreError } from "@toancanh/store";
import { DOCTOR_ADVICE } from "@toancanh/words";
import Type from "typebox";
import { Compile } from "typebox/compile";
import { defaultDataDir } from "../city/paths.ts";
import { worldClock } from "../clock/world-clock.ts";
import { askControl } from "../control/ask-control.ts";
import { describe } from "../observe/watch-data.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";

export interface DoctorOptions {
  profile: string;
  data?: string;
}

const verdict = Compile(Type.Object({ healthy: Type.Boolean() }));

interface Diagnosis extends Examination {
  healthy: boolean;
  advice: LocalizedText[];
}

/** What the doctor says: the examination, and in both languages what to do. */
export function diagnose(found: Examination): Diagnosis {
  const healthy = isWhole(found);
  const { missing, reports, months } = describe(found);
  const advice = healthy
    ? [DOCTOR_ADVICE.whole]
    : [
        DOCTOR_ADVICE.missing(missing, reports, months),
        DOCTOR_ADVICE.restore,
        DOCTOR_ADVICE.resend,
        ...(found.parts.length > 0 ? [DOCTOR_ADVICE.parts] : []),
        ...(found.lost_tables.length > 0 ? [DOCTOR_ADVICE.tables(found.lost_tables)] : []),
      ];
  return { healthy, ...found, advice };
}

/**
 * Examines a data directory, by the process that holds it if one does, and prints what is missing, of which months and
 * reports, and how to bring it back. @returns exit code: 0 whole, 1 damaged
 */
export async function runDoctor({ profile, data }: DoctorOptions, terminal: Terminal): Promise<0 | 1> {
  const dir = data ?? defaultDataDir(profile);
  if (!existsSync(join(dir, "toancanh.lock"))) {
    throw new CommandError(`${dir} is no data directory: name one with --data`, 2);
  }
  const answer = await askControl(dir, "doctor", {});
  const said: unknown = answer === null ? diagnose(await examineStopped(dir)) : answer.result;
  terminal.out(`${JSON.stringify(said, null, 2)}\n`);
  return verdict.Check(said) && said.healthy ? 0 : 1;
}

async function examineStopped(path: string): Promise<Examination> {
  try {
    const store = await openStore({ path, clock: worldClock });
    try {
      return await store.examine();
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof StoreError) throw new CommandError(error.message, 1, { cause: error });
    throw error;
  }
}
