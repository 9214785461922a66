/**
 * The same document with every tuple as JSON Schema 2020-12 has it, which OpenAPI 3.1 is: `prefixItems` with nothing
 * behind them, where TypeBox writes the older `items` with a list.
 */
export function usePrefixItems(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(usePrefixItems);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, held]: [string, unknown]) => [key, usePrefixItems(held)]);
  const copy: Record<string, unknown> = Object.fromEntries(entries);
  const { items, additionalItems: _older, ...rest } = copy;
  return Array.isArray(items) ? { ...rest, prefixItems: items, items: false } : copy;
}
