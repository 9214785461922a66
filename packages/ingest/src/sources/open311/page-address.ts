import type { Open311Feed } from "@toancanh/contracts";

/**
 * By which time an endpoint is asked: `requested` is in the standard (start_date, end_date), `updated` is what many
 * servers have beside it (updated_after, updated_before) and what finds closed requests.
 */
export const PULL_ORDERS = ["requested", "updated"] as const;
type PullOrder = (typeof PULL_ORDERS)[number];

/** Servers are asked by whole seconds: no shorter span can be asked for. */
export const MIN_SPAN_MS = 1000;

/** Epoch ms. */
export interface Span {
  from: number;
  to: number;
}

/** Which server is asked, and how. */
export interface PullServer {
  /** Base of the API: its `requests.json` is asked. */
  endpoint: string;
  order: PullOrder;
  /** Sent as `jurisdiction_id` and `api_key`; the key never reaches a log or an error. */
  jurisdiction?: string;
  apiKey?: string;
  /** By the profile's settings of the feed. */
  server?: Pick<Open311Feed, "answers" | "page_size" | "first_page">;
}

/** The address that asks for page `page`, by the server's own number. `first`: where all questions of a pull begin. */
export function addressOfPage(
  { from, to, page }: Span & { page: number },
  { endpoint, server, order, jurisdiction, apiKey }: PullServer,
  { tuning, first }: { tuning: { pageSize: number }; first: number },
): URL {
  const file = `requests.${server?.answers ?? "json"}`;
  const address = /\/requests\.(json|xml)$/.test(endpoint)
    ? new URL(endpoint)
    : new URL(file, endpoint.endsWith("/") ? endpoint : `${endpoint}/`);
  const names = order === "requested" ? ["start_date", "end_date"] : ["updated_after", "updated_before"];
  // A server that leaves out both bounds of a span would never give what lies on one: spans overlap by a second.
  const begin = Math.max(first, from - MIN_SPAN_MS);
  for (const [index, time] of [begin, to].entries()) {
    address.searchParams.set(names[index] ?? "", new Date(time).toISOString().replace(/\.\d+Z$/, "Z"));
  }
  address.searchParams.set("page", String(page));
  address.searchParams.set("page_size", String(server?.page_size ?? tuning.pageSize));
  if (jurisdiction !== undefined) address.searchParams.set("jurisdiction_id", jurisdiction);
  if (apiKey !== undefined) address.searchParams.set("api_key", apiKey);
  return address;
}
