/** Mud at surface: the active tanks, which answer the flow line, the reserve, and the trip tank that keeps the hole full. */

const FIRST_ACTIVE = 58.4;
const FIRST_RESERVE = 84.2;
const FIRST_TRIP_TANK = 3.2;
/** m³ at which mud is moved from the reserve into the active tanks, how much, and how much in a second. */
const LOW_ACTIVE = 46;
const REFILL = 9;
const REFILL_RATE = 0.011;
/** The trip tank is pumped out and filled between these. */
const TRIP_TANK = { low: 1.2, high: 5.6, middle: 3.2, rate: 0.009 } as const;

export interface Balance {
  /** L/min. */
  readonly flowIn: number;
  readonly flowOut: number;
  /** What the string pushes out of the hole, or lets into it, L/min. */
  readonly displaced: number;
  /** Pumps stand, and the hole is lined up to the trip tank. */
  readonly onTripTank: boolean;
}

const LITRES_A_MINUTE = 60_000;

export class Pits {
  active = FIRST_ACTIVE;
  reserve = FIRST_RESERVE;
  tripTank = FIRST_TRIP_TANK;
  /** m³ that have run from the hole into the trip tank since a trip began; negative when the hole took more. */
  tripped = 0;
  /** m³ of the transfer that is going on: from the reserve, between active tanks and trip tank, or both. */
  moved = 0;
  #refilled = 0;
  #refilling = false;
  #levelling = 0;

  get total(): number {
    return this.active + this.reserve;
  }

  get change(): number {
    return this.active - FIRST_ACTIVE;
  }

  get transferring(): boolean {
    return this.#refilling || this.#levelling !== 0;
  }

  step({ flowIn, flowOut, displaced, onTripTank }: Balance): void {
    this.active += (flowOut - flowIn) / LITRES_A_MINUTE;
    if (onTripTank) {
      this.tripTank += displaced / LITRES_A_MINUTE;
      this.tripped += displaced / LITRES_A_MINUTE;
    } else if (flowIn === 0 && displaced < 0) {
      this.active += displaced / LITRES_A_MINUTE;
    }
    if (!this.transferring) this.moved = 0;
    this.#level();
    this.#refill();
  }

  #level(): void {
    if (this.tripTank > TRIP_TANK.high) this.#levelling = -TRIP_TANK.rate;
    if (this.tripTank < TRIP_TANK.low) this.#levelling = TRIP_TANK.rate;
    this.tripTank += this.#levelling;
    this.active -= this.#levelling;
    this.moved += Math.abs(this.#levelling);
    const past = this.#levelling < 0 ? this.tripTank < TRIP_TANK.middle : this.tripTank > TRIP_TANK.middle;
    if (past) this.#levelling = 0;
  }

  #refill(): void {
    if (this.active < LOW_ACTIVE && !this.#refilling) {
      this.#refilling = true;
      this.#refilled = 0;
    }
    if (!this.#refilling) return;
    this.active += REFILL_RATE;
    this.reserve -= REFILL_RATE;
    this.moved += REFILL_RATE;
    this.#refilled += REFILL_RATE;
    if (this.#refilled >= REFILL) this.#refilling = false;
  }
}
