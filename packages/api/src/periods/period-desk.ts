import { setTimeout as sleep } from "node:timers/promises";
import type { AuditFact, CityClock, PeriodState } from "@toancanh/contracts";
import { type NamedPeriod, periodsBefore, type Scoping } from "@toancanh/domain";
import {
  atRevision,
  type Closing,
  createScoping,
  type FigureKeeper,
  type KnownPeriod,
  keepFigures,
  type PeriodCity,
  PeriodError,
  type PeriodStore,
  parsePeriod,
  parsePeriodKind,
  readKnownPeriod,
  withoutUnpublished,
} from "@toancanh/periods";
import type { StatusMonitor } from "../live/status-monitor.ts";
import { ApiProblem } from "../problems/api-problem.ts";
import type { Caller } from "../server/access/caller.ts";

const MINUTE_MS = 60_000;

interface DeskOptions {
  city: PeriodCity;
  /** The whole store: what a caller may see of a period is decided here, not by its rows. */
  store: PeriodStore;
  clock: CityClock;
  status: StatusMonitor;
  recordedNow: () => number;
  codeVersion: string;
  settleMs: number;
  /** Whether a caller may see a frozen period before it is public. */
  mayReadEarly(caller: Caller): boolean;
  audit(fact: AuditFact): Promise<void>;
}

/** How a request names a period. */
interface AskedPeriod {
  period: string;
  kind?: string;
  revision?: number;
}

/** Who asks, and from where. */
interface Asker {
  caller: Caller;
  address: string;
}

/** A period whose figures a caller may see. */
export interface OpenedPeriod {
  known: KnownPeriod;
  /** Figures with those of the periods before, as far as the caller may see them. */
  figures: FigureKeeper;
  /** Whether that is all of them. */
  seesUnpublished: boolean;
}

/** What the endpoints of reporting periods share, made once by buildApi. */
export interface PeriodDesk {
  readonly city: PeriodCity;
  readonly store: PeriodStore;
  readonly scoping: Scoping;
  readonly figures: FigureKeeper;
  /** Any report comes from the simulator. */
  readonly simulated: boolean;
  readonly clock: CityClock;
  /** Epoch ms, whole minutes: figures of a period that runs are measured once a minute and say so. */
  now(): number;
  /** Epoch ms of the world, under which acts are written down. */
  recordedNow(): number;
  /** A period as of the revision asked for. @throws ApiProblem */
  find(asked: AskedPeriod): Promise<KnownPeriod>;
  /**
   * The same, for reading its figures and those of `over − 1` periods before it together with them: what is not public
   * yet is for few, and each reading is written down.
   */
  open(asked: AskedPeriod, asker: Asker, over?: number): Promise<OpenedPeriod>;
  mayReadEarly(caller: Caller): boolean;
  stateOf(known: KnownPeriod): PeriodState;
  /** One act after the other. @throws ApiProblem */
  act<T>(run: (closing: Closing) => Promise<T>): Promise<T>;
  audit(fact: AuditFact): Promise<void>;
}

export function openPeriodDesk(options: DeskOptions): PeriodDesk {
  const { city, store, clock, status, mayReadEarly, audit } = options;
  const now = () => Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS;
  const figures = keepFigures(city, store);
  const publicFigures = withoutUnpublished(figures, city, store);
  let lastAct: Promise<unknown> = Promise.resolve();

  const find = (asked: AskedPeriod) =>
    asProblem(async () => atRevision(await readKnownPeriod(store, nameOf(city, asked)), asked.revision));

  return {
    city,
    store,
    clock,
    now,
    recordedNow: options.recordedNow,
    find,
    mayReadEarly,
    audit,
    scoping: createScoping(city),
    figures,
    get simulated() {
      return status.totals.simulated;
    },
    async open(asked, { caller, address }, over = 1) {
      const known = await find(asked);
      const seesUnpublished = mayReadEarly(caller);
      const together = [known.period, ...periodsBefore(city.rulebook, known.period, over - 1)];
      for (const period of together) {
        if ((await readKnownPeriod(store, period)).state !== "frozen") continue;
        if (!seesUnpublished) throw notPublic(period);
        await audit({
          action: "early_reading",
          outcome: "done",
          role: caller.role,
          who: caller.name,
          address,
          subject: `${period.kind} ${period.period}`,
        });
      }
      return { known, figures: seesUnpublished ? figures : publicFigures, seesUnpublished };
    },
    stateOf: ({ state, period }) => (state === "draft" && clock.now() < period.to ? "running" : state),
    act(run) {
      const turn = lastAct.then(() =>
        asProblem(() =>
          run({
            city,
            store,
            now: clock.now(),
            recordedAt: options.recordedNow(),
            codeVersion: options.codeVersion,
            settle: () => sleep(options.settleMs),
          }),
        ),
      );
      lastAct = turn.catch(() => undefined);
      return turn;
    },
  };
}

function nameOf(city: PeriodCity, { period, kind }: AskedPeriod): NamedPeriod {
  return parsePeriod(city, parsePeriodKind(city, kind), period);
}

function notPublic({ kind, period }: NamedPeriod): ApiProblem {
  return new ApiProblem({
    status: 403,
    code: "not-public-yet",
    title: "Not public yet",
    detail: `The figures of ${kind} period ${period} are fixed and not published yet. Ask again after their publication.`,
  });
}

/** What cannot be done to a period, as the API says it. */
export async function asProblem<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof PeriodError)) throw error;
    const detail = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
    const known = {
      usage: { status: 400, code: "invalid-parameter", title: "Invalid parameter" },
      missing: { status: 404, code: "not-found", title: "Not found" },
      conflict: { status: 409, code: "period-state", title: "Not in this state of the period" },
      objection: { status: 409, code: "objection-state", title: "Not possible for this finding" },
      blocked: { status: 409, code: "closing-blocked", title: "Something speaks against closing" },
    }[error.code];
    throw new ApiProblem({ ...known, detail, cause: error });
  }
}
