import type { Alarm } from "@toancanh/contracts";
import type { KafkaStatus } from "@toancanh/ingest";

/** What a person has to look at in a Kafka source. */
export function kafkaAlarms({ state, partitions }: KafkaStatus): Alarm[] {
  const alarms = partitions
    .filter(({ stopped }) => stopped)
    .map(({ topic, partition }): Alarm => {
      const name = `${topic}/${partition}`;
      return {
        code: "kafka_partition_stopped",
        message: {
          vi: `Đã ngừng đọc phân vùng ${name}: quá nhiều sự kiện không nhận được. Sửa nguồn gửi rồi khởi động lại.`,
          en: `Partition ${name} is no longer read: too many of its events could not be taken. Mend what sends them, then start again.`,
        },
      };
    });
  if (state === "connecting") {
    alarms.push({
      code: "kafka_unreachable",
      message: {
        vi: "Không kết nối được với Kafka: sự kiện mới chưa đến được.",
        en: "No Kafka broker answers: new events cannot arrive.",
      },
    });
  }
  return alarms;
}
