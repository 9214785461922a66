import type { LiveReport } from "@toancanh/contracts";
import { useMemo } from "react";
import { CityInset } from "../../map/city-inset.tsx";
import { toBounds } from "../../map/geometry/projection.ts";
import { borderLayers, landLayer } from "../../map/layers/ward-layers.ts";
import { MapSlot } from "../../map/map-slot.tsx";
import { type Pin, Pins } from "../../map/pins.tsx";
import { PALETTE, toRgba } from "../../ui/palette.ts";
import { useScene } from "../../ui/scene-context.ts";

const INNER = toRgba(PALETTE.line);
const OUTER = toRgba(PALETTE.stale, 160);

/** The listed reports on the map of the city, and larger those of the centre. */
export function ReportsMap({ rows, late }: { rows: readonly LiveReport[]; late: boolean }) {
  const { city, shapes } = useScene();
  const cityBounds = toBounds(city.map.city_bounds);
  const centreBounds = toBounds(city.map.centre_bounds);
  const [cityLayers, centreLayers] = useMemo(
    () =>
      ["reports-city", "reports-centre"].map((slot, index) => {
        const options = { slot, shapes, lineWidth: index === 0 ? 0.8 : 1.4 };
        return [landLayer(options), ...borderLayers(options, INNER, OUTER)];
      }),
    [shapes],
  );
  const pins = rows.flatMap(({ service_request_id, lat, long }, index): Pin[] =>
    lat === null || long === null
      ? []
      : [{ id: service_request_id, text: String(index + 1), lat, long, alarm: late }],
  );
  if (cityBounds === null || centreBounds === null) return null;
  return (
    <div className="reports-maps">
      <MapSlot id="reports-centre" bounds={centreBounds} layers={centreLayers ?? []} padding={0}>
        {(frame) => <Pins frame={frame} pins={pins} />}
      </MapSlot>
      <CityInset
        id="reports-city"
        city={cityBounds}
        centre={centreBounds}
        layers={cityLayers ?? []}
        pins={pins}
        padding={0.01}
      />
    </div>
  );
}
