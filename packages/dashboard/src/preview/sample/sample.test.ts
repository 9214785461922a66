import {
  AgeBandsSchema,
  AgencyStandingsSchema,
  ComparisonSchema,
  DeadLettersSchema,
  DueNextSchema,
  FlowSchema,
  HealthSchema,
  HotSpotsSchema,
  IncidentsSchema,
  MatrixSchema,
  MoversSchema,
  OpenReportsSchema,
  PeriodsSchema,
  RecentOutcomesSchema,
  SummarySchema,
  TimeSeriesSchema,
  TrendSchema,
  WardStandingsSchema,
} from "@toancanh/contracts";
import type { TSchema } from "typebox";
import { Check, Errors } from "typebox/value";
import { describe, expect, it } from "vitest";
import { SMALL_CITY } from "../testing/small-city.ts";
import {
  sampleAgeBands,
  sampleComparison,
  sampleMatrix,
  sampleMovers,
  samplePeriodList,
  sampleTimeSeries,
  sampleTrend,
} from "./analyses.ts";
import { sampleDueNext } from "./due-next.ts";
import { sampleSummary } from "./figures.ts";
import { sampleFlow } from "./flow.ts";
import { sampleIncidents } from "./incidents.ts";
import { sampleHeatCells, sampleHotSpots } from "./maps.ts";
import { sampleOpenReports } from "./open-reports.ts";
import { sampleDeadLetters, sampleHealth } from "./operation.ts";
import { SAMPLE_STATES, type Situation, situationOf } from "./situations.ts";
import { sampleAgencyStandings, sampleRecentOutcomes, sampleWardStandings } from "./standings.ts";

const answersOf = (situation: Situation): [string, TSchema, unknown][] => [
  ["summary", SummarySchema, sampleSummary(situation)],
  ["recent outcomes", RecentOutcomesSchema, sampleRecentOutcomes(situation)],
  ["agencies", AgencyStandingsSchema, sampleAgencyStandings(SMALL_CITY, situation)],
  ["wards", WardStandingsSchema, sampleWardStandings(SMALL_CITY, situation)],
  ["hot spots", HotSpotsSchema, sampleHotSpots(SMALL_CITY, situation)],
  ["open reports", OpenReportsSchema, sampleOpenReports(SMALL_CITY, situation)],
  ["incidents", IncidentsSchema, sampleIncidents(SMALL_CITY, situation)],
  ["due next", DueNextSchema, sampleDueNext(SMALL_CITY, situation)],
  ["flow", FlowSchema, sampleFlow(situation)],
  ["health", HealthSchema, sampleHealth(SMALL_CITY, situation)],
  ["dead letters", DeadLettersSchema, sampleDeadLetters(situation)],
  ["matrix", MatrixSchema, sampleMatrix(SMALL_CITY, situation)],
  ["time series", TimeSeriesSchema, sampleTimeSeries(situation, "day")],
  ["age bands", AgeBandsSchema, sampleAgeBands(situation)],
  ["movers", MoversSchema, sampleMovers(SMALL_CITY, situation)],
  ["comparison", ComparisonSchema, sampleComparison(situation)],
  ["periods", PeriodsSchema, samplePeriodList(situation, 13)],
  ["trend", TrendSchema, sampleTrend(SMALL_CITY, situation, { periods: 13, ward: null })],
];

describe.each(SAMPLE_STATES)("the sample answers of %s", (state) => {
  it("have the shape that the API promises", () => {
    for (const [name, schema, answer] of answersOf(situationOf(state))) {
      expect([name, Check(schema, answer) ? [] : Errors(schema, answer).slice(0, 3)]).toEqual([name, []]);
    }
  });
  it("are the same every time", () => {
    expect(answersOf(situationOf(state))).toEqual(answersOf(situationOf(state)));
    const heat = () => sampleHeatCells(SMALL_CITY, situationOf(state), 8);
    expect(heat()).toEqual(heat());
  });
});

describe("the sample heat map", () => {
  it("sums to its total, as the decoder of the real one demands", () => {
    for (const state of SAMPLE_STATES) {
      const { count, unlocated, total } = sampleHeatCells(SMALL_CITY, situationOf(state), 8);
      expect(count.reduce((sum, value) => sum + value, 0) + unlocated).toBe(total);
    }
  });
});
