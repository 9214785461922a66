import { describe, expect, expectTypeOf, it } from "vitest";
import { ACCESS_SCOPES } from "../access/scopes.ts";
import { ENDPOINT_IDS, ENDPOINTS, type EndpointId, type Endpoints } from "./catalogue.ts";
import { ENDPOINT_TAGS, type EndpointSpec, type InputOf, type QueryOf } from "./endpoint.ts";

const entries: [EndpointId, EndpointSpec][] = ENDPOINT_IDS.map((id) => [id, ENDPOINTS[id]]);

describe("the catalogue of endpoints", () => {
  it("has each address once", () => {
    const addresses = entries.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it.each(entries)("describes the parameters in the path of %s, and no name twice", (_id, entry) => {
    const inPath = [...entry.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
    const params = Object.keys(entry.params?.properties ?? {});
    expect(params).toEqual(inPath);
    const query = Object.keys(entry.query?.properties ?? {});
    expect(query.filter((name) => params.includes(name))).toEqual([]);
    if (entry.query !== undefined) expect(entry.query).toMatchObject({ additionalProperties: false });
  });

  it("uses every scope and every tag it defines", () => {
    expect(new Set(entries.map(([, { scope }]) => scope))).toEqual(new Set(Object.keys(ACCESS_SCOPES)));
    expect(new Set(entries.map(([, { tag }]) => tag))).toEqual(new Set(Object.keys(ENDPOINT_TAGS)));
  });

  it("keeps the types of each entry", () => {
    expectTypeOf<"agencies">().toExtend<EndpointId>();
    expectTypeOf<"unheard_of">().not.toExtend<EndpointId>();
    expectTypeOf<QueryOf<Endpoints["heat_map"]>["resolution"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<{ resolution: number }>().toExtend<InputOf<Endpoints["heat_map"]>>();
    expectTypeOf<{ resolution: string }>().not.toExtend<InputOf<Endpoints["heat_map"]>>();
    expectTypeOf<keyof QueryOf<Endpoints["agencies"]>>().toEqualTypeOf<
      "period" | "offset" | "from" | "to" | "denominator" | "exclude"
    >();
    expectTypeOf<{ id: string; lang: "vi" }>().toExtend<InputOf<Endpoints["report_explanation"]>>();
    expectTypeOf<{ lang: "vi" }>().not.toExtend<InputOf<Endpoints["report_explanation"]>>();
    expectTypeOf<{ limit: number }>().not.toExtend<InputOf<Endpoints["city"]>>();
  });

  it("does not take an entry without a scope", () => {
    expectTypeOf<Omit<Endpoints["agencies"], "scope">>().not.toExtend<EndpointSpec>();
    expectTypeOf<Endpoints["agencies"]>().toExtend<EndpointSpec>();
  });
});
