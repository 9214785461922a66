import { ENDPOINTS, type EndpointId, type Endpoints } from "@toancanh/contracts";
import type { Static } from "typebox";
import { Check } from "typebox/value";
import { addressOf, type Input } from "./address.ts";
import { noteAnswer } from "./answer-state.ts";
import { DECODERS, type Decoded, type EndpointsOf } from "./decoders.ts";
import { AnswerError } from "./load-failure.ts";
import { readJson } from "./read-json.ts";

/** Endpoints that answer JSON, and what they answer. */
export type JsonId = EndpointsOf<"json">;
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

  /** The same for an answer of another media type, decoded. @throws AnswerError (status, shape) */
  async read<Id extends EndpointsOf<"media">>(
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
): Promise<Response> {
  const response = await fetch(addressOf(id, input), { signal, cache: "no-store" });
  noteAnswer(response.headers);
  if (response.ok) return response;
  throw new AnswerError({ kind: "status", status: response.status }, `${id}: ${response.status}`);
}
