import { describe, expect, it } from "vitest";
import { readRequestsText } from "./read-requests.ts";

const idsOf = (text: string) => {
  const read = readRequestsText(text);
  if (!read.ok) return read.problem;
  return read.requests.map((request) =>
    typeof request === "object" && request !== null && "service_request_id" in request
      ? request.service_request_id
      : request,
  );
};

describe("ids that JavaScript would round", () => {
  it.each([
    ['[{"service_request_id":90071992547409931}]', "90071992547409931"],
    ['[{"service_request_id":-90071992547409931}]', "-90071992547409931"],
    ['[{"service_request_id":101000123456789012345678}]', "101000123456789012345678"],
    ['[{"service_request_id":1.01E+11}]', "1.01E+11"],
    ['[{"a":"\\"90071992547409931 : 1e5","service_request_id":"x"}]', "x"],
  ])("%s keep their digits", (text, id) => {
    expect(idsOf(text)).toEqual([id]);
  });

  it("stay two where they are two", () => {
    const ids = idsOf('[{"service_request_id":9007199254740992},{"service_request_id":9007199254740993}]');
    expect(ids).toEqual(["9007199254740992", "9007199254740993"]);
  });

  it("stay numbers where numbers hold them", () => {
    expect(idsOf('[{"service_request_id":101002345678901,"lat":42.35000000000000001}]')).toEqual([
      101002345678901,
    ]);
  });
});

describe("documents", () => {
  it.each([
    ["", []],
    ["\uFEFF[]", []],
    ["null", []],
    ["{}", []],
    ["<service_requests/>", []],
    ['<?xml version="1.0"?><service_requests type="array"></service_requests>', []],
    [
      "<service_requests><request><service_request_id>7</service_request_id></request></service_requests>",
      ["7"],
    ],
    ["<request><service_request_id>007</service_request_id></request>", ["007"]],
    ['{"service_request_id":"8"}', ["8"]],
    ['{"service_requests":{"request":{"service_request_id":"9"}}}', ["9"]],
    ['{"data":{"items":[{"service_request_id":"10"}]}}', ["10"]],
    ['[[{"service_request_id":"11"}],[{"service_request_id":"12"}]]', ["11", "12"]],
  ])("%s hold their requests", (text, ids) => {
    expect(idsOf(text)).toEqual(ids);
  });

  it.each([
    ["<service_requests><request><service_request_id>7</service_request_id>", /cut off/],
    ['[{"service_request_id":"7"}', /cut off/],
    ["Service temporarily unavailable", /neither JSON nor XML/],
    ['<?xml version="1.0"?>\n<!DOCTYPE html><html/>', /web page/],
    ['[{"requests":"none"}]', /no list of service requests/],
    ["42", /no list of service requests/],
    ['"error"', /no list of service requests/],
  ])("%s are told for what they are", (text, problem) => {
    expect(idsOf(text)).toMatch(problem);
  });
});
