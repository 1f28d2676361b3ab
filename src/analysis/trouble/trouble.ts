/**
 * What goes wrong: every kind of trouble a detector of its own, all looking at the same rows in turn. What is usual is learned
 * for each rig from its own rows; nothing is said before it is. "Advisory, not a well-control system" stands where events are shown.
 */
import type { SourcePage } from "../../columns/page.js";
import { Anomalies } from "../anomaly/anomalies.js";
import type { BegunStage } from "../rig/rig.js";
import type { RigRows, Stage } from "../rig/rows.js";
import type { EventRow, Finished } from "../table.js";
import { CirculationBreak } from "./circulation-break.js";
import type { Detector } from "./detector.js";
import { DrillingBreak } from "./drilling-break.js";
import { momentNeeds } from "./moment.js";
import { Overpull } from "./overpull.js";
import { PackOff } from "./pack-off.js";
import { Picture } from "./picture.js";
import { PluggedBit } from "./plugged-bit.js";
import { PumpTrouble } from "./pump-trouble.js";
import { SensorFault } from "./sensor-fault.js";
import { StickSlip } from "./stick-slip.js";
import { TankTransfer } from "./tank-transfer.js";
import { TripFill } from "./trip-fill.js";
import { Washout } from "./washout.js";
import { WellControl } from "./well-control.js";

export interface TroubleOptions {
  /** Told in the row in which an event is sure, long before it is over: for who must be woken. */
  readonly raised?: ((event: EventRow, at: number) => void) | undefined;
  /** Told of what was raised and was nothing after all; its evidence says why. The table of events does not have it. */
  readonly withdrawn?: ((event: EventRow) => void) | undefined;
}

/** Begins the stage for a rig. */
export const trouble =
  (options: TroubleOptions = {}): BegunStage =>
  (finished) =>
    new Trouble(finished, options);

class Trouble implements Stage {
  readonly name = "trouble";
  readonly needs = momentNeeds;
  readonly #picture = new Picture();
  readonly #control: WellControl;
  readonly #packOff: PackOff;
  readonly #tripFill: TripFill;
  readonly #detectors: readonly Detector[];

  readonly #raised: TroubleOptions["raised"];

  constructor(finished: Finished, { raised, withdrawn }: TroubleOptions) {
    this.#raised = raised;
    this.#control = new WellControl(finished);
    this.#packOff = new PackOff(finished);
    this.#tripFill = new TripFill(finished);
    const named: readonly Detector[] = [
      this.#control,
      this.#packOff,
      new PluggedBit(finished, this.#packOff),
      new Washout(finished),
      new Overpull(finished),
      new StickSlip(finished),
      new DrillingBreak(finished),
      new PumpTrouble(finished),
      new TankTransfer(finished, this.#control),
      new CirculationBreak(finished, (event) => withdrawn?.(event)),
      new SensorFault(finished),
      this.#tripFill,
    ];
    const isNamed = (): boolean => {
      for (const detector of named) if (detector.isOpen) return true;
      return false;
    };
    this.#detectors = [...named, new Anomalies(finished, isNamed)];
  }

  other(page: SourcePage): void {
    this.#tripFill.other(page);
  }

  add(rows: RigRows): void {
    const { moment } = this.#picture;
    moment.of(rows);
    for (let row = 0; row < rows.rows; row++) {
      moment.at(row);
      this.#picture.add({
        balance: this.#control.freezes,
        pressure: this.#packOff.episode.isOpen || this.#packOff.episode.isSuspected,
      });
      for (const detector of this.#detectors) {
        const event = detector.add(this.#picture);
        if (event !== undefined) this.#raised?.(event, moment.time);
      }
    }
  }

  end(): void {
    for (const detector of this.#detectors) detector.end();
  }

  open(): readonly EventRow[] {
    return this.#detectors.flatMap((detector) => detector.open());
  }
}
