import type { WardStandings } from "@toancanh/contracts";
import { useMemo } from "react";
import type { ResourceState } from "../../data/resource.ts";
import { CADENCE } from "../../data/wall-data.ts";
import { CentreBox } from "../../map/centre-box.tsx";
import type { Box } from "../../map/geometry/place-labels.ts";
import { toBounds } from "../../map/geometry/projection.ts";
import { GroundNames, type NameLimits, useBesideCity } from "../../map/ground-names.tsx";
import { groundLayers, riverLayers } from "../../map/layers/ground-layers.ts";
import { borderLayers, hatchLayer, wardFillLayer } from "../../map/layers/ward-layers.ts";
import { MapLabels } from "../../map/map-labels.tsx";
import { type MapFrame, MapSlot } from "../../map/map-slot.tsx";
import { useShapesAround } from "../../map/use-shapes-around.ts";
import { usePixel } from "../../ui/measure/use-pixel.ts";
import { DEVIATION, PALETTE, type Rgba, toRgba } from "../../ui/palette.ts";
import { Panel } from "../../ui/panel.tsx";
import { useScene } from "../../ui/scene-context.ts";

/** A ward with too few due has no colour: it is hatched. */
const COLOURS = new Map<string, Rgba>(Object.entries(DEVIATION).map(([level, hex]) => [level, toRgba(hex)]));

type Row = WardStandings["rows"][number];
const NO_DATA = toRgba(PALETTE.land);
const GROUND_LINE = toRgba(PALETTE.ground);
const LABELS = 3;
/** Beside coloured wards there is room for the sea's name at most. */
const SEA_ONLY: NameLimits = { water: 1, place: 0, neighbour: 0 };
const NOTHING: Box[] = [];

export function WardMapPanel({ state, now }: { state: ResourceState<WardStandings>; now: number }) {
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

function WardMaps({ wards }: { wards: WardStandings }) {
  const { city, shapes } = useScene();
  const around = useShapesAround(1);
  const pixel = usePixel();
  const { rows } = wards;
  // The levels as one string: the map is drawn again when a level changes, not when a new answer has come.
  const key = rows.map((ward) => `${ward.ward_code}:${ward.level}`).join(";");
  const layers = useMemo(() => {
    const byCode = new Map<string, Rgba>();
    for (const entry of key.split(";")) {
      const [code = "", level = ""] = entry.split(":");
      const colour = COLOURS.get(level);
      if (colour !== undefined) byCode.set(code, colour);
    }
    const colourOf = (code: string) => byCode.get(code) ?? NO_DATA;
    const without = new Set(shapes.polygons.map((ward) => ward.code).filter((code) => !byCode.has(code)));
    return (slot: string, lineWidth: number, whole: boolean) => {
      const options = { slot, shapes: whole ? shapes : around, lineWidth, pixel, whole };
      return [
        ...groundLayers(options),
        wardFillLayer(options, colourOf, key),
        hatchLayer(options, without),
        ...borderLayers(options, GROUND_LINE, GROUND_LINE),
        ...riverLayers(options, true),
      ];
    };
  }, [key, shapes, around, pixel]);
  const centreLayers = useMemo(() => layers("overview-centre", 2, false), [layers]);
  const cityLayers = useMemo(() => layers("overview-city", 0.7, true), [layers]);
  const cityBounds = toBounds(city.map.city_bounds);
  const centreBounds = toBounds(city.map.centre_bounds);
  if (cityBounds === null || centreBounds === null) return null;
  return (
    <div className="ward-maps">
      <MapSlot id="overview-centre" bounds={centreBounds} layers={centreLayers} padding={0}>
        {(frame) => <MapLabels frame={frame} wishes={labelWishes(rows, city.wards)} limit={LABELS} />}
      </MapSlot>
      <MapSlot id="overview-city" bounds={cityBounds} layers={cityLayers} padding={0.01}>
        {(frame) => (
          <>
            <CentreBox frame={frame} bounds={centreBounds} />
            <SeaName frame={frame} />
          </>
        )}
      </MapSlot>
      <Legend />
      <Coloured rows={rows} />
    </div>
  );
}

/** The sea's name, where it lies beside the coloured wards and not over them. */
function SeaName({ frame }: { frame: MapFrame }) {
  const isBesideCity = useBesideCity(frame);
  return <GroundNames frame={frame} limits={SEA_ONLY} taken={NOTHING} mayCover={isBesideCity} />;
}

/** The wards as the map colours them, for who checks the wall from outside: a canvas cannot be read. */
function Coloured({ rows }: { rows: readonly Row[] }) {
  return (
    <ul hidden>
      {rows
        .filter((row) => row.level !== "too_few")
        .map((row) => (
          <li
            key={row.ward_code}
            data-unit={row.ward_code}
            data-due={row.due}
            data-late={row.late}
            data-level={row.level}
          />
        ))}
    </ul>
  );
}

/** Only what is clearly more is named: the surest first. */
function labelWishes(
  rows: readonly Row[],
  wards: readonly { code: string; short_name: string; lat: number; long: number }[],
) {
  const places = new Map(wards.map((ward) => [ward.code, ward]));
  return rows
    .filter((ward) => ward.level === "clearly_more")
    .sort((a, b) => (b.probability_more ?? 0) - (a.probability_more ?? 0) || b.late - a.late)
    .flatMap((ward) => {
      const place = places.get(ward.ward_code);
      return place === undefined
        ? []
        : [{ id: place.code, text: place.short_name, lat: place.lat, long: place.long }];
    });
}

function Legend() {
  const { levels } = useScene().messages.overview;
  const entries: [string, readonly string[]][] = [
    [levels.clearlyMore, [DEVIATION.clearly_more, DEVIATION.more]],
    [levels.usual, [DEVIATION.usual]],
    [levels.clearlyFewer, [DEVIATION.clearly_fewer]],
    [levels.tooFew, []],
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
