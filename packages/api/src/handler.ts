import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { EndpointId, Endpoints, JsonAnswer, ParamsOf, QueryOf, SentTo } from "@toancanh/contracts";
import type { OwnUnits } from "@toancanh/store";
import type { Static } from "typebox";
import type { Caller } from "./server/access/caller.ts";
import type { AnswerStore } from "./server/access/scope-store.ts";

/** What a handler needs of a request, checked against the catalogue's entry. */
interface EndpointRequest<Id extends EndpointId> {
  params: ParamsOf<Endpoints[Id]>;
  query: QueryOf<Endpoints[Id]>;
  /** The JSON sent with it. */
  sent: SentTo<Endpoints[Id]>;
  /** Of this request, as problems and the log name it. */
  id: string;
  headers: IncomingHttpHeaders;
  caller: Caller;
  /** Network address it came from. */
  address: string;
  /** What the caller may see under the endpoint's scope; null for everything. */
  own: OwnUnits | null;
  /** The store as far as the caller may see it: the only one that a handler has. */
  store: AnswerStore;
  /** The bytes of the body; empty where the endpoint takes none. */
  body: Buffer;
}

/** An answer that is not JSON of the entry's schema; its media type is the entry's unless its headers name one. */
export class MediaReply {
  readonly body: Buffer | string | Readable | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: 200 | 304;

  constructor(
    body: Buffer | string | Readable | null,
    headers: Readonly<Record<string, string>> = {},
    status: 200 | 304 = 200,
  ) {
    this.body = body;
    this.headers = headers;
    this.status = status;
  }
}

/** What an endpoint answers with: the value of its JSON schema, else a body of its media type. */
export type AnswerOf<Id extends EndpointId> =
  Endpoints[Id]["answer"] extends JsonAnswer<infer S> ? Static<S> : MediaReply;

/** @throws ApiProblem for an answer 4xx or 5xx */
export type Handler<Id extends EndpointId> = (request: EndpointRequest<Id>) => Promise<AnswerOf<Id>>;

/** One handler for every entry of the catalogue, and none besides. */
export type Handlers = { [Id in EndpointId]: Handler<Id> };
