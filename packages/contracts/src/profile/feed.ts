import Type, { type Static } from "typebox";
import { strict } from "../primitives.ts";

const Id = Type.String({ minLength: 1, maxLength: 100 });

/** What a source's word for the state of a report says. */
const STATUS_MEANINGS = ["open", "closed"] as const;
export type StatusMeaning = (typeof STATUS_MEANINGS)[number];

/** What the words of a source mean; the same settings for CSV formats and Open311 feeds. */
export const sourceWords = {
  null_words: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Words that stand for no value; default "", NULL, null, N/A, n/a, -',
    }),
  ),
  null_years: Type.Optional(
    Type.Array(Type.Integer(), {
      description:
        "Years, as the source writes them, whose dates stand for no date; default 0, 1, 1900 and 9999",
    }),
  ),
  statuses: Type.Optional(
    Type.Record(Type.String(), Type.Enum(STATUS_MEANINGS), {
      description:
        "What the source's own words of status mean, beside the usual ones; capitals, spaces and hyphens do not matter",
    }),
  ),
  time_zone: Type.Optional(
    Type.String({ minLength: 1, description: "IANA name of the zone of times that are written without one" }),
  ),
  decimal: Type.Optional(Type.Enum([".", ","], { description: "Of coordinates; default ." })),
};

/** How one Open311 server writes; a feed without a file is read by the standard. */
export const Open311FeedSchema = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 100, description: "Name of the file, and of --feed" }),
    source: Type.String({ minLength: 1 }),
    ...sourceWords,
    epoch_unit: Type.Optional(
      Type.Enum(["seconds", "milliseconds"], {
        description: "Of times that are numbers since 1970; default by their size",
      }),
    ),
    channel: Type.Optional({ ...Id, description: "Channel of its reports; default open311" }),
    answers: Type.Optional(
      Type.Enum(["json", "xml"], { description: "requests.json or requests.xml is asked; default json" }),
    ),
    page_size: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, description: "Requests asked for at once; default 100" }),
    ),
    first_page: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1,
        description: "Number of the first page; default: both are asked for once",
      }),
    ),
  },
  strict,
);
export type Open311Feed = Static<typeof Open311FeedSchema>;
