import type { Endpoints, Summary } from "@toancanh/contracts";
import { describe, expectTypeOf, it } from "vitest";
import type { AnswerOf, Handlers, MediaReply } from "../handler.ts";
import type { Complete } from "./create-handlers.ts";

describe("handlers of the catalogue", () => {
  it("are one for each entry, and none besides", () => {
    expectTypeOf<Complete<Handlers>>().toEqualTypeOf<Handlers>();
    expectTypeOf<Complete<Omit<Handlers, "summary">>>().toBeNever();
    expectTypeOf<Complete<Handlers & { unheard_of: Handlers["summary"] }>>().toBeNever();
    expectTypeOf<keyof Handlers>().toEqualTypeOf<keyof Endpoints>();
  });

  it("answer with what their entry promises", () => {
    expectTypeOf<AnswerOf<"summary">>().toEqualTypeOf<Summary>();
    expectTypeOf<AnswerOf<"heat_map">>().toEqualTypeOf<MediaReply>();
    expectTypeOf<Handlers["wards"]>().not.toExtend<Handlers["agencies"]>();
  });
});
