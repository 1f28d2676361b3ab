/** Mud in the pits and at the flow line: rock warms it on its way, slowly, and pits keep it for hours. */
import type { Random } from "../random.js";
import { wander } from "../walk.js";

export class Temperature {
  /** °C. */
  in = 41;
  out = 47;
  readonly #random: Random;

  constructor(random: Random, vertical: number) {
    this.#random = random;
    this.in = 24 + vertical * 0.0065;
    this.out = this.in + 5;
  }

  step(flow: number, vertical: number): void {
    const random = this.#random;
    if (flow > 200) {
      const risen = this.in + 2 + vertical * 0.0022;
      this.out = wander(random, this.out, risen, 0.0012, 0.006);
      this.in = wander(random, this.in, this.out - 6, 0.0002, 0.004);
    } else {
      this.out = wander(random, this.out, this.in - 3, 0.0006, 0.004);
      this.in = wander(random, this.in, 22, 0.00002, 0.003);
    }
  }
}
