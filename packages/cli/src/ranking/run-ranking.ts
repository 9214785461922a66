import {
  chooseScoring,
  createScoping,
  explainRank,
  findPeerGroup,
  judgedAt,
  keepFigures,
  rankPeriod,
  readKnownPeriod,
} from "@toancanh/periods";
import type { Store } from "@toancanh/store";
import { type City, loadCity } from "../city/open-city.ts";
import { asCommand, periodOf, withStore } from "../periods/period-command.ts";
import { CommandError, type Terminal } from "../terminal/output.ts";
import { parseMoment } from "../terminal/parse-moment.ts";

export interface RankingOptions {
  profile: string;
  data?: string;
  kind?: string;
  period: string;
  group: string;
  scoring?: string;
  over: string;
  explain?: string;
  whatIf?: string;
  close?: string;
  asOf?: string;
  knownAt?: string;
}

/** Ranks a peer group in a period and prints it as JSON. */
export async function runRanking(options: RankingOptions, terminal: Terminal): Promise<void> {
  const city = await loadCity(options.profile);
  const ranking = await asCommand(async () => {
    const asked = parseOptions(city, options);
    return withStore(city, options.data, (store, now) => rank(city, asked, store, now));
  });
  terminal.out(`${JSON.stringify(ranking, null, 2)}\n`);
}

function parseOptions(city: City, options: RankingOptions) {
  const zone = city.profile.time_zone;
  const period = periodOf(city, options, options.period);
  const group = findPeerGroup(city, createScoping(city), options.group);
  const over = Number(options.over);
  if (![1, 3, 12].includes(over)) throw new CommandError(`--over takes 1, 3 or 12, not "${options.over}"`, 2);
  const requireMember = (unit: string, option: string) => {
    if (group.units.includes(unit)) return unit;
    throw new CommandError(`${option}: "${unit}" is not in the group ${group.group}`, 2);
  };
  const ids = (options.close ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  if ((options.whatIf === undefined) !== (ids.length === 0)) {
    throw new CommandError("--what-if UNIT and --close ID,ID… belong together", 2);
  }
  return {
    period,
    group,
    scoring: chooseScoring(city, period, options.scoring),
    over,
    explain: options.explain === undefined ? null : requireMember(options.explain, "--explain"),
    whatIf: options.whatIf === undefined ? null : { unit: requireMember(options.whatIf, "--what-if"), ids },
    asOf: options.asOf === undefined ? null : parseMoment(options.asOf, "as-of", zone),
    knownAt: options.knownAt === undefined ? null : parseMoment(options.knownAt, "known-at", zone),
  };
}

async function rank(city: City, asked: ReturnType<typeof parseOptions>, store: Store, now: number) {
  const { period, asOf, knownAt, explain } = asked;
  const known = await readKnownPeriod(store, period);
  const isAsClosed = asOf === null && knownAt === null;
  const wanted = {
    ...asked,
    known,
    moment: judgedAt(known, { asOf, knownAt }, now),
    revision: isAsClosed ? (known.latest?.revision ?? null) : null,
  };
  const ground = { city, store, figures: keepFigures(city, store) };
  const { answer, placed, closing, whatIf } = await rankPeriod(ground, wanted);
  return {
    ...answer,
    ...(whatIf === null ? {} : { what_if: whatIf }),
    ...(explain === null ? {} : { explain: await explainRank(ground, wanted, explain, placed, closing) }),
  };
}
