/**
 * A rig on a well, a second at a time, in metric units of the specification: kdN (10 kN), kN·m, kPa, L/min, m³. Each
 * part is a file of its own; this one says in which order cause becomes effect. Held throughout: hole depth never falls,
 * the bit is never below the hole, and out of slips the bit moves with the block.
 */
import { Random } from "../random.js";
import { Activity, type Controls } from "./controls.js";
import type { Rock } from "./formations.js";
import { Hoisting, LOWEST } from "./hoisting.js";
import { Hydraulics } from "./hydraulics.js";
import { Penetration } from "./penetration.js";
import { Pits } from "./pits.js";
import { Returns } from "./returns.js";
import { Rotary } from "./rotary.js";
import { DrillString } from "./string.js";
import { Temperature } from "./temperature.js";
import type { Kick, Loss, PackOff } from "./trouble.js";
import { ANNULUS_VOLUME, BORE_VOLUME, HOLE_VOLUME, STEEL_VOLUME, type Well } from "./well.js";

/** Where the string is when the log begins: on bottom with half a stand to drill, or laid down beside the hole. */
export type Beginning = "drilling" | "at surface";

const LITRES_A_MINUTE = 60_000;
const TURNS_TO_SLIDING = (2 * Math.PI * 0.0635) / 60;
const LIFT_BY_PRESSURE = 0.00009;
/** Metres above the bottom within which pumping moves the mud of the bottom. */
const NEAR_BOTTOM = 300;

export class Rig {
  readonly well: Well;
  readonly controls: Controls;
  readonly string: DrillString;
  readonly hoisting: Hoisting;
  readonly rotary: Rotary;
  readonly penetration: Penetration;
  readonly hydraulics: Hydraulics;
  readonly pits = new Pits();
  readonly returns: Returns;
  readonly temperature: Temperature;
  /** Set by whoever plans the day; each works until it is dead, healed or cleared. */
  kick: Kick | undefined;
  loss: Loss | undefined;
  packOff: PackOff | undefined;
  /** The pumps stand, though they should not. */
  pumpsFailed = false;
  /** Set for the second in which the directional tool's survey arrives. */
  surveyed = false;
  /** Seconds since the log began. */
  seconds = 0;
  holeDepth: number;
  bitDepth: number;
  densityIn: number;
  /** Metres that the bit went down in this second, and of new hole. */
  lowered = 0;
  drilled = 0;
  #freed = 0;

  constructor(well: Well, beginning: Beginning, seed: number) {
    const random = new Random(seed);
    this.well = well;
    const drilling = beginning === "drilling";
    this.holeDepth = well.startDepth;
    this.bitDepth = drilling ? well.startDepth : 0;
    this.densityIn = well.mudDensity;
    this.string = new DrillString(well.trajectory, random);
    this.hoisting = new Hoisting(drilling ? LOWEST + 16 : LOWEST + 0.8, !drilling);
    this.rotary = new Rotary(random);
    this.penetration = new Penetration(random, well);
    this.hydraulics = new Hydraulics(random, 4_000 + random.below(4_000));
    this.returns = new Returns(random, well);
    this.temperature = new Temperature(random, well.trajectory.vertical(well.startDepth));
    this.controls = {
      activity: drilling ? Activity.drilling : Activity.rigUp,
      flow: drilling ? well.flow : 0,
      pumps: [1, 2],
      rpm: drilling ? well.speed : 0,
      block: this.hoisting.block,
      speed: 0,
      slips: !drilling,
      weight: drilling ? well.weight : 0,
      makeUp: 0,
      onTripTank: !drilling,
      closed: false,
      density: well.mudDensity,
    };
    if (drilling) {
      this.rotary.speed = well.speed;
      this.hydraulics.settle(this.#circulation());
      this.penetration.settle(this.rock);
      this.#freed = this.rock.layer.gas;
    }
  }

  get onBottom(): boolean {
    return this.bitDepth === this.holeDepth;
  }

  get rock(): Rock {
    return this.well.formations.at(this.holeDepth);
  }

  get boreVolume(): number {
    return this.bitDepth * BORE_VOLUME;
  }

  get annulusVolume(): number {
    return this.bitDepth * ANNULUS_VOLUME;
  }

  get weightOfString(): number {
    return this.string.weight(this.bitDepth, this.densityIn);
  }

  /** Equivalent density at the bottom while the mud goes round, kg/m³. */
  get circulatingDensity(): number {
    const share = this.hydraulics.flow / 2_200;
    return this.densityIn + 36 * share * share * (1 + 2 * (this.packOff?.degree ?? 0));
  }

  step(): void {
    const { controls } = this;
    this.seconds++;
    this.#worsen();
    const lastVelocity = this.hoisting.velocity;
    this.#travel();
    const { rock } = this;
    this.rotary.step(controls.rpm, controls.slips, controls.makeUp, {
      friction: this.string.turningTorque(this.bitDepth, this.densityIn),
      weightOnBit: this.penetration.weight,
      packing: 1 + 1.2 * (this.packOff?.degree ?? 0),
      texture: rock.texture,
    });
    this.densityIn += Math.max(-0.03, Math.min(0.03, controls.density - this.densityIn));
    const displaced = this.#displaced();
    // On the trip tank the flow line stays dry: what the string displaces never comes that way.
    const onTripTank = controls.onTripTank && this.hydraulics.flow === 0;
    this.hydraulics.step(this.#circulation(onTripTank ? 0 : displaced));
    const { flow, flowOut } = this.hydraulics;
    this.pits.step({ flowIn: flow, flowOut, displaced, onTripTank });
    this.#carry(rock);
    this.temperature.step(this.hydraulics.flow, this.well.trajectory.vertical(this.holeDepth));
    const packing = this.packOff?.degree ?? 0;
    this.hoisting.hang(
      {
        weight: this.weightOfString,
        drag: this.string.drag(this.bitDepth, this.densityIn) * (1 + 1.6 * packing) * this.#rubbing(rock),
        onBottom: this.penetration.weight,
        sliding: this.rotary.speed * TURNS_TO_SLIDING,
        lift: this.hydraulics.pressure * LIFT_BY_PRESSURE,
      },
      controls.slips,
      lastVelocity,
    );
  }

  /** Moves the block, and with it the bit unless the slips hold the string. */
  #travel(): void {
    const { controls, hoisting } = this;
    const [bit, hole] = [this.bitDepth, this.holeDepth];
    const drilling = controls.weight > 0 && !controls.slips && this.onBottom;
    const room = Math.max(0, hoisting.block - LOWEST);
    const metres = this.penetration.step(
      {
        wanted: controls.weight,
        onBottom: this.onBottom && !controls.slips,
        speed: this.rotary.speed,
        flow: this.hydraulics.flow,
        rock: this.rock,
      },
      room,
    );
    if (drilling) {
      hoisting.follow(metres);
      // Where the block is when the driller stops, it stays.
      controls.block = hoisting.block;
      this.bitDepth += metres;
      this.holeDepth = this.bitDepth;
    } else {
      const from = hoisting.block;
      hoisting.move(controls.block, controls.speed);
      if (!controls.slips) this.#lower(from - hoisting.block);
    }
    this.lowered = this.bitDepth - bit;
    this.drilled = this.holeDepth - hole;
  }

  #lower(metres: number): void {
    const bit = Math.max(0, this.bitDepth + metres);
    if (bit >= this.holeDepth) {
      // The bit is on bottom, and the block stops with it.
      this.hoisting.block += bit - this.holeDepth;
      this.hoisting.velocity = 0;
      this.bitDepth = this.holeDepth;
    } else this.bitDepth = bit;
  }

  #worsen(): void {
    const { controls, hydraulics } = this;
    this.kick?.step(hydraulics.flow, controls.closed, this.boreVolume, this.annulusVolume);
    this.loss?.step(hydraulics.flow / this.well.flow);
    this.packOff?.step();
  }

  /** Ledges and beds of cuttings: the same drag at the same depth. */
  #rubbing(rock: Rock): number {
    const spot = this.onBottom ? rock : this.well.formations.at(this.bitDepth);
    return 1 + 0.12 * spot.texture;
  }

  #displaced(): number {
    const steel = this.lowered * STEEL_VOLUME * LITRES_A_MINUTE;
    const hole = this.drilled * HOLE_VOLUME * LITRES_A_MINUTE;
    const entering = (this.controls.closed ? this.kick?.expansion : this.kick?.rate) ?? 0;
    return steel - hole + (this.kick?.dead ? 0 : entering) - (this.loss?.rate ?? 0);
  }

  #circulation(displaced = 0) {
    const { controls } = this;
    return {
      wanted: controls.flow,
      pumps: controls.pumps,
      density: this.densityIn,
      bitDepth: this.bitDepth,
      weightOnBit: this.penetration.weight,
      restriction: this.packOff?.degree ?? 0,
      closed: controls.closed,
      drillPipe: controls.closed ? (this.kick?.drillPipe ?? 0) : 0,
      displaced,
    };
  }

  #carry({ layer, texture }: Rock): void {
    const { flow } = this.hydraulics;
    const drilledGas = (layer.gas * this.penetration.rate * (1 + 0.3 * texture)) / this.well.rate;
    // Cuttings in the mud give off their gas for minutes after the bit has left the bottom.
    this.#freed += (Math.max(0, drilledGas) - this.#freed) * 0.008;
    const influx = this.kick === undefined || this.kick.dead ? 0 : this.kick.rate;
    this.returns.step({
      flow,
      nearBottom: this.holeDepth - this.bitDepth < NEAR_BOTTOM,
      holeDepth: this.holeDepth,
      density: this.densityIn,
      gas: 0.12 + this.#freed + Math.min(40, (100 * influx) / (influx + flow + 1)),
      seepage: influx > 0 ? 0.2 : 0.0035 + 0.01 * layer.gas,
      seepageLimit: influx > 0 ? 45 : 0.4 + 4 * layer.gas,
      bore: this.boreVolume,
      annulus: this.annulusVolume,
    });
  }
}
