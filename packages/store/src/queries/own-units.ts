/** Units whose reports a caller may see: codes of wards of any epoch, and ids of agencies. */
export interface OwnUnits {
  readonly wards: readonly string[];
  readonly agencies: readonly string[];
}

const OWN = Symbol("own units");

/**
 * The parameters of a named query, and with them that it may give only reports in those wards or ever assigned to
 * those agencies. The restriction travels with the parameters, so that nothing that wraps a store can lose it.
 */
export function restrictTo<P extends object>(params: P, own: OwnUnits): P {
  return Object.assign({ ...params }, { [OWN]: own });
}

/** What parameters are restricted to; null for nothing. */
export function restrictionOf(params: object): OwnUnits | null {
  return isRestricted(params) ? params[OWN] : null;
}

function isRestricted(params: object): params is { [OWN]: OwnUnits } {
  return OWN in params;
}
