/**
 * What every operation is made of. An operation is a generator that sets the rig's controls and yields once for each second that
 * passes: so a day at the rig reads as its log does, from top to bottom.
 */
import type { Random } from "../random.js";
import { HIGHEST, LOWEST } from "./hoisting.js";
import type { Rig } from "./rig.js";

export type Work = Generator<undefined, void, undefined>;

/** Height of the tool joint above the floor when the slips are set. */
export const AT_SLIPS = LOWEST + 0.8;
const LONGEST_WAIT = 3_600;

export class Crew {
  readonly rig: Rig;
  readonly random: Random;

  constructor(rig: Rig, random: Random) {
    this.rig = rig;
    this.random = random;
  }

  /** Of this stand: most go by as usual, some drag on. */
  #pace = 1;

  /** Call it where a stand begins. */
  nextStand(): void {
    const luck = Math.abs(this.random.swing());
    this.#pace = 0.85 + 0.75 * luck * luck * luck;
  }

  /** No two stands take the same time, and no two of its parts. */
  about(seconds: number, share = 0.25): number {
    return seconds * this.#pace * (1 + share * this.random.swing());
  }

  *wait(seconds: number): Work {
    for (let left = Math.max(1, Math.round(seconds)); left > 0; left--) yield;
  }

  /** Ends too when the bit lands on bottom. */
  *moveBlock(height: number, speed: number): Work {
    const { controls, hoisting } = this.rig;
    controls.block = Math.min(HIGHEST, height);
    controls.speed = speed;
    const down = height < hoisting.block;
    for (let second = 0; second < LONGEST_WAIT && hoisting.block !== controls.block; second++) {
      yield;
      if (down && !controls.slips && this.rig.onBottom) break;
    }
    controls.block = hoisting.block;
    yield;
  }

  /** In stages, so that the gel breaks before the full flow presses on the rock. */
  *startPumps(flow: number): Work {
    const { controls, hydraulics } = this.rig;
    for (const share of [0.35, 0.7, 1]) {
      if (share < 1 && hydraulics.flow >= flow * share) continue;
      controls.flow = flow * share;
      while (hydraulics.flow < controls.flow * 0.98) yield;
      if (share < 1) yield* this.wait(this.about(9));
    }
  }

  *stopPumps(): Work {
    this.rig.controls.flow = 0;
    while (this.rig.hydraulics.flow > 0) yield;
  }

  *rotate(rpm: number): Work {
    const { controls, rotary } = this.rig;
    controls.rpm = rpm;
    while (Math.abs(rotary.speed - rpm) > 0.5) yield;
  }

  *setSlips(): Work {
    this.rig.controls.slips = true;
    yield* this.wait(4);
  }

  /** Lifts the string out of the slips. */
  *pullSlips(): Work {
    this.rig.controls.slips = false;
    yield* this.moveBlock(this.rig.hoisting.block + 0.35, 0.12);
    yield* this.wait(2);
  }
}
