import type { Static, TObject, TSchema } from "typebox";
import type { AccessScope } from "../access/scopes.ts";

/** Headings under which the documentation lists endpoints. */
export const ENDPOINT_TAGS = {
  figures: "Counts and rates of a period",
  analyses: "Figures by more than one dimension or period",
  periods: "Reporting periods: closing, rankings, scorecards",
  open_data: "What is public",
  live: "What happens now",
  city: "What does not change from minute to minute",
  reports: "One report, without anything personal",
  ingest: "Events in, and those that could not be taken",
  operation: "For those who operate it",
} as const;
type EndpointTag = keyof typeof ENDPOINT_TAGS;

/** JSON of one shape: the schema is validator of the client, filter of the server, static type and documentation. */
export interface JsonAnswer<S extends TSchema = TSchema> {
  kind: "json";
  status: 200 | 202;
  schema: S;
}

/** A body of another media type, whole. */
interface MediaAnswer {
  kind: "media";
  media_type: string;
  description: string;
  /** What documentation says of the body. */
  schema: TSchema;
  /** Headers that belong to the body. */
  headers?: Readonly<Record<string, TSchema>>;
  /** True when a caller that names the ETag it has may be answered 304. */
  may_be_unchanged?: true;
}

/** Server-sent events until either side ends them. */
interface StreamAnswer {
  kind: "stream";
  media_type: "text/event-stream";
  description: string;
}

type EndpointAnswer = JsonAnswer | MediaAnswer | StreamAnswer;

/** One route under /api/v1, as data: routing, validation, documentation, client and access follow from it. */
export interface EndpointSpec {
  method: "GET" | "POST";
  /** Under /api/v1; `:name` is a path parameter of `params`. */
  path: `/${string}`;
  tag: EndpointTag;
  summary: string;
  description?: string;
  params?: TObject;
  query?: TObject;
  /** JSON that is sent with it. */
  body?: TObject;
  /** Media types of the body that is taken as bytes, and what documentation says of each. */
  accepts?: Readonly<Record<string, TSchema>>;
  answer: EndpointAnswer;
  scope: AccessScope;
  /** `cache-control` of an answer; problems are never kept. */
  cache: "no-store" | "no-cache" | "public, no-cache";
}

/** An entry of the catalogue, with its own types kept. */
export function endpoint<const E extends EndpointSpec>(entry: E): E {
  return entry;
}

/** An answer in JSON. */
export function json<S extends TSchema>(schema: S): JsonAnswer<S> {
  return { kind: "json", status: 200, schema };
}

/** Nothing may be sent there. */
type None = Record<string, never>;

/** Path parameters of an endpoint. */
export type ParamsOf<E> = E extends { params: infer P extends TSchema } ? Static<P> : None;

/** Query of an endpoint. */
export type QueryOf<E> = E extends { query: infer Q extends TSchema } ? Static<Q> : None;

/** JSON body of an endpoint. */
export type SentTo<E> = E extends { body: infer B extends TSchema } ? Static<B> : None;

/** Path parameters and query in one object, as a client gives them. */
export type InputOf<E> = E extends { params: TSchema; query: TSchema }
  ? ParamsOf<E> & QueryOf<E>
  : E extends { params: TSchema }
    ? ParamsOf<E>
    : QueryOf<E>;
