import type { KafkaStatus } from "@toancanh/ingest";
import { describe, expect, it } from "vitest";
import { kafkaAlarms } from "./kafka-alarms.ts";

function status(over: Partial<KafkaStatus> = {}): KafkaStatus {
  return {
    state: "running",
    partitions: [
      { topic: "report-events", partition: 0, lag: 0, stopped: false },
      { topic: "report-events", partition: 3, lag: 12, stopped: false },
    ],
    heldRows: 0,
    heldBytes: 0,
    backPressure: false,
    ...over,
  };
}

describe("alarms of a Kafka source", () => {
  it("are none while it reads", () => {
    expect(kafkaAlarms(status())).toEqual([]);
  });

  it("name each partition that is stopped, in both languages", () => {
    const [alarm, ...others] = kafkaAlarms(
      status({ partitions: [{ topic: "report-events", partition: 3, lag: 12, stopped: true }] }),
    );
    expect(others).toEqual([]);
    expect(alarm?.code).toBe("kafka_partition_stopped");
    expect(alarm?.message.vi).toContain("report-events/3");
    expect(alarm?.message.en).toContain("report-events/3");
  });

  it("say that no broker answers", () => {
    expect(kafkaAlarms(status({ state: "connecting" })).map(({ code }) => code)).toEqual([
      "kafka_unreachable",
    ]);
  });
});
