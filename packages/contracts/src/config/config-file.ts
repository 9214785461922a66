import Type, { type Static } from "typebox";
import { strict } from "../primitives.ts";

/**
 * The file that `--config` names: everything a city sets. docs/config.example.jsonc is one, with its reasons. What a
 * field is for and what it takes stands in its description, which `toancanh config check` shows beside a fault.
 */
export const ConfigFileSchema = Type.Object(
  {
    profile: Type.Optional(
      Type.String({ minLength: 1, description: "the city: name of a folder under profiles/; default hcmc" }),
    ),
    data: Type.Optional(
      Type.String({
        minLength: 1,
        description: "data directory of start; default .data/<profile> below the current directory",
      }),
    ),
    listen: Type.Optional(
      Type.Object(
        {
          host: Type.Optional(
            Type.String({
              minLength: 1,
              description: "address to listen on; default 127.0.0.1, any other needs access",
            }),
          ),
          port: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 65_535,
              description: "port, 0 to 65535; default 10220, 0 takes a free one",
            }),
          ),
          allowed_hosts: Type.Optional(
            Type.Array(Type.String({ minLength: 1 }), {
              description: "host names beside localhost under which it may be asked, without scheme or port",
            }),
          ),
        },
        { ...strict, description: "where requests are answered: host, port, allowed_hosts" },
      ),
    ),
    access: Type.Optional(
      Type.String({
        minLength: 1,
        description: "file that says who may come in, like docs/access.example.jsonc",
      }),
    ),
    open_data: Type.Optional(
      Type.Object(
        {
          enabled: Type.Optional(
            Type.Boolean({ description: "true or false; default true, false shows the public nothing" }),
          ),
          delay_minutes: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 44_640,
              description: "minutes that what happens stays untold to the public, 0 to 44640; default 60",
            }),
          ),
        },
        { ...strict, description: "what callers without a name may see: enabled, delay_minutes" },
      ),
    ),
    simulation: Type.Optional(
      Type.Object(
        {
          enabled: Type.Optional(
            Type.Boolean({ description: "true or false; default true, false waits for real events" }),
          ),
          rate: Type.Optional(
            Type.Number({
              minimum: 0.001,
              maximum: 100,
              description: "simulated events a second, 0.001 to 100; default: the city's own volume",
            }),
          ),
          months: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 36,
              description: "months of simulated history at the first start, 1 to 36; default 13",
            }),
          ),
          seed: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 2_147_483_647,
              description: "seed of the simulation at the first start, a whole number; default 1022",
            }),
          ),
        },
        { ...strict, description: "simulated events: enabled, rate, months, seed" },
      ),
    ),
    kafka: Type.Optional(
      Type.Object(
        {
          brokers: Type.String({
            pattern: "^(local|[^\\s,:]+:\\d+(,[^\\s,:]+:\\d+)*)$",
            description: "brokers as host:port[,host:port]; local starts one for trying things",
          }),
          topic: Type.Optional(
            Type.String({ minLength: 1, description: "topic with the report events; default report-events" }),
          ),
          group: Type.Optional(
            Type.String({
              minLength: 1,
              description: "consumer group; default: one of the data directory, toancanh for ingest",
            }),
          ),
          connection: Type.Optional(
            Type.String({
              minLength: 1,
              description:
                "JSON file with tls and sasl (docs/connect.md); the password is KAFKA_PASSWORD[_FILE]",
            }),
          ),
          max_dead_letter_share: Type.Optional(
            Type.Number({
              minimum: 0,
              maximum: 1,
              description: "a partition with a higher share of dead letters is stopped, 0 to 1; default 0.05",
            }),
          ),
          dead_letter_topic: Type.Optional(
            Type.String({
              description:
                'topic for dead letters of ingest beside the table, "" for none; default report-events-dlq',
            }),
          ),
        },
        { ...strict, description: "events from Kafka: brokers, topic, group, connection" },
      ),
    ),
    server: Type.Optional(
      Type.Object(
        {
          clickhouse: Type.String({
            pattern: "^https?://",
            description: "address of the ClickHouse server of api and ingest, like http://127.0.0.1:8123",
          }),
          user: Type.Optional(
            Type.String({
              minLength: 1,
              description: "user of the server; the password is CLICKHOUSE_PASSWORD[_FILE]",
            }),
          ),
          database: Type.Optional(
            Type.String({
              pattern: "^[A-Za-z_]\\w*$",
              description: "database of the server: letters, digits and _; default toancanh",
            }),
          ),
        },
        { ...strict, description: "the ClickHouse server of api and ingest: clickhouse, user, database" },
      ),
    ),
    backup: Type.Optional(
      Type.Object(
        {
          to: Type.String({
            minLength: 1,
            description: "folder, best on another disk, that takes a verified backup by itself",
          }),
          every_hours: Type.Optional(
            Type.Number({
              minimum: 0.01,
              maximum: 744,
              description: "how many hours old the newest backup may get, 0.01 to 744; default 24",
            }),
          ),
        },
        { ...strict, description: "the schedule of backups: to, every_hours" },
      ),
    ),
    disk: Type.Optional(
      Type.Object(
        {
          warn_percent: Type.Optional(
            Type.Number({
              minimum: 0,
              maximum: 100,
              description: "a warning when less of the data's disk is free, 0 to 100; default 10",
            }),
          ),
          alarm_percent: Type.Optional(
            Type.Number({
              minimum: 0,
              maximum: 100,
              description: "an alarm when less of the data's disk is free, 0 to 100; default 3",
            }),
          ),
        },
        { ...strict, description: "free space: warn_percent, alarm_percent" },
      ),
    ),
    log_level: Type.Optional(
      Type.Enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
        description: "of the log on stderr: fatal, error, warn, info, debug, trace or silent",
      }),
    ),
  },
  strict,
);
export type ConfigFile = Static<typeof ConfigFileSchema>;
