/** The block: its way along the derrick, with a draw-works that cannot jump, and the load on the hook. */

/** Weight of block and top drive: what the hook shows while the slips hold the string, kdN. */
export const BLOCK_WEIGHT = 25;
/** A stand that hangs in the elevators. */
const STAND_WEIGHT = 0.85;
/** Metres of block above the floor: where a stand is drilled down, and the highest that the crown allows. */
export const LOWEST = 0.6;
export const HIGHEST = 34;
export const FASTEST = 1.2;
const ACCELERATION = 0.2;
const GRAVITY = 9.81;

export interface Load {
  /** Of the string alone, kdN: at rest, what friction adds or takes, and what stands on the bottom. */
  readonly weight: number;
  readonly drag: number;
  readonly onBottom: number;
  /** Metres a second along the wall by turning: it takes the friction off the axis. */
  readonly sliding: number;
  /** Mud jetting down lifts the string a little, kdN. */
  readonly lift: number;
}

export class Hoisting {
  /** Metres above the floor. */
  block: number;
  /** Metres a second, upwards positive. */
  velocity = 0;
  /** A stand hangs in the elevators while the slips hold the string. */
  carrying = false;
  hookload = BLOCK_WEIGHT;
  /** 1 while the slips hold all. */
  #held = 1;

  constructor(block: number, held: boolean) {
    this.block = block;
    this.#held = held ? 1 : 0;
  }

  get moving(): boolean {
    return this.velocity > 0.01 || this.velocity < -0.01;
  }

  /** One second towards a height: no faster than asked, and slower in time to stop there. */
  move(target: number, speed: number): void {
    const way = target - this.block;
    const distance = Math.abs(way);
    const stopping =
      (Math.sqrt(ACCELERATION * ACCELERATION + 8 * ACCELERATION * distance) - ACCELERATION) / 2;
    const from = way > 0 === this.velocity > 0 ? Math.abs(this.velocity) : 0;
    const fastest = Math.min(speed, FASTEST, from + ACCELERATION, Math.max(0.02, stopping));
    const step = Math.min(distance, fastest);
    this.velocity = way > 0 ? step : -step;
    this.block = step === distance ? target : this.block + this.velocity;
  }

  /** One second down with the bit on bottom. */
  follow(metres: number): void {
    this.velocity = -metres;
    this.block -= metres;
  }

  hang(load: Load, inSlips: boolean, lastVelocity: number): void {
    this.#held = inSlips ? Math.min(1, this.#held + 0.5) : Math.max(0, this.#held - 0.4);
    const speed = this.velocity;
    const along = speed / Math.sqrt(speed * speed + load.sliding * load.sliding + 0.0004);
    const jerk = (load.weight / GRAVITY) * (speed - lastVelocity);
    const string = Math.max(0, load.weight + load.drag * along - load.onBottom - load.lift + jerk);
    this.hookload = BLOCK_WEIGHT + (this.carrying ? STAND_WEIGHT : 0) + (1 - this.#held) * string;
  }
}
