/** A table's columns by name, with their ClickHouse types. */
export type ColumnTypes = Readonly<Record<string, string>>;

/** What a table's columns differ in from those that its record asks for, one line each. */
export function compareColumns(wanted: ColumnTypes, found: ColumnTypes): string[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort();
  return names.flatMap((name) => {
    if (wanted[name] === found[name]) return [];
    if (found[name] === undefined) return [`${name} is missing`];
    if (wanted[name] === undefined) return [`${name} is in no record`];
    return [`${name} is ${found[name]}, not ${wanted[name]}`];
  });
}
