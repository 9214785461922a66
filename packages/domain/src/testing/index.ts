/** A small city and the events of its reports, for tests of this package and of those that build on it. */
export { blankReport } from "./blank-report.ts";
export { at, reportEvents, rfc } from "./event-fixture.ts";
export { histories, times } from "./history-arbitrary.ts";
export { longStory } from "./long-story.ts";
export { pothole } from "./pothole-fixture.ts";
export { CITY, DECISION_4874, PAUSING_POLICY, rulebookWith, SOURCE_POLICY } from "./profile-fixture.ts";
export { PROPERTY_RUNS } from "./property-runs.ts";
