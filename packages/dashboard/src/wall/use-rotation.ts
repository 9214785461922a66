import { useCallback, useEffect, useMemo, useState } from "react";
import { SCENES, type SceneId } from "../scenes/index.ts";
import { turnAt } from "../ui/frame/page-turns.ts";
import { scenesFrom, scenesInTurn, turnsPerRound } from "./rotation.ts";
import type { WallCommand } from "./wall-keys.ts";

/** A scene picked by hand stays this many dwells, then server time decides again. */
const HAND_DWELLS = 2;

export interface Rotation {
  /** Indices into SCENES, one a tile. */
  scenes: number[];
  /** Time that pages follow: it stands still while paused. */
  pageTime: number;
  roundTurns: number;
  paused: boolean;
  command: (command: WallCommand) => void;
}

interface RotationInput {
  /** Real time, epoch ms. */
  turnTime: number;
  dwellMs: number;
  tiles: number;
  pinned: SceneId | null;
  failing: ReadonlySet<number>;
}

/** Scenes by server time, by hand, or pinned. */
export function useRotation({ turnTime: now, dwellMs, tiles, pinned, failing }: RotationInput): Rotation {
  const [hand, setHand] = useState<{ start: number; until: number } | null>(null);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const time = pausedAt ?? now;
  const held = hand !== null && (pausedAt !== null || now < hand.until) ? hand : null;
  const pinnedIndex = pinned === null ? -1 : SCENES.findIndex((scene) => scene.id === pinned);
  const turn = turnAt(time, dwellMs);

  const scenes = useMemo(() => {
    if (held !== null) return scenesFrom(held.start, tiles, SCENES.length, new Set());
    if (pinnedIndex >= 0) return [pinnedIndex];
    return scenesInTurn(turn, tiles, SCENES.length, failing);
  }, [held, pinnedIndex, turn, tiles, failing]);

  const first = scenes[0] ?? 0;
  const command = useCallback(
    (command: WallCommand) => {
      const until = now + HAND_DWELLS * dwellMs;
      if (command.kind === "step") setHand({ start: first + command.by * tiles, until });
      else if (command.kind === "pick") setHand({ start: command.index, until });
      else if (command.kind === "pause") {
        setPausedAt((old) => (old === null ? now : null));
        setHand((old) => (old === null ? null : { ...old, until }));
      }
    },
    [first, now, dwellMs, tiles],
  );
  const stays = pinnedIndex >= 0 || held !== null;
  return {
    scenes,
    pageTime: time,
    roundTurns: stays ? 1 : turnsPerRound(tiles, SCENES.length),
    paused: pausedAt !== null,
    command,
  };
}

/** Half of a scene change: out, then in; together under 500 ms. */
const FADE_MS = 200;

/** What is on the screen while `wanted` fades in: the old scenes leave first. */
export function useFade(wanted: readonly number[]): { shown: readonly number[]; leaving: boolean } {
  const [shown, setShown] = useState(wanted);
  const same = shown.length === wanted.length && shown.every((scene, index) => scene === wanted[index]);
  useEffect(() => {
    if (same) return;
    const timer = setTimeout(() => setShown(wanted), FADE_MS);
    return () => clearTimeout(timer);
  }, [same, wanted]);
  return { shown, leaving: !same };
}
