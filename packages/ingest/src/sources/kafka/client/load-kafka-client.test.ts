import { describe, expect, it } from "vitest";
import { loadKafkaClient } from "./load-kafka-client.ts";

describe("loadKafkaClient", () => {
  it("says what to install when the client was not compiled", async () => {
    const load = () => Promise.reject(new Error("Cannot find module node-librdkafka.node"));
    await expect(loadKafkaClient(load)).rejects.toMatchObject({
      code: "kafka_client_missing",
      message: expect.stringMatching(/install g\+\+, make, python3.* then npm run setup:kafka/),
    });
  });
});
