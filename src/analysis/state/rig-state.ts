/** What a rig does, row by row: flags from its signals, and a state from the flags. */

import type { ChannelName } from "../../wits/catalog/channel.js";
import type { RowStore } from "../rig/row-store.js";
import { DOWN, OFF, ON, STILL, UNKNOWN, UP } from "../rig/rows.js";
import { stateOf } from "./decision.js";
import { type Mode, type StateEngine, stateChannels } from "./engine.js";
import type { RigSettings } from "./settings.js";

export interface EngineOptions {
  readonly mode: Mode;
  readonly settings: RigSettings | undefined;
  readonly unit: (channel: ChannelName) => string | undefined;
}

const place = (name: (typeof stateChannels)[number]): number => stateChannels.indexOf(name);
const HOOK = place("hookload");
const BLOCK = place("block-position");
const BIT = place("bit-depth");
const HOLE = place("hole-depth");
const SPEED = place("rotary-speed");
const FLOW = place("flow-in");

export function stateEngine(_options: EngineOptions): StateEngine {
  let decided = 0;
  let least = Number.POSITIVE_INFINITY;
  let before = Number.NaN;
  let holeBefore = Number.NaN;
  let timeBefore = Number.NaN;
  const flag = (value: number | undefined, above: number): number =>
    value === undefined || Number.isNaN(value) ? UNKNOWN : value > above ? ON : OFF;
  const decide = (store: RowStore, to: number): number => {
    const at = (channel: number, row: number): number => store.channels[channel]?.[row] ?? Number.NaN;
    for (; decided < to; decided++) {
      const row = decided - store.base;
      const hook = at(HOOK, row);
      if (hook < least) least = hook;
      const time = store.times[row]!;
      const block = at(BLOCK, row);
      const speed = (block - before) / ((time - timeBefore) / 1000);
      store.gapBefore[row] = time - timeBefore > 60_000 ? 1 : 0;
      store.moving[row] = Number.isNaN(speed) ? UNKNOWN : speed > 0.01 ? UP : speed < -0.01 ? DOWN : STILL;
      store.inSlips[row] = flag(hook, 1.25 * least) === ON ? OFF : Number.isNaN(hook) ? UNKNOWN : ON;
      store.pumping[row] = flag(at(FLOW, row), 50);
      store.rotating[row] = flag(at(SPEED, row), 2);
      store.onBottom[row] = flag(at(BIT, row) - at(HOLE, row), -0.3);
      store.makingHole[row] = flag(at(HOLE, row) - holeBefore, 0);
      store.states[row] = stateOf(store, row, at(BIT, row));
      before = block;
      timeBefore = time;
      holeBefore = at(HOLE, row);
    }
    return to;
  };
  return { decide, end: (store, to) => void decide(store, to), calibration: () => [] };
}
