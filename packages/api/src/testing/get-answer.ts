import type { FastifyInstance, LightMyRequestResponse } from "fastify";

/** The answer to a GET below /api/v1; throws with its body where the status is not 200. */
export async function getAnswer(api: FastifyInstance, path: string): Promise<LightMyRequestResponse> {
  const answer = await api.inject(`/api/v1${path}`);
  if (answer.statusCode !== 200) throw new Error(`GET ${path}: ${answer.statusCode} ${answer.body}`);
  return answer;
}
