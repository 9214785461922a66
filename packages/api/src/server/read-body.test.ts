import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readBody } from "./read-body.ts";

describe("read body", () => {
  it("gives the bytes as sent, over chunks", async () => {
    const stream = Readable.from([Buffer.from("Bến "), Buffer.from("Thành")], { objectMode: false });
    expect((await readBody(stream, 100)).toString()).toBe("Bến Thành");
  });

  it("takes exactly the limit, drains and refuses more", async () => {
    expect((await readBody(Readable.from([Buffer.alloc(10)]), 10)).length).toBe(10);
    let drained = 0;
    async function* chunks() {
      for (let n = 0; n < 50; n++) {
        drained += 1;
        yield Buffer.alloc(1000);
      }
    }
    await expect(readBody(Readable.from(chunks()), 10_000)).rejects.toMatchObject({
      status: 413,
      code: "body-too-large",
    });
    expect(drained).toBe(50);
  });

  it("gives up on a sender that never stops", async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1;
        yield Buffer.alloc(1024 * 1024);
      }
    }
    await expect(readBody(Readable.from(endless()), 1024)).rejects.toMatchObject({ status: 413 });
    expect(sent).toBeLessThan(25);
  });

  it("says that a broken connection stored nothing", async () => {
    async function* broken() {
      yield Buffer.from("{");
      throw new Error("aborted");
    }
    await expect(readBody(Readable.from(broken()), 10)).rejects.toMatchObject({
      status: 400,
      code: "body-aborted",
    });
  });
});
