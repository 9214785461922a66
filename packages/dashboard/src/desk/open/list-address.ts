import { LIST_STATES, type ListState, REPORT_SORTS, type ReportSort, STATE_FLAGS } from "@toancanh/contracts";
import type { Input } from "../../client/address.ts";
import type { DeskPeriod } from "../../shell/context/desk-context.ts";

/** What an address of the list asks for; "" where nothing is asked. */
export interface ListAddress {
  state: ListState;
  /** Whenever received, or only in the period in view. */
  span: "all" | "period";
  id: string;
  agency: string;
  block: string;
  ward: string;
  category: string;
  group: string;
  channel: string;
  flag: string;
  unlocated: boolean;
  reopened: boolean;
  dueTo: string;
  sort: ReportSort;
}

const DEFAULT_SORT: ReportSort = "due";

/** Reads the address: without a state what is open, without a period whenever received. */
export function parseListAddress(search: string): ListAddress {
  const params = new URLSearchParams(search);
  const text = (name: string) => params.get(name) ?? "";
  const state = LIST_STATES.find((one) => one === text("state")) ?? "open";
  return {
    state,
    span: text("period") === "" && text("span") !== "period" ? "all" : "period",
    id: text("id").trim(),
    agency: text("agency"),
    block: text("block"),
    ward: text("ward"),
    category: text("category"),
    group: text("group"),
    channel: text("channel"),
    flag: STATE_FLAGS.find((one) => one === text("flag")) ?? "",
    unlocated: text("unlocated") === "true",
    reopened: text("reopened") === "true",
    dueTo: Number.isNaN(Date.parse(text("due_to"))) ? "" : text("due_to"),
    sort: REPORT_SORTS.find((one) => one === text("sort")) ?? DEFAULT_SORT,
  };
}

type FileQuery = Omit<Input<"report_file">, "lang">;

/** The question of an address to the API. */
export function fileQuery(address: ListAddress, period: DeskPeriod | null): FileQuery {
  const { agency, block, ward, category, group, channel, id, dueTo } = address;
  const flag = STATE_FLAGS.find((one) => one === address.flag);
  return {
    state: address.state,
    sort: address.sort,
    ...(address.span === "period" && period !== null ? { period: period.kind, offset: period.offset } : {}),
    ...(agency === "" ? {} : { agency_responsible: agency }),
    ...(block === "" ? {} : { block }),
    ...(ward === "" ? {} : { ward_code: ward }),
    ...(category === "" ? {} : { service_code: category }),
    ...(group === "" ? {} : { field_group: group }),
    ...(channel === "" ? {} : { channel }),
    ...(id === "" ? {} : { id }),
    ...(flag === undefined ? {} : { flag }),
    ...(address.unlocated ? { unlocated: "true" } : {}),
    ...(address.reopened ? { reopened: "true" } : {}),
    ...(dueTo === "" ? {} : { due_to: dueTo }),
  };
}

/** The same for one page of the list. */
export function listQuery(address: ListAddress, period: DeskPeriod | null): Input<"report_list"> {
  return fileQuery(address, period);
}
