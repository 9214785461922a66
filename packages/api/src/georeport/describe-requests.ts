import type { Profile } from "@toancanh/contracts";
import type { QueryRow } from "@toancanh/store";
import { languageOf, open311TextsFor, pickText } from "@toancanh/words";
import { toInstant, toInstantOrNull } from "../figures/figure-source.ts";
import type { Document } from "./render-document.ts";

/** How requests are shown. */
interface Showing {
  /** Where each lies; without it the place is left out, as it is for the public. */
  places: boolean;
  extensions: boolean;
  /** Until when things are told, epoch ms. */
  asOf: number;
}

/**
 * `GET requests`: reports in the fields of GeoReport v2. A report has no text, address, picture or person; a field of the
 * standard that would hold one is null. A closed request was last updated when it was closed.
 */
export function describeRequests(
  rows: readonly QueryRow<"service_requests">[],
  profile: Profile,
  showing: Showing,
): Document {
  const language = languageOf(profile.locale);
  const texts = open311TextsFor(language);
  const services = new Map(profile.categories.map((one) => [one.service_code, pickText(one.name, language)]));
  const agencies = new Map(profile.agencies.map((one) => [one.id, one.name]));
  return {
    root: "service_requests",
    item: "request",
    value: rows.map((row) => ({
      service_request_id: row.service_request_id,
      status: row.finished_at === null ? "open" : "closed",
      status_notes: null,
      service_name: services.get(row.service_code) ?? row.service_code,
      service_code: row.service_code,
      description: null,
      agency_responsible: row.agencies.at(-1) ?? null,
      service_notice: row.simulated ? texts.simulated : null,
      requested_datetime: toInstant(row.received_at),
      updated_datetime: toInstant(row.updated_at),
      expected_datetime: toInstantOrNull(row.due_at),
      address: null,
      address_id: null,
      zipcode: null,
      lat: showing.places ? row.lat : null,
      long: showing.places ? row.long : null,
      media_url: null,
      ...(showing.extensions
        ? {
            extended_attributes: {
              due: toInstantOrNull(row.due_at),
              late: row.due_at !== null && row.due_at < (row.finished_at ?? showing.asOf),
              agencies: row.agencies.map((id) => ({ id, name: agencies.get(id) ?? id })),
              simulated: row.simulated,
            },
          }
        : {}),
    })),
  };
}
