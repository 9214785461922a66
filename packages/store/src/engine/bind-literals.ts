import { StoreError } from "./store-error.ts";

/** What a query parameter may be; times are epoch milliseconds for a `DateTime64(3, 'UTC')`. */
export type ParameterValue = string | number | boolean | readonly string[] | readonly number[];

const PLACEHOLDER = /\{([A-Za-z_]\w*):([^{}]+)\}/g;

/**
 * Replaces ClickHouse's native `{name:Type}` placeholders by typed literals. Server-side binding would be the
 * same to the reader, but queries with bound parameters wait for each other throughout an embedded engine.
 *
 * @throws StoreError `bad_query_parameter` for a missing name or a value not of its type
 */
export function bindLiterals(sql: string, params: Readonly<Record<string, ParameterValue>>): string {
  return sql.replace(PLACEHOLDER, (_match, name: string, type: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) throw new StoreError("bad_query_parameter", `parameter ${name} is missing`);
    return formatLiteral(name, type.trim(), value);
  });
}

function formatLiteral(name: string, type: string, value: ParameterValue): string {
  if (type.startsWith("Array(")) {
    if (!isList(value)) throw mismatch(name, type);
    const item = type.slice("Array(".length, -1);
    // Plain numbers: a function call for each of a long list is long to plan.
    if (item === "Float64" && value.every((entry) => Number.isFinite(entry))) {
      return `CAST([${value.join(", ")}], ${quote(type)})`;
    }
    return `CAST([${value.map((entry) => formatLiteral(name, item, entry)).join(", ")}], ${quote(type)})`;
  }
  if (type === "String") {
    if (typeof value !== "string") throw mismatch(name, type);
    return quote(value);
  }
  if (type === "Bool") {
    if (typeof value !== "boolean") throw mismatch(name, type);
    return String(value);
  }
  if (type === "DateTime64(3, 'UTC')") {
    if (typeof value !== "number" || !Number.isSafeInteger(value)) throw mismatch(name, type);
    return `fromUnixTimestamp64Milli(toInt64(${value}), 'UTC')`;
  }
  if (/^U?Int(8|16|32|64)$/.test(type)) {
    if (typeof value !== "number" || !Number.isSafeInteger(value)) throw mismatch(name, type);
    if (type.startsWith("U") && value < 0) throw mismatch(name, type);
    return `to${type}(${value})`;
  }
  if (type === "Float64") {
    if (typeof value !== "number" || !Number.isFinite(value)) throw mismatch(name, type);
    return `toFloat64(${value})`;
  }
  throw new StoreError("bad_query_parameter", `parameter ${name} has a type the store cannot bind: ${type}`);
}

function isList(value: ParameterValue): value is readonly string[] | readonly number[] {
  return Array.isArray(value);
}

/** A string literal. A zero byte would end the statement on its way through C. */
function quote(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\0", "\\0")}'`;
}

function mismatch(name: string, type: string): StoreError {
  return new StoreError("bad_query_parameter", `parameter ${name} must be ${type}`);
}
