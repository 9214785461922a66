import { API_PREFIX, ENDPOINTS, type EndpointId, type Endpoints, type InputOf } from "@toancanh/contracts";

/** Path parameters and query of an endpoint in one object. */
export type Input<Id extends EndpointId> = InputOf<Endpoints[Id]>;

/**
 * The address of an endpoint: names in its path are filled in, the others become the query, in the
 * order of the input.
 *
 * @throws RangeError when a parameter of the path is missing
 */
export function addressOf<Id extends EndpointId>(id: Id, input: Input<Id>): string {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries<unknown>(Object(input))) {
    if (value !== undefined) values.set(name, String(value));
  }
  const path = ENDPOINTS[id].path.replaceAll(/:(\w+)/g, (_match, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new RangeError(`${id} needs ${name}`);
    values.delete(name);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams([...values]).toString();
  return `${API_PREFIX}${path}${query === "" ? "" : `?${query}`}`;
}
