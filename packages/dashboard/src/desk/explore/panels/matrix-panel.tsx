import type { Matrix } from "@toancanh/contracts";
import { share } from "@toancanh/domain";
import { pickText, toCsv } from "@toancanh/words";
import { useMemo } from "react";
import { useWindowSize } from "../../../ui/measure/use-window-size.ts";
import { useLatest } from "../data/use-latest.ts";
import { Choice } from "../parts/choice.tsx";
import { useExplore } from "../parts/explore-context.ts";
import { Pager } from "../parts/pager.tsx";
import { Section } from "../parts/section.tsx";
import { periodQuery, scopeQuery } from "../state/explore-queries.ts";
import { MATRIX_SHADES, MATRIX_VALUES } from "../state/explore-state.ts";
import {
  buildMatrix,
  cutPage,
  type MatrixModel,
  type MatrixNames,
  matrixTable,
  shadeOf,
} from "./matrix-model.ts";
import { saveFile } from "./save-file.ts";

const ROWS = 12;
/** Pixels of the window that a column of numbers with a two-line head needs. */
const COLUMN_PIXELS = 112;
const SIDE_PIXELS = 330;

/** As many categories as fit side by side. */
function columnsFor(width: number): number {
  return Math.max(2, Math.min(14, Math.floor((width - SIDE_PIXELS) / COLUMN_PIXELS)));
}

export function MatrixPanel() {
  const { data, state, update, words } = useExplore();
  const answer = useLatest(data.matrix({ ...periodQuery(state), ...scopeQuery(state) }));
  return (
    <Section
      area="matrix"
      title={words.matrix.title}
      state={answer}
      controls={
        <>
          <Choice
            label={words.matrix.value}
            value={state.value}
            options={MATRIX_VALUES.map((value) => ({ value, text: words.matrix.values[value] }))}
            onChoose={(value) => update({ value, rows: 0, columns: 0 }, "replace")}
          />
          <Choice
            label={words.matrix.shade}
            value={state.shade}
            options={MATRIX_SHADES.map((shade) => ({ value: shade, text: words.matrix.shades[shade] }))}
            onChoose={(shade) => update({ shade }, "replace")}
          />
        </>
      }
    >
      {(matrix) => <MatrixTable matrix={matrix} />}
    </Section>
  );
}

function useNames(): MatrixNames {
  const { words, city, wardName, language } = useExplore();
  return useMemo(() => {
    const categories = new Map(
      city.categories.map((one) => [one.service_code, pickText(one.name, language)]),
    );
    return {
      corner: words.matrix.ward,
      ward: (code) => (code === "" ? words.matrix.unlocated : wardName(code)),
      category: (code) => categories.get(code) ?? code,
      rowTotal: words.matrix.rowTotal,
      columnTotal: words.matrix.columnTotal,
    };
  }, [words, city, wardName, language]);
}

function MatrixTable({ matrix }: { matrix: Matrix }) {
  const { state, update, words, format } = useExplore();
  const { width } = useWindowSize();
  const names = useNames();
  const model = useMemo(() => buildMatrix(matrix.rows, state.value), [matrix, state.value]);
  const size = { rows: ROWS, columns: columnsFor(width) };
  const page = cutPage(model, state, size);
  if (model.wards.length === 0) return <p className="ex-note">{words.matrix.empty}</p>;
  const save = () => {
    const day = format.date(Date.parse(matrix.as_of)).split("/").reverse().join("-");
    saveFile(`${words.matrix.fileName}-${day}.csv`, toCsv(matrixTable(model, page, names)));
  };
  return (
    <>
      <div className="ex-scroll">
        <table className="ex-matrix" data-total={model.total}>
          <thead>
            <tr>
              <th scope="col">{names.corner}</th>
              {page.categories.map((category) => (
                <th key={category} scope="col" className="ex-number">
                  {names.category(category)}
                </th>
              ))}
              <th scope="col" className="ex-number ex-sum">
                {names.rowTotal}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.wards.map((ward) => (
              <tr
                key={ward}
                data-ward={ward}
                aria-current={ward !== "" && ward === state.ward ? "true" : undefined}
              >
                <th scope="row">
                  {ward === "" ? (
                    names.ward(ward)
                  ) : (
                    <button
                      type="button"
                      className="ex-link"
                      onClick={() => update({ ward: ward === state.ward ? null : ward })}
                    >
                      {names.ward(ward)}
                    </button>
                  )}
                </th>
                {page.categories.map((category) => (
                  <MatrixCell key={category} model={model} ward={ward} category={category} />
                ))}
                <td className="ex-number ex-sum">{format.count(model.rowSum(ward))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{names.columnTotal}</th>
              {page.categories.map((category) => (
                <td key={category} className="ex-number">
                  {format.count(model.columnSum(category))}
                </td>
              ))}
              <td className="ex-number ex-sum">{format.count(model.total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div className="ex-foot">
        <Pager
          what={words.matrix.rows}
          page={page.rowPage}
          size={size.rows}
          count={model.wards.length}
          onPage={(rows) => update({ rows }, "replace")}
        />
        <Pager
          what={words.matrix.columns}
          page={page.columnPage}
          size={size.columns}
          count={model.categories.length}
          onPage={(columns) => update({ columns }, "replace")}
        />
        <button type="button" className="ex-button" onClick={save}>
          {words.matrix.csv}
        </button>
      </div>
    </>
  );
}

function MatrixCell({ model, ward, category }: { model: MatrixModel; ward: string; category: string }) {
  const { state, words, format } = useExplore();
  const number = model.at(ward, category);
  const byRow = state.shade === "row";
  const of = byRow ? model.rowSum(ward) : model.columnSum(category);
  const part = format.percent(share(number, of));
  return (
    <td
      className="ex-number"
      data-shade={shadeOf(number, of)}
      title={byRow ? words.matrix.shareOfRow(part) : words.matrix.shareOfColumn(part)}
    >
      {number === 0 ? "–" : format.count(number)}
    </td>
  );
}
