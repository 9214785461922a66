// @vitest-environment happy-dom

import { cleanup, render } from "@testing-library/react";
import { createFormatter, exploreMessagesFor, LANGUAGES, messagesFor } from "@toancanh/words";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { loadScenes } from "../scenes/index.ts";
import type { LoadedScene } from "../ui/frame/scene-spec.ts";
import { EXPLORE_PANELS } from "./explore-panels.ts";
import { PreviewDesk } from "./preview-desk.tsx";
import { DESK_PREVIEWS } from "./preview-desk-page.tsx";
import { SAMPLE_LABEL } from "./preview-props.ts";
import { SceneOnSample } from "./preview-scene.tsx";
import { sampleComparison } from "./sample/analyses.ts";
import { sampleDueNext } from "./sample/due-next.ts";
import { sampleFlow } from "./sample/flow.ts";
import { sampleIncidents } from "./sample/incidents.ts";
import { sampleHotSpots } from "./sample/maps.ts";
import { SAMPLE_STATES, type SampleState, situationOf } from "./sample/situations.ts";
import { sampleAgencyStandings, sampleRecentOutcomes } from "./sample/standings.ts";
import { stubBrowser } from "./testing/browser-stubs.ts";
import { SMALL_CITY, SMALL_SHAPES } from "./testing/small-city.ts";

// A map needs WebGL; what stands around it does not.
vi.mock("../desk/explore/map/explore-deck.ts", () => ({
  ExploreDeck: class {
    setLayers() {}
    show() {}
    showPlace() {}
    zoomBy() {}
    setWheel() {}
    close() {}
  },
}));

vi.mock("../map/map-stage.ts", () => ({
  MapStage: class {
    broken = false;
    subscribe = () => () => {};
    show() {}
    hide() {}
  },
}));

let scenes: readonly LoadedScene[] = [];
beforeAll(async () => {
  stubBrowser();
  scenes = await loadScenes();
}, 120_000);
afterEach(cleanup);

type Language = (typeof LANGUAGES)[number];

/** Words of a program that has lost a value. */
const LOST_VALUES = /NaN|undefined|\bnull\b|Infinity|\[object/;

const addressOf = (state: SampleState, language: Language) => ({
  target: { kind: "list" as const },
  state,
  language,
});

function drawScene(id: string, state: SampleState, language: Language = "vi"): HTMLElement {
  const scene = scenes.find(({ spec }) => spec.id === id);
  if (scene === undefined) throw new Error(`no scene ${id}`);
  return render(
    <SceneOnSample
      address={addressOf(state, language)}
      city={SMALL_CITY}
      shapes={SMALL_SHAPES}
      scene={scene}
      page={0}
    />,
  ).container;
}

function drawPanel(id: string, state: SampleState, language: Language = "vi"): HTMLElement {
  return render(
    <PreviewDesk
      address={addressOf(state, language)}
      city={SMALL_CITY}
      shapes={SMALL_SHAPES}
      target={{ kind: "panel", id }}
    />,
  ).container;
}

const figure = (drawn: HTMLElement, name: string) =>
  drawn.querySelector(`[data-figure="${name}"]`)?.textContent;

const SCENE_IDS = ["overview", "heat-map", "agencies", "incidents", "due-next", "flow"];
const format = createFormatter("vi", SMALL_CITY.time_zone);
const messages = messagesFor("vi");
const words = exploreMessagesFor("vi");

describe.each(SAMPLE_STATES)("scenes in the state %s", (state) => {
  it.each(SCENE_IDS)("%s is drawn whole, in both languages, and says that it is a sample", (id) => {
    for (const language of LANGUAGES) {
      const drawn = drawScene(id, state, language);
      expect(drawn.textContent).toContain(SAMPLE_LABEL);
      expect(drawn.textContent).not.toMatch(LOST_VALUES);
      expect(drawn.querySelectorAll("[data-notice]").length).toBe(0);
      cleanup();
    }
  });
});

describe("the wall's panels", () => {
  it("print the figures they were given", () => {
    const recent = sampleRecentOutcomes(situationOf("normal"));
    const overview = drawScene("overview", "normal");
    expect(figure(overview, "on-time-rate")).toBe(format.percentNumber(recent.metrics.on_time_rate));
    expect(figure(overview, "on-time-previous")).toBe(format.percent(recent.previous.metrics.on_time_rate));
    expect(figure(overview, "open")).toBe(format.count(recent.open.total));
    expect(figure(overview, "overdue")).toBe(format.count(recent.open.overdue_recent));
    cleanup();

    const { blocks } = sampleAgencyStandings(SMALL_CITY, situationOf("normal"));
    const shown = [...drawScene("agencies", "normal").querySelectorAll("[data-unit]")];
    expect(shown.map((row) => row.getAttribute("data-unit"))).toEqual(
      blocks[0]?.rows.slice(0, 7).map((row) => row.agency_responsible),
    );
    expect(shown.every((row) => Number(row.getAttribute("data-due")) >= 20)).toBe(true);
    cleanup();

    const spots = sampleHotSpots(SMALL_CITY, situationOf("flood"));
    const names = [...drawScene("heat-map", "flood").querySelectorAll('[data-figure="spot-name"]')];
    expect(names.map((name) => name.textContent)).toEqual(spots.rows.map((row) => row.short_name));
    cleanup();

    const due = sampleDueNext(SMALL_CITY, situationOf("normal"));
    const lanes = drawScene("due-next", "normal");
    for (const pane of due.panes) {
      expect(figure(lanes, `due-${pane.to_minutes}`)).toBe(format.count(pane.due));
    }
    expect(figure(lanes, "due-overdue")).toBe(format.count(due.overdue.recent));
    expect([...lanes.querySelectorAll("ol.due-names > [data-unit]")].map((row) => row.textContent)).toEqual(
      due.lanes.map(
        (lane) => SMALL_CITY.agencies.find(({ id }) => id === lane.agency_responsible)?.short_name,
      ),
    );
    cleanup();

    const flow = sampleFlow(situationOf("normal"));
    const steps = drawScene("flow", "normal");
    for (const { step, open } of flow.waiting) {
      expect(figure(steps, `waits-${step}`)?.startsWith(format.count(open))).toBe(true);
    }
    expect(figure(steps, "step-received")).toBe(
      format.count(flow.currents.reduce((sum, current) => sum + current.received, 0)),
    );
    cleanup();

    const rowsOf = (drawn: HTMLElement, kind: string) =>
      [...drawn.querySelectorAll(`[data-${kind}]`)].map((row) => row.getAttribute(`data-${kind}`));
    const usual = sampleIncidents(SMALL_CITY, situationOf("normal"));
    const incidents = drawScene("incidents", "normal");
    expect(figure(incidents, "incidents")).toBe(format.count(usual.active));
    expect(rowsOf(incidents, "incident")).toEqual(usual.rows.slice(0, 6).map((row) => row.id));
    expect(rowsOf(incidents, "report")).toEqual([]);
    cleanup();
    const few = drawScene("incidents", "first-hour");
    expect(rowsOf(few, "incident")).toHaveLength(2);
    expect(rowsOf(few, "report")).toHaveLength(3);
    cleanup();
    const flood = sampleIncidents(SMALL_CITY, situationOf("flood")).flood;
    const groups = drawScene("incidents", "flood");
    expect(rowsOf(groups, "group")).toEqual(flood?.groups.map((row) => row.id));
    const { other_groups = 0, other_reports = 0 } = flood ?? {};
    expect(groups.textContent).toContain(
      messages.incidents.otherGroups(format.count(other_groups), format.count(other_reports)),
    );
  });

  it("say in words that there is nothing to show", () => {
    const said: [string, string][] = [
      ["overview", messages.nothingDue],
      ["heat-map", messages.heat.noHotSpots],
      ["agencies", messages.nothingDue],
      ["incidents", messages.incidents.nothingOpen],
      ["due-next", messages.dueNext.nothing],
      ["flow", messages.flow.nothing],
    ];
    for (const [id, text] of said) {
      expect(drawScene(id, "empty").textContent).toContain(text);
      cleanup();
    }
  });

  it("say how old their figures are, and that the server is not heard", () => {
    for (const id of SCENE_IDS) {
      for (const state of ["stale", "disconnected"] as const) {
        const drawn = drawScene(id, state);
        const panels = [...drawn.querySelectorAll("[data-panel]")];
        expect(panels.length).toBeGreaterThan(0);
        for (const panel of panels) {
          expect(panel.getAttribute("data-freshness")).not.toBe("fresh");
          expect(panel.textContent).toContain(messages.oldData("").trim());
        }
        expect(drawn.querySelector('[data-banner="lost"]') !== null).toBe(state === "disconnected");
        cleanup();
      }
    }
    expect(drawScene("overview", "stale").querySelector('[data-banner="alarm"]')?.textContent).toContain(
      messages.alarm.allMissing,
    );
  });
});

describe.each(SAMPLE_STATES)("Explore's panels in the state %s", (state) => {
  it.each(EXPLORE_PANELS.map(({ id }) => id))("%s is drawn whole in both languages", (id) => {
    for (const language of LANGUAGES) {
      const drawn = drawPanel(id, state, language);
      expect(drawn.textContent).not.toMatch(LOST_VALUES);
      expect(drawn.querySelector("main")?.textContent ?? "").not.toBe("");
      expect(drawn.querySelector("[role=alert]")).toBeNull();
      cleanup();
    }
  });
});

describe("Explore's panels", () => {
  it("print the figures they were given", () => {
    const { metrics } = sampleComparison(situationOf("normal"));
    const drawn = drawPanel("figures", "normal");
    expect(figure(drawn, "received")).toBe(format.count(metrics.received));
    expect(figure(drawn, "on-time")).toBe(format.percent(metrics.on_time_rate));
  });

  it("say in words that there is nothing to show", () => {
    const said: [string, string][] = [
      ["figures", words.figures.none],
      ["series", words.series.empty],
      ["ages", words.ages.empty],
      ["movers", words.movers.none],
      ["matrix", words.matrix.empty],
      ["map", words.places.nothing],
    ];
    for (const [id, text] of said) {
      expect(drawPanel(id, "empty").textContent).toContain(text);
      cleanup();
    }
  });
});

describe.each(Object.keys(DESK_PREVIEWS))("the desk's page %s", (id) => {
  it.each(SAMPLE_STATES)("is drawn whole in the state %s", (state) => {
    for (const language of LANGUAGES) {
      const drawn = render(
        <PreviewDesk
          address={addressOf(state, language)}
          city={SMALL_CITY}
          shapes={SMALL_SHAPES}
          target={{ kind: "desk", id }}
        />,
      ).container;
      expect(drawn.textContent).not.toMatch(LOST_VALUES);
      expect(drawn.textContent).toContain(SAMPLE_LABEL);
      expect(drawn.querySelectorAll("h1").length).toBe(1);
      cleanup();
    }
  });
});
