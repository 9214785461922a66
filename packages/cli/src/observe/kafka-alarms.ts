import type { Alarm } from "@toancanh/contracts";
import type { KafkaStatus } from "@toancanh/ingest";
import { ALARM_MESSAGES } from "@toancanh/words";

/** What a person has to look at in a Kafka source. */
export function kafkaAlarms({ state, partitions }: KafkaStatus): Alarm[] {
  const alarms = partitions
    .filter(({ stopped }) => stopped)
    .map(
      ({ topic, partition }): Alarm => ({
        code: "kafka_partition_stopped",
        message: ALARM_MESSAGES.kafka_partition_stopped(`${topic}/${partition}`),
      }),
    );
  if (state === "connecting") {
    alarms.push({ code: "kafka_unreachable", message: ALARM_MESSAGES.kafka_unreachable });
  }
  return alarms;
}
