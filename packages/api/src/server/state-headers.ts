import { type AlarmCode, API_PREFIX, type CityClock, STATE_HEADERS } from "@toancanh/contracts";
import type { FastifyInstance } from "fastify";

/** Puts the server's time and the alarms that stand on every answer of the API, refusals and streams included. */
export function addStateHeaders(app: FastifyInstance, clock: CityClock, alarmCodes: () => AlarmCode[]): void {
  app.addHook("onSend", async (request, reply) => {
    if (!request.url.startsWith(API_PREFIX)) return;
    const alarms = alarmCodes();
    reply.header(STATE_HEADERS.time, new Date(clock.now()).toISOString());
    if (clock.simulated) reply.header(STATE_HEADERS.speed, String(clock.speed));
    if (alarms.length > 0) reply.header(STATE_HEADERS.alarms, alarms.join(","));
  });
}
