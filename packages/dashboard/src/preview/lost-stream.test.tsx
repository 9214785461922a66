// @vitest-environment happy-dom

import { cleanup, render } from "@testing-library/react";
import { createFormatter, LANGUAGES, messagesFor } from "@toancanh/words";
import { afterEach, expect, it } from "vitest";
import type { ConnectionState } from "../data/wall-data.ts";
import { SCENES } from "../scenes/index.ts";
import { SceneFrame } from "../ui/frame/scene-frame.tsx";
import { SceneContext } from "../ui/scene-context.ts";
import { sampleWallData } from "./sample/wall-data.ts";
import { SMALL_CITY, SMALL_SHAPES } from "./testing/small-city.ts";

afterEach(cleanup);

function draw(change: Partial<ConnectionState>, language: (typeof LANGUAGES)[number]): HTMLElement {
  const [spec] = SCENES;
  if (spec === undefined) throw new Error("no scene");
  const sample = sampleWallData(SMALL_CITY, SMALL_SHAPES, "normal");
  const connection = { ...sample.connection.getState(), ...change };
  const value = {
    data: { ...sample, connection: { ...sample.connection, getState: () => connection } },
    city: SMALL_CITY,
    shapes: SMALL_SHAPES,
    language,
    messages: messagesFor(language),
    format: createFormatter(language, SMALL_CITY.time_zone),
    label: null,
  };
  const scene = {
    spec,
    now: sample.clock.now(),
    pageTime: 0,
    dwellMs: 30_000,
    roundTurns: 1,
    portrait: false,
    paused: false,
  };
  return render(
    <SceneContext value={value}>
      <SceneFrame scene={scene} asOf={[new Date(sample.clock.now()).toISOString()]}>
        {null}
      </SceneFrame>
    </SceneContext>,
  ).container;
}

it.each(LANGUAGES)("says with a banner that the live stream was never heard (%s)", (language) => {
  const messages = messagesFor(language);
  const banner = draw({ lost: true, heardAt: null }, language).querySelector('[data-banner="lost"]');
  expect(banner?.textContent).toContain(messages.liveNeverOpened);
  cleanup();
  const heard = draw({ lost: true, heardAt: Date.UTC(2026, 0, 1) }, language).querySelector(
    '[data-banner="lost"]',
  );
  expect(heard?.textContent).not.toContain(messages.liveNeverOpened);
  cleanup();
  expect(draw({ lost: false, heardAt: null }, language).querySelector('[data-banner="lost"]')).toBeNull();
});

it.each(LANGUAGES)("shows an alarm beside the banner of a lost stream (%s)", (language) => {
  const messages = messagesFor(language);
  const drawn = draw({ lost: true, heardAt: null, alarms: ["writes_failing"] }, language);
  expect(drawn.querySelector('[data-banner="alarm"]')?.textContent).toContain(messages.alarm.notStored);
  expect(drawn.querySelector('[data-banner="lost"]')).not.toBeNull();
});
