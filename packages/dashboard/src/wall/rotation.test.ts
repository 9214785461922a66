import { describe, expect, it } from "vitest";
import { headerBelow, pageAt, turnAt } from "../ui/frame/page-turns.ts";
import { burnInShift, parseDwell, scenesInTurn, tilesFor, turnsPerRound } from "./rotation.ts";

const none: ReadonlySet<number> = new Set();

describe("parseDwell", () => {
  it("is 30 s unless a sensible number is asked for", () => {
    expect(parseDwell(null)).toBe(30);
    expect(parseDwell("")).toBe(30);
    expect(parseDwell("abc")).toBe(30);
    expect(parseDwell("60")).toBe(60);
    expect(parseDwell("1")).toBe(15);
    expect(parseDwell("900")).toBe(120);
  });
});

describe("tilesFor", () => {
  it("knows the walls of docs/wall.md", () => {
    expect(tilesFor(1920, 1080, 4)).toBe(1);
    expect(tilesFor(3840, 2160, 4)).toBe(1);
    expect(tilesFor(5760, 1080, 4)).toBe(3);
    expect(tilesFor(7680, 2160, 4)).toBe(2);
    expect(tilesFor(5120, 1440, 4)).toBe(2);
    expect(tilesFor(1080, 1920, 4)).toBe(1);
  });
});

describe("scenesInTurn", () => {
  it("shows every scene once a round", () => {
    expect([0, 1, 2, 3, 4].map((turn) => scenesInTurn(turn, 1, 4, none)[0])).toEqual([0, 1, 2, 3, 0]);
    expect([0, 1].map((turn) => scenesInTurn(turn, 2, 4, none))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    for (const tiles of [1, 2, 3, 4]) {
      const seen = new Set<number>();
      for (let turn = 0; turn < turnsPerRound(tiles, 4); turn += 1) {
        for (const index of scenesInTurn(turn, tiles, 4, none)) seen.add(index);
      }
      expect(seen.size).toBe(4);
    }
  });
  it("passes over a failing scene but never leaves a tile empty", () => {
    expect(scenesInTurn(1, 1, 4, new Set([1]))).toEqual([2]);
    expect(scenesInTurn(0, 2, 4, new Set([1]))).toEqual([0, 2]);
    expect(scenesInTurn(1, 1, 4, new Set([0, 1, 2, 3]))).toEqual([1]);
    expect(scenesInTurn(-1, 1, 4, none)).toEqual([3]);
  });
});

describe("pageAt", () => {
  it("gives pages equal shares of the dwell and goes on at the next visit", () => {
    const at = (turn: number, within: number) => pageAt(turn * 30_000 + within, 30_000, 4, 5);
    expect([at(0, 0), at(0, 10_000), at(0, 29_999)]).toEqual([0, 1, 2]);
    expect([at(4, 0), at(4, 10_000), at(4, 20_000)]).toEqual([3, 4, 0]);
  });
  it("gives two pages half the dwell each", () => {
    expect(pageAt(14_999, 30_000, 4, 2)).toBe(0);
    expect(pageAt(15_000, 30_000, 4, 2)).toBe(1);
  });
  it("stays on the only page", () => {
    expect(pageAt(123_456, 30_000, 4, 1)).toBe(0);
    expect(pageAt(123_456, 30_000, 4, 0)).toBe(0);
  });
});

describe("endurance", () => {
  it("moves by no more than 4 px and only every 3 minutes", () => {
    for (let i = 0; i < 40; i += 1) {
      const shift = burnInShift(i * 60_000);
      expect(Math.max(Math.abs(shift.x), Math.abs(shift.y))).toBeLessThanOrEqual(4);
    }
    expect(burnInShift(0)).toEqual(burnInShift(179_999));
    expect(burnInShift(180_000)).not.toEqual(burnInShift(0));
  });
  it("swaps header and footer hourly", () => {
    expect(headerBelow(0)).toBe(false);
    expect(headerBelow(3_600_000)).toBe(true);
    expect(turnAt(59_999, 30_000)).toBe(1);
  });
});
