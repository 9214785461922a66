import type { Wards } from "@toancanh/contracts";
import { useMemo } from "react";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { CentreBox } from "../../map/centre-box.tsx";
import { toBounds } from "../../map/geometry/projection.ts";
import { borderLayers, hatchLayer, wardFillLayer } from "../../map/layers/ward-layers.ts";
import { MapLabels } from "../../map/map-labels.tsx";
import { MapSlot } from "../../map/map-slot.tsx";
import { DIVERGING, PALETTE, toRgba } from "../../ui/palette.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";
import { type WardClass, wardClasses } from "./ward-classes.ts";

const COLOURS = DIVERGING.map((hex) => toRgba(hex));
const NO_DATA = toRgba(PALETTE.land);
const GROUND_LINE = toRgba(PALETTE.ground);
const LABELS = 3;

export function WardMapPanel({ state, now }: { state: ResourceState<Wards>; now: number }) {
  const { messages } = useScene();
  return (
    <Panel
      area="map"
      state={state}
      cadenceMs={CADENCE.wards}
      now={now}
      title={messages.overview.mapTitle}
      className="ward-map"
    >
      {(wards) => <WardMaps wards={wards} />}
    </Panel>
  );
}

function WardMaps({ wards }: { wards: Wards }) {
  const { city, shapes, messages } = useScene();
  const classes = useMemo(() => wardClasses(wards.rows), [wards]);
  // The colours as one string: the map is drawn again when a colour changes, not when a new answer has come.
  const key = classes.map((ward) => `${ward.ward_code}:${ward.class ?? ""}`).join(";");
  const layers = useMemo(() => {
    const byCode = new Map<string, number>();
    for (const entry of key.split(";")) {
      const [code = "", found = ""] = entry.split(":");
      if (found !== "") byCode.set(code, Number(found));
    }
    const colourOf = (code: string) => {
      const found = byCode.get(code);
      return found === undefined ? NO_DATA : (COLOURS[found] ?? NO_DATA);
    };
    const without = new Set(shapes.polygons.map((ward) => ward.code).filter((code) => !byCode.has(code)));
    return (slot: string, lineWidth: number) => {
      const options = { slot, shapes, lineWidth };
      return [
        wardFillLayer(options, colourOf, key),
        hatchLayer(options, without, 1),
        ...borderLayers(options, GROUND_LINE, GROUND_LINE),
      ];
    };
  }, [key, shapes]);
  const centreLayers = useMemo(() => layers("overview-centre", 2), [layers]);
  const cityLayers = useMemo(() => layers("overview-city", 0.7), [layers]);
  const cityBounds = toBounds(city.map.city_bounds);
  const centreBounds = toBounds(city.map.centre_bounds);
  if (cityBounds === null || centreBounds === null) return null;
  return (
    <div className="ward-maps">
      <MapSlot id="overview-centre" bounds={centreBounds} layers={centreLayers} padding={0}>
        {(frame) => <MapLabels frame={frame} wishes={labelWishes(classes, city.wards)} limit={LABELS} />}
      </MapSlot>
      <MapSlot id="overview-city" bounds={cityBounds} layers={cityLayers} padding={0.01}>
        {(frame) => <CentreBox frame={frame} bounds={centreBounds} />}
      </MapSlot>
      <Legend words={messages.overview} />
    </div>
  );
}

function labelWishes(
  classes: readonly WardClass[],
  wards: readonly { code: string; short_name: string; lat: number; long: number }[],
) {
  const places = new Map(wards.map((ward) => [ward.code, ward]));
  return classes
    .filter((ward) => ward.class === 3 || ward.class === 4)
    .sort((a, b) => b.deviation - a.deviation)
    .flatMap((ward) => {
      const place = places.get(ward.ward_code);
      return place === undefined
        ? []
        : [{ id: place.code, text: place.short_name, lat: place.lat, long: place.long }];
    });
}

function Legend({ words }: { words: { lower: string; usual: string; higher: string; nothing: string } }) {
  const entries: [string, readonly string[]][] = [
    [words.higher, [DIVERGING[4], DIVERGING[3]]],
    [words.usual, [DIVERGING[2]]],
    [words.lower, [DIVERGING[1], DIVERGING[0]]],
    [words.nothing, []],
  ];
  return (
    <ul className="ward-legend second">
      {entries.map(([name, colours]) => (
        <li key={name}>
          <span className={colours.length === 0 ? "swatch swatch-hatched" : "swatch"}>
            {colours.map((colour) => (
              <span key={colour} style={{ background: colour }} />
            ))}
          </span>
          {name}
        </li>
      ))}
    </ul>
  );
}
