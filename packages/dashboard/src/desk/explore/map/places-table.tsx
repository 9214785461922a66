import { useMemo, useState } from "react";
import { type MapFigures, type MapScale, rankPlaces, valueAt } from "../data/map-figures.ts";
import { useExplore } from "../parts/explore-context.ts";
import { Pager } from "../parts/pager.tsx";
import type { Measure } from "../state/explore-state.ts";
import { TOO_FEW } from "./map-layers.ts";

const PAGE = 10;

interface PlacesTableProps {
  figures: MapFigures;
  scale: MapScale;
  measure: Measure;
  nameOf: (index: number) => string;
  onShow: (index: number) => void;
}

/** The map as a table, for the keyboard and for readers who want the numbers. A place's button shows it on the map. */
export function PlacesTable({ figures, scale, measure, nameOf, onShow }: PlacesTableProps) {
  const { words, format } = useExplore();
  const order = useMemo(() => rankPlaces(figures, measure), [figures, measure]);
  const [turned, setTurned] = useState(0);
  const page = Math.min(turned, Math.max(0, Math.ceil(order.length / PAGE) - 1));
  const labels = words.places;
  const number = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? "–" : format.count(value);
  const shares = measure === "late_share";
  const heads =
    measure === "ratio"
      ? [labels.count, labels.expected, labels.ratio]
      : shares
        ? [labels.late, labels.due, labels.lateShare]
        : [labels.count, labels.late];
  const cellsOf = (index: number): string[] => {
    const value = valueAt(figures, measure, index);
    const count = number(figures.count[index]);
    if (measure === "ratio") {
      const expected = figures.expected[index] ?? Number.NaN;
      const usual = Number.isNaN(expected) ? "–" : format.decimal(expected);
      return [count, usual, value === null ? "–" : format.ratio(value)];
    }
    if (shares) return [number(figures.late[index]), number(figures.due[index]), format.percent(value)];
    return [count, number(figures.late[index])];
  };
  return (
    <div className="ex-places" data-places>
      <h3>{labels.title[figures.view]}</h3>
      {order.length === 0 ? <p className="ex-note">{labels.nothing}</p> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{labels.place}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="ex-number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.slice(page * PAGE, (page + 1) * PAGE).map((index) => {
            const found = scale.classAt(index);
            const name = nameOf(index);
            return (
              <tr key={figures.ids[index]} data-place={figures.ids[index]}>
                <th scope="row">
                  <button
                    type="button"
                    className="ex-link"
                    title={labels.show(name)}
                    onClick={() => onShow(index)}
                  >
                    <span
                      className="ex-swatch"
                      style={{ background: found === null ? TOO_FEW : (scale.colours[found] ?? TOO_FEW) }}
                    />
                    {name}
                  </button>
                </th>
                {cellsOf(index).map((text, column) => (
                  <td key={heads[column]} className="ex-number">
                    {text}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <Pager
        what={words.map.views[figures.view].toLowerCase()}
        page={page}
        size={PAGE}
        count={order.length}
        onPage={setTurned}
      />
    </div>
  );
}
