/** Whether the string turns: by the rotary's speed, or by its torque where no speed is sent. */
import type { RowStore } from "../rig/row-store.js";
import { UNKNOWN } from "../rig/rows.js";
import { Level, levelFlag } from "./level.js";
import type { RigSettings } from "./settings.js";
import type { Signals } from "./signals.js";

export class Rotating {
  readonly speed: Level;
  readonly torque: Level;
  /** Of the row before. */
  #flag = UNKNOWN;

  constructor({ rotarySpeedOn, torqueOn }: RigSettings) {
    this.speed = new Level(0.03, 2, rotarySpeedOn);
    this.torque = new Level(0.25, 0.2, torqueOn);
  }

  scout(signals: Signals, from: number, to: number): void {
    this.speed.learn(signals.speed, from, to);
    this.torque.learn(signals.torque, from, to);
  }

  decide({ rotating, gapBefore }: RowStore, signals: Signals, from: number, to: number): void {
    const { speed: speeds, torque: torques } = signals;
    let flag = this.#flag;
    for (let at = from; at < to; at++) {
      if (gapBefore[at] === 1) flag = UNKNOWN;
      const speed = speeds[at]!;
      flag = Number.isNaN(speed)
        ? levelFlag(torques[at]!, this.torque, flag)
        : levelFlag(speed, this.speed, flag);
      rotating[at] = flag;
    }
    this.#flag = flag;
  }
}
