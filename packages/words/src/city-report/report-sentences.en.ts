import type { ReportSentences } from "./report-sentences.ts";

const list = (items: readonly string[]) => items.join("; ");

export const EN: ReportSentences = {
  provisional: (moment) => `Provisional, as of ${moment}: `,
  none: (line) => `${line} received no report in the period.`,
  received: (line, count, changes) => `${[`${line} received ${count} reports`, ...changes].join(", ")}.`,
  changed: (direction, size, against, count) =>
    size === null
      ? `with ${count} in ${against}`
      : direction === "same"
        ? `about as many as in ${against} (${count})`
        : `${direction} ${size} on ${against} (${count})`,
  against: { before: "the period before", year: (period) => `period ${period}` },
  noBefore: "There is no earlier period to compare with.",
  noYear: (period) => `There are no figures of the same period a year before (${period}) to compare with.`,
  running: "The period has not ended: nothing is compared with an earlier one, and no unit is judged.",
  at: { cutOff: "By the cut-off", now: "So far" },
  handled: (at, handled, percent, open, overdue, without) =>
    `${at} ${handled} were finished (${percent}) and ${open} were open, ${overdue} of them overdue${without === null ? "" : `; ${without} have no deadline`}.`,
  nothingDue: "None has fallen due; there is no late rate yet.",
  fewDue: (due, late, least) =>
    `Of ${due} reports due ${late} were late or overdue. With fewer than ${least} due there is no rate.`,
  allOnTime: (due) => `All ${due} reports due were handled on time.`,
  late: (due, late, rate, moved) =>
    `Of ${due} reports due ${late} were late or overdue, a rate of ${rate}${moved}.`,
  moved: (direction, points, meaning) =>
    direction === "same"
      ? `, unchanged from the period before${meaning}`
      : `, ${direction} ${points} percentage points from the period before${meaning}`,
  meaning: {
    unknown: "; the earlier periods say too little for a conclusion",
    usual: (periods, direction) =>
      direction === "same"
        ? ""
        : `; that lies within the usual variation of the ${periods} periods before and does not show that it got ${direction === "up" ? "worse" : "better"}`,
    clear: (isAbove, rate, periods) =>
      `, clearly ${isAbove ? "above" : "below"} the usual level (${rate} over the ${periods} periods before)`,
  },
  yearRate: (period, rate, fraction) => `A year before (${period}) the rate was ${rate} (${fraction}).`,
  block: (name) => `the block “${name}”`,
  blockRate: (name, rate, target) =>
    `${name} has a late rate of ${rate}${target === null ? "" : `, which ${target.isMet ? "meets" : "misses"} the target of under ${target.text}`}.`,
  blockFew: (name, fraction) => `${name} had ${fraction} late of due, too few for a rate.`,
  blockHighest: (name, rate) => `${name} has the highest late rate, ${rate}.`,
  handling: (median, ninth) =>
    `Half of the reports were finished within ${median} hours and nine in ten within ${ninth} hours, by the clock.`,
  reopened: (count, rate) => `${count} reports came back, ${rate} of those handled at least once.`,
  rated: (count, mean) =>
    `Residents gave ${count} ratings${mean === null ? "" : `, ${mean} of 5 on average`}.`,
  bands: (block, ranked, bands, least, unranked) =>
    `${block}: ${ranked} agencies with ${least} due or more fall into ${bands} bands${unranked === null ? "" : `; ${unranked} with fewer are not ranked`}.`,
  noBands: (blocks, least) =>
    `In these blocks agencies cannot be told apart in this period at 90%, so none leads and none is last (only those with ${least} due or more): ${list(blocks)}.`,
  comparedIn: (block, ranked) => `${block} (${ranked} agencies)`,
  leading: (units) => `Leading: ${list(units)}.`,
  lagging: (units) => `Later than the others: ${list(units)}.`,
  others: (count) => `and ${count} more (see the appendices)`,
  clearlyWorse: (units) => `Clearly later than their own usual level: ${list(units)}.`,
  clearlyBetter: (units) => `Clearly less late than their own usual level: ${list(units)}.`,
  noneClear: "None has a late rate outside its own usual variation over the periods before.",
  pastTooShort: "The earlier periods say too little to hold each beside its own usual level.",
  moreReceived: (fields) => `Clearly more received than in the period before: ${list(fields)}.`,
  fewerReceived: (fields) => `Clearly fewer received than in the period before: ${list(fields)}.`,
  noneReceived: "No field rose or fell by more than chance from the period before.",
  fromTo: (name, before, now, size) => `${name} (from ${before} to ${now}, ${size})`,
  withRate: (name, rate, fraction) => `${name} (${rate}; ${fraction})`,
  withCount: (name, count) => `${name} (${count})`,
  highestRates: (fields) => `Highest late rates: ${list(fields)}.`,
  noneLate: "No report was late in the period.",
  lateShare: (fields, late, all, share) =>
    `Most late reports are in ${list(fields)}: ${late} of ${all} late or overdue (${share}).`,
  stage: (name, late, due, rate, share) =>
    `By stage, most were late at “${name}”: ${late} of ${due} due (${rate}), ${share} of all late stages.`,
  handOffs: (receivedLate, passedOn, returned) =>
    `Hand-offs: ${receivedLate} assignments were given when the report was overdue; ${passedOn} were passed on; ${returned} were returned as not the agency’s own.`,
  mostLate: (block, late, all) => `${block} has most late assignments: ${late} of ${all} in all blocks.`,
  caution:
    "The figures tell at which stage, in which field and block delay arises; its cause is for the agencies to explain.",
  places: (withReports, units, unlocated) =>
    `Reports came from ${withReports} of ${units} units of the city; ${unlocated} have no known place.`,
  mostReceived: (places) => `Most received: ${list(places)}.`,
  noRemark: {
    before: "(To be added by the issuing body before publication.)",
    after: "No remarks or recommendations accompany this revision.",
  },
};
