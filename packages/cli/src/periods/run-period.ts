import type { NamedPeriod } from "@toancanh/domain";
import {
  answerPeriod,
  type Closing,
  freezePeriod,
  listKnownPeriods,
  parsePeriodKind,
  publishPeriod,
  reconcileWithMonth,
  revisePeriod,
  verifyPeriod,
} from "@toancanh/periods";
import { loadCity } from "../city/open-city.ts";
import type { PERIOD_ACTS } from "../program/options.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { asCommand, closingOf, type PeriodOptions, periodOf, withStore } from "./period-command.ts";

/**
 * Does one thing to a period and prints what it is then, as JSON.
 * @returns exit code: 1 when a verification does not come to the same figures
 */
export async function runPeriod(
  command: (typeof PERIOD_ACTS)[number],
  name: string,
  options: PeriodOptions & { reason?: string; despiteBlocks?: true },
  terminal: Terminal,
): Promise<0 | 1> {
  const city = await loadCity(options.profile);
  return asCommand(async () => {
    const period = periodOf(city, options, name);
    const reason = options.reason?.trim() ?? "";
    if (command === "revise" && reason === "") {
      throw new CommandError("revise needs --reason: it stands beside the figures that changed", 2);
    }
    return withStore(city, options.data, async (store, now) => {
      const answer = await act(closingOf(city, store, now), command, period, {
        reason,
        despiteBlocks: options.despiteBlocks ?? false,
      });
      terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
      return "equal" in answer && answer.equal === false ? 1 : 0;
    });
  });
}

async function act(
  closing: Closing,
  command: (typeof PERIOD_ACTS)[number],
  period: NamedPeriod,
  { reason, despiteBlocks }: { reason: string; despiteBlocks: boolean },
) {
  switch (command) {
    case "freeze": {
      const { known, overruled } = await freezePeriod(closing, period, despiteBlocks);
      const answer = answerPeriod(known);
      return overruled.length === 0 ? answer : { ...answer, blocked_by: overruled };
    }
    case "publish":
      return answerPeriod(await publishPeriod(closing, period));
    case "revise": {
      const { known, diff } = await revisePeriod(closing, period, reason);
      return { ...answerPeriod(known), diff };
    }
    case "verify": {
      const { known, diff, ...found } = await verifyPeriod(closing, period);
      return { ...answerPeriod(known), ...found, ...(found.equal ? {} : { diff }) };
    }
    case "reconcile":
      return reconcileWithMonth(closing.city, closing.store, period, closing.now);
  }
}

/** Prints the periods that have reports or acts, newest first, as a JSON array; with a name only that one. */
export async function listPeriods(
  name: string | undefined,
  options: PeriodOptions,
  terminal: Terminal,
): Promise<void> {
  const city = await loadCity(options.profile);
  const listed = await asCommand(async () => {
    const kind = parsePeriodKind(city, options.kind);
    const named = name === undefined ? undefined : [periodOf(city, options, name)];
    return withStore(city, options.data, (store, now) => listKnownPeriods(city, store, kind, now, named));
  });
  const answers = listed.map(({ known, blocks }) => ({
    ...answerPeriod(known),
    ...(blocks === null ? {} : { blocked_by: blocks }),
  }));
  terminal.out(`${JSON.stringify(answers, null, 2)}\n`);
}
