import type { Matrix } from "@toancanh/contracts";
import type { ExploreState } from "../state/explore-state.ts";

type Value = ExploreState["value"];

/** Ward × category with its sums, in the order in which it is shown. */
export interface MatrixModel {
  /** Ward codes, most first; "" (no place) at the end. */
  wards: string[];
  /** Category codes, most first. */
  categories: string[];
  at(ward: string, category: string): number;
  rowSum(ward: string): number;
  columnSum(category: string): number;
  total: number;
}

/** Part of the matrix that is on the screen. */
export interface MatrixPage {
  wards: string[];
  categories: string[];
  rowPage: number;
  columnPage: number;
}

/** @param value what a pair's number is: all received, or those late and overdue */
export function buildMatrix(rows: Matrix["rows"], value: Value): MatrixModel {
  const pairs = new Map<string, number>();
  const rowSums = new Map<string, number>();
  const columnSums = new Map<string, number>();
  let total = 0;
  const add = (sums: Map<string, number>, key: string, number: number) =>
    sums.set(key, (sums.get(key) ?? 0) + number);
  for (const row of rows) {
    const number = row[value];
    add(pairs, `${row.ward_code}|${row.service_code}`, number);
    add(rowSums, row.ward_code, number);
    add(columnSums, row.service_code, number);
    total += number;
  }
  const byMost = (sums: Map<string, number>) =>
    [...sums].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([key]) => key);
  const wards = byMost(rowSums).filter((code) => code !== "");
  return {
    wards: rowSums.has("") ? [...wards, ""] : wards,
    categories: byMost(columnSums),
    at: (ward, category) => pairs.get(`${ward}|${category}`) ?? 0,
    rowSum: (ward) => rowSums.get(ward) ?? 0,
    columnSum: (category) => columnSums.get(category) ?? 0,
    total,
  };
}

/** Cuts a page out; a page beyond the end is the last one. */
export function cutPage(
  model: MatrixModel,
  page: { rows: number; columns: number },
  size: { rows: number; columns: number },
): MatrixPage {
  const within = (wanted: number, count: number, length: number) =>
    Math.min(wanted, Math.max(0, Math.ceil(count / length) - 1));
  const rowPage = within(page.rows, model.wards.length, size.rows);
  const columnPage = within(page.columns, model.categories.length, size.columns);
  return {
    wards: model.wards.slice(rowPage * size.rows, (rowPage + 1) * size.rows),
    categories: model.categories.slice(columnPage * size.columns, (columnPage + 1) * size.columns),
    rowPage,
    columnPage,
  };
}

/** Five shades by a share; 0 for nothing at all. */
const SHADE_EDGES = [0.02, 0.05, 0.1, 0.2] as const;
export function shadeOf(number: number, of: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (number === 0 || of === 0) return 0;
  const share = number / of;
  const [a, b, c, d] = SHADE_EDGES;
  if (share < a) return 1;
  if (share < b) return 2;
  if (share < c) return 3;
  return share < d ? 4 : 5;
}

/** Names for the table and its file. */
export interface MatrixNames {
  corner: string;
  ward(code: string): string;
  category(code: string): string;
  rowTotal: string;
  columnTotal: string;
}

/** The page as a table of texts and numbers, exactly what is on the screen: heads, rows, sums. */
export function matrixTable(model: MatrixModel, page: MatrixPage, names: MatrixNames): (string | number)[][] {
  return [
    [names.corner, ...page.categories.map((code) => names.category(code)), names.rowTotal],
    ...page.wards.map((ward) => [
      names.ward(ward),
      ...page.categories.map((category) => model.at(ward, category)),
      model.rowSum(ward),
    ]),
    [names.columnTotal, ...page.categories.map((category) => model.columnSum(category)), model.total],
  ];
}
