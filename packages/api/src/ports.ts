import type { Overlay } from "@toancanh/contracts";
import type { Ingester } from "@toancanh/ingest";

/** What the API needs of the ingester of this process. */
export type IngesterPort = Pick<Ingester, "accept" | "onChange">;

/** The city's layers for the map. */
export interface OverlaysPort {
  readonly list: readonly Overlay[];
  /** GeoJSON text of a layer of the list, as it stands now. Rejects when it cannot be read. */
  read(id: string): Promise<string>;
}
