import type { StoredEvent } from "@toancanh/contracts";
import { describe, expect, test } from "vitest";
import { explainReport } from "../explain/explain.ts";
import { buildRulebook } from "../rules/rulebook.ts";
import { at, reportEvents, rfc, wallOf } from "../testing/event-fixture.ts";
import { linesOf, pothole } from "../testing/pothole-fixture.ts";
import { CITY, rulebookWith, SOURCE_POLICY } from "../testing/profile-fixture.ts";
import { summarise } from "../testing/summarise.ts";
import { foldReport } from "./fold.ts";

const rulebook = buildRulebook(CITY);
const DAY = "2025-11-20";
const NEXT = "2025-11-21";

/** Stages of the report itself: name, start, done. */
function citizenStages(events: StoredEvent[]): string[] {
  return foldReport(rulebook, events)
    .stages.filter(({ agency }) => agency === "")
    .map(({ stage, start_at, done_at }) => `${stage} ${wallOf(start_at)} ${wallOf(done_at)}`);
}

describe("reopened, then assigned to another", () => {
  const reopened = () => {
    const { on, begin } = pothole();
    return {
      on,
      events: [...begin, on("resolved", `${DAY} 18:00`, {}), on("reopened", `${NEXT} 08:00`, {})],
    };
  };

  test("past the due of the turn that waited: it was late there", () => {
    const { on, events } = reopened();
    const late = [...events, on("assigned", `${NEXT} 12:01`, { agency_responsible: "W2" })];
    expect(linesOf(late)[2]).toBe("W1#2 from 21 08:00 due 21 12:00 end 21 12:01 reassigned");
  });

  test("in the very minute of that due: passed on in time", () => {
    const { on, events } = reopened();
    const inTime = [...events, on("assigned", `${NEXT} 12:00`, { agency_responsible: "W2" })];
    expect(linesOf(inTime)[2]).toBe("W1#2 from 21 08:00 due 21 12:00 end 21 12:00 reassigned no");
  });

  test("the agency itself assigned anew with a due of the source: its turn runs on under that due", () => {
    const on = reportEvents(`${DAY} 16:20`);
    const state = foldReport(rulebookWith(SOURCE_POLICY), [
      on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole" }),
      on("assigned", `${DAY} 16:30`, { agency_responsible: "W1" }),
      on("resolved", `${DAY} 18:00`, {}),
      on("reopened", `${NEXT} 08:00`, {}),
      on("assigned", `${NEXT} 09:00`, { agency_responsible: "W1", expected_datetime: rfc(`${NEXT} 17:00`) }),
    ]);
    expect(summarise(state)[2]).toBe("W1#2 from 21 08:00 due 21 17:00 end – open");
  });
});

test("reassigned to itself: no new clock, no new turn", () => {
  const { on, begin } = pothole();
  const events = [
    ...begin,
    on("reassigned", `${DAY} 18:00`, { from_agency: "W1", agency_responsible: "W1" }),
  ];
  expect(linesOf(events)).toEqual(linesOf(begin));
});

describe("agencies outside the list", () => {
  const begin = () => {
    const { on, begin } = pothole();
    return {
      on,
      events: [
        ...begin,
        on("assigned", `${DAY} 17:00`, { agency_responsible: "Đội A" }),
        on("assigned", `${DAY} 17:30`, { agency_responsible: "Đội B" }),
      ],
    };
  };

  test("two names are two agencies, shown together as unlisted", () => {
    const { events } = begin();
    expect(linesOf(events).slice(2)).toEqual([
      "none#1 from 20 17:00 due 20 21:00 end – open",
      "none#2 from 20 17:30 due 20 21:30 end – open",
    ]);
    expect(foldReport(rulebook, events).flags).toEqual(["unknown_agency"]);
  });

  test("what one does, returns or passes on is not the other's", () => {
    const { on, events } = begin();
    const later = [
      ...events,
      on("resolved", `${DAY} 18:00`, { agency_responsible: "Đội A" }),
      on("reassigned", `${DAY} 18:30`, { from_agency: "Đội B", agency_responsible: "Đội C" }),
      on("returned", `${DAY} 19:00`, { agency_responsible: "Đội A" }),
    ];
    expect(linesOf(later).slice(2)).toEqual([
      "none#1 from 20 17:00 due 20 21:00 end 20 18:00 handled",
      "none#2 from 20 17:30 due 20 21:30 end 20 18:30 reassigned no",
      "none#3 from 20 18:30 due 20 22:30 end – open",
    ]);
  });
});

describe("a stage of the report while several hold it", () => {
  const shared = () => {
    const { on, begin } = pothole();
    return { on, events: [...begin, on("assigned", `${DAY} 16:30`, { agency_responsible: "W2" })] };
  };

  test("is done when each of them has done it", () => {
    const { on, events } = shared();
    events.push(on("verified", `${DAY} 17:10`, { agency_responsible: "W1" }));
    expect(citizenStages(events)[0]).toBe("verify 2025-11-20 16:30 null");
    events.push(on("verified", `${DAY} 17:40`, { agency_responsible: "W2" }));
    expect(citizenStages(events)).toEqual([
      "verify 2025-11-20 16:30 2025-11-20 17:40",
      "resolve 2025-11-20 17:40 null",
    ]);
  });

  test("is done at once by an event that names none of them", () => {
    const { on, events } = shared();
    expect(citizenStages([...events, on("verified", `${DAY} 17:10`, {})])[0]).toContain("17:10");
  });

  test("is done when the one that has not done it returns the report", () => {
    const { on, events } = shared();
    const later = [
      ...events,
      on("verified", `${DAY} 17:10`, { agency_responsible: "W1" }),
      on("returned", `${DAY} 17:30`, { agency_responsible: "W2" }),
    ];
    expect(citizenStages(later)[0]).toBe("verify 2025-11-20 16:30 2025-11-20 17:30");
  });

  test("stays done when another agency joins", () => {
    const { on, begin } = pothole();
    const later = [
      ...begin,
      on("verified", `${DAY} 17:10`, { agency_responsible: "W1" }),
      on("assigned", `${DAY} 17:20`, { agency_responsible: "W2" }),
    ];
    expect(citizenStages(later)[0]).toBe("verify 2025-11-20 16:30 2025-11-20 17:10");
  });

  test("is not done by an agency that does not hold it", () => {
    const { on, begin } = pothole();
    const stranger = on("verified", `${DAY} 17:10`, { agency_responsible: "W3" });
    expect(citizenStages([...begin, stranger])[0]).toBe("verify 2025-11-20 16:30 null");
  });
});

test("work before the assignment is done at the stage's own start for the report, and not for the agency", () => {
  const on = reportEvents(`${DAY} 16:20`);
  const events = [
    on("received", `${DAY} 16:20`, { channel: "app", service_code: "pothole" }),
    on("verified", `${DAY} 16:25`, { agency_responsible: "W1" }),
    on("assigned", `${DAY} 16:30`, { agency_responsible: "W1" }),
  ];
  expect(citizenStages(events)).toEqual([
    "verify 2025-11-20 16:30 2025-11-20 16:30",
    "resolve 2025-11-20 16:30 null",
  ]);
  expect(linesOf(events)).toEqual([
    "report due 20 18:30 end – open",
    "W1#1 from 20 16:30 due 20 20:30 end – open",
  ]);
});

describe("forwarded while it stood rejected", () => {
  test("counts as forwarded once it is open again", () => {
    const on = reportEvents("2025-11-20 09:00");
    const events = [
      on("received", "2025-11-20 09:00", { channel: "app", service_code: "idea" }),
      on("rejected", "2025-11-20 10:00", { reason: "out_of_scope" }),
      on("assigned", "2025-11-20 11:00", { agency_responsible: "W1" }),
    ];
    // While it stands rejected, the rejection was what ended the stage.
    expect(citizenStages(events)[0]).toBe("forward 2025-11-20 09:00 2025-11-20 10:00");
    events.push(on("reopened", "2025-11-24 09:00", {}));
    expect(citizenStages(events)[0]).toBe("forward 2025-11-20 09:00 2025-11-20 11:00");
  });
});

describe("a due that the source gave with the receipt", () => {
  const received = (service: string, day = DAY) => {
    const on = reportEvents(`${day} 09:00`);
    const due = { expected_datetime: rfc(`${day} 17:00`) };
    return {
      on,
      events: [on("received", `${day} 09:00`, { channel: "app", service_code: service, ...due })],
    };
  };

  test("judges a report that was never assigned, open or handled", () => {
    const { on, events } = received("pothole");
    expect(linesOf(events)).toEqual(["report due 20 17:00 end – open"]);
    const closed = [...events, on("closed", `${NEXT} 09:00`, {})];
    expect(linesOf(closed)).toEqual(["report due 20 17:00 end 21 09:00 closed"]);
  });

  test("judges a report for which no decision was in force, and the agency that holds it", () => {
    const { on, events } = received("pothole", "2022-11-21");
    const held = [...events, on("assigned", "2022-11-21 10:00", { agency_responsible: "W1" })];
    expect(linesOf(held)).toEqual([
      "report due 21 17:00 end – open",
      "W1#1 from 21 10:00 due 21 17:00 end – open",
    ]);
  });

  test("moves with an extension granted before it", () => {
    const { on, events } = received("pothole");
    const extended = on("extended", `${DAY} 12:00`, { expected_datetime: rfc(`${NEXT} 17:00`) });
    expect(linesOf([...events, extended])[0]).toBe("report due 21 17:00 end – open");
  });

  test("gives way to the limits of a decision once the report is assigned", () => {
    const { on, events } = received("pothole");
    const held = [...events, on("assigned", `${DAY} 09:30`, { agency_responsible: "W1" })];
    expect(linesOf(held)[0]).toBe("report due 20 13:30 end – open");
  });

  test("is not invented where the source gave none", () => {
    const on = reportEvents(`${DAY} 09:00`);
    const events = [on("received", `${DAY} 09:00`, { channel: "app", service_code: "pothole" })];
    expect(linesOf([...events, on("closed", `${NEXT} 09:00`, {})])).toEqual([
      "report due – end 21 09:00 closed",
    ]);
  });
});

describe("a report whose decision has no calendar for its year", () => {
  const LATER = "2028-03-02";
  const of = (service: string) => {
    const on = reportEvents(`${LATER} 09:00`);
    return { on, events: [on("received", `${LATER} 09:00`, { channel: "app", service_code: service })] };
  };

  test("is judged by its hours, and has no office minutes", () => {
    const { on, events } = of("pothole");
    const state = foldReport(rulebook, [
      ...events,
      on("assigned", `${LATER} 09:30`, { agency_responsible: "W1" }),
      on("verified", `${LATER} 10:00`, {}),
      on("resolved", `${LATER} 13:00`, {}),
      on("rated", `${LATER} 14:00`, { rating: 4 }),
      on("corrected", `${LATER} 15:00`, { lat: 10.7, long: 106.7 }),
      on("complexity_changed", `${LATER} 16:00`, { complexity: "complex" }),
      on("reopened", "2028-03-03 08:00", {}),
      on("closed", "2028-03-03 09:00", {}),
    ]);
    expect(summarise(state)).toEqual([
      "report due 02 18:00 end 03 09:00 closed",
      "W1#1 from 02 09:30 due 02 12:00 end 02 13:00 handled again",
      "W1#2 from 03 08:00 due 03 18:00 end 03 09:00 closed",
    ]);
    expect(state).toMatchObject({ rating: 4, handling_minutes: 1440, handling_working_minutes: null });
  });

  test("can be finished, corrected, rated, reopened and explained where working days would count", () => {
    const { on, events } = of("licence");
    const more = [
      on("closed", "2028-03-03 09:00", {}),
      on("rated", "2028-03-03 10:00", { rating: 2 }),
      on("corrected", "2028-03-03 11:00", { channel: "web" }),
      on("reopened", "2028-03-03 12:00", {}),
      on("rejected", "2028-03-03 13:00", { reason: "out_of_scope" }),
    ];
    for (let count = 1; count <= more.length; count++) {
      const told = [...events, ...more.slice(0, count)];
      expect(foldReport(rulebook, told).due_at).toBeNull();
      const explanation = explainReport(rulebook, told, at("2028-03-04 09:00"));
      expect(explanation?.obligations).toMatchObject([{ result: "no_deadline", no_deadline: "no_calendar" }]);
    }
    expect(foldReport(rulebook, [...events, ...more])).toMatchObject({ ending: "rejected", reopen_count: 1 });
  });

  test("cannot be assigned where working days would count: the error names the calendar and its range", () => {
    const { on, events } = of("licence");
    const assigned = on("assigned", `${LATER} 09:30`, { agency_responsible: "W1" });
    expect(() => foldReport(rulebook, [...events, assigned])).toThrow(
      /Calendar "state" covers 2023-01-01 to 2027-12-31/,
    );
  });
});

test("a report from before the calendar, under no decision, can be finished", () => {
  const on = reportEvents("2009-03-02 09:00");
  const state = foldReport(rulebook, [
    on("received", "2009-03-02 09:00", { channel: "app", service_code: "licence" }),
    on("closed", "2009-03-03 09:00", {}),
  ]);
  expect(state).toMatchObject({ ending: "closed", handling_minutes: 1440, handling_working_minutes: null });
});
