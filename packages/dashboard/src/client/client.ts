import {
  ENDPOINTS,
  type EndpointId,
  type Endpoints,
  type JsonAnswer,
  type SentTo,
} from "@toancanh/contracts";
import type { Static, TSchema } from "typebox";
import { Check } from "typebox/value";
import { addressOf, type Input } from "./address.ts";
import { noteAnswer } from "./answer-state.ts";
import { DECODERS, type Decoded, type EndpointsOf } from "./decoders.ts";
import { AnswerError } from "./load-failure.ts";
import { readJson } from "./read-json.ts";

/** Endpoints that answer JSON, and what they answer. */
export type JsonId = EndpointsOf<"json">;
/** Endpoints that change something by a JSON body, and answer JSON. */
type PostId = {
  [Id in EndpointId]: Endpoints[Id] extends { method: "POST"; body: TSchema; answer: JsonAnswer }
    ? Id
    : never;
}[EndpointId];
export type Answer<Id extends JsonId> = Static<Endpoints[Id]["answer"]["schema"]>;

/**
 * Reads of /api/v1 by the names of the catalogue. `input` holds path parameters and query together.
 * Every answer is checked against the contract before a panel sees it.
 */
export const client = {
  /** @throws AnswerError (status, shape) */
  async get<Id extends JsonId>(id: Id, input: Input<Id>, signal: AbortSignal): Promise<Answer<Id>> {
    const response = await request(id, input, signal);
    const { schema }: { schema: Endpoints[Id]["answer"]["schema"] } = ENDPOINTS[id].answer;
    const value = await readJson(response);
    if (!Check(schema, value)) throw new AnswerError({ kind: "shape" }, `${id}: unexpected shape`);
    return value;
  },

  /** Changes something. `csrf` is the session's token, null without one. @throws AnswerError (status, shape) */
  async post<Id extends PostId>(
    id: Id,
    input: Input<Id>,
    sent: SentTo<Endpoints[Id]>,
    csrf: string | null,
    signal: AbortSignal,
  ): Promise<Static<Endpoints[Id]["answer"]["schema"]>> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (csrf !== null) headers["x-csrf-token"] = csrf;
    const response = await request(id, input, signal, {
      method: "POST",
      headers,
      body: JSON.stringify(sent),
    });
    const { schema }: { schema: Endpoints[Id]["answer"]["schema"] } = ENDPOINTS[id].answer;
    const value = await readJson(response);
    if (!Check(schema, value)) throw new AnswerError({ kind: "shape" }, `${id}: unexpected shape`);
    return value;
  },

  /** The same for an answer of another media type, decoded. @throws AnswerError (status, shape) */
  async read<Id extends keyof Decoded & EndpointsOf<"media">>(
    id: Id,
    input: Input<Id>,
    signal: AbortSignal,
  ): Promise<Decoded[Id]> {
    return DECODERS[id](await request(id, input, signal));
  },
};

async function request<Id extends EndpointId>(
  id: Id,
  input: Input<Id>,
  signal: AbortSignal,
  change: Pick<RequestInit, "method" | "headers" | "body"> = {},
): Promise<Response> {
  const response = await fetch(addressOf(id, input), { ...change, signal, cache: "no-store" });
  noteAnswer(response.headers);
  if (response.ok) return response;
  throw new AnswerError({ kind: "status", status: response.status }, `${id}: ${response.status}`);
}
