import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface MockRequest {
  service_request_id: string;
  status: string;
  service_code: string;
  requested_datetime: string;
  updated_datetime: string;
}

/** A question as it came. */
interface MockQuestion {
  /** Number of the question, from 1. */
  count: number;
  from: number;
  to: number;
  page: number;
  pageSize: number;
}

/** How the server behaves; what is left out is as the standard says. */
interface MockBehaviour {
  /** Most requests of an answer. */
  cap?: number;
  /** Most requests of all pages of a span: those behind are never given. */
  most?: number;
  /** Answers to every page with the first. */
  ignoresPages?: boolean;
  /** Answers to a page beyond the last with the last. */
  repeatsLastPage?: boolean;
  /** Bounds of a span belong to it; default both. */
  bounds?: "both" | "neither";
  /** Answers where a span has no requests. */
  writeEmpty?: (response: ServerResponse) => void;
  /** Body of an answer with requests; default their JSON. */
  render?: (requests: readonly MockRequest[]) => string;
  /** Answers in place of the server; true when it did. */
  intercept?: (question: MockQuestion, response: ServerResponse) => boolean;
  /** Called before each answer; may change what the server holds. */
  change?: (question: MockQuestion, requests: MockRequest[]) => void;
  /** Order of the list; default by date. */
  order?: (a: MockRequest, b: MockRequest) => number;
}

export interface MockOpen311 {
  endpoint: string;
  questions: MockQuestion[];
  requests: MockRequest[];
  behave: (behaviour: MockBehaviour) => void;
  close: () => Promise<void>;
}

const byDate = (a: MockRequest, b: MockRequest): number =>
  Date.parse(a.requested_datetime) - Date.parse(b.requested_datetime);

/** An Open311 server on a port of its own. */
export async function startMockOpen311(requests: MockRequest[]): Promise<MockOpen311> {
  let behaviour: MockBehaviour = {};
  const questions: MockQuestion[] = [];
  const held = [...requests];
  const server = createServer((message, response) => {
    const question = readQuestion(message, questions.length + 1);
    questions.push(question);
    behaviour.change?.(question, held);
    if (behaviour.intercept?.(question, response) === true) return;
    const found = find(question, message.url ?? "", held, behaviour);
    const { render = JSON.stringify, writeEmpty } = behaviour;
    if (found.length === 0 && writeEmpty !== undefined) writeEmpty(response);
    else response.end(render(found));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = addressOf(server.address());
  return {
    endpoint: `http://127.0.0.1:${port}/open311/v2`,
    questions,
    requests: held,
    behave(next) {
      behaviour = next;
      questions.length = 0;
      held.splice(0, held.length, ...requests.map((request) => ({ ...request })));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function find(
  { from, to, page, pageSize }: MockQuestion,
  url: string,
  held: readonly MockRequest[],
  {
    cap = 10_000,
    most = Number.POSITIVE_INFINITY,
    ignoresPages,
    repeatsLastPage,
    bounds,
    order = byDate,
  }: MockBehaviour,
): MockRequest[] {
  const isUpdated = url.includes("updated_after");
  const all = held.filter((request) => {
    const at = Date.parse(isUpdated ? request.updated_datetime : request.requested_datetime);
    return bounds === "neither" ? at > from && at < to : at >= from && at <= to;
  });
  const inSpan = all.sort(order).slice(0, most);
  const size = Math.min(cap, ignoresPages === true ? cap : pageSize);
  const last = Math.max(1, Math.ceil(inSpan.length / size));
  const given = ignoresPages === true ? 1 : repeatsLastPage === true ? Math.min(page, last) : page;
  return inSpan.slice((given - 1) * size, given * size);
}

function readQuestion(message: IncomingMessage, count: number): MockQuestion {
  const { searchParams } = new URL(message.url ?? "/", "http://server");
  const time = (...names: string[]): number =>
    Date.parse(names.map((name) => searchParams.get(name)).find((text) => text !== null) ?? "");
  return {
    count,
    from: time("start_date", "updated_after"),
    to: time("end_date", "updated_before"),
    page: Number(searchParams.get("page")),
    pageSize: Number(searchParams.get("page_size")),
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") throw new TypeError("the server has no port");
  return address;
}
