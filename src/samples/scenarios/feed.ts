/** One well of a log: its rig and crew, and the frames that its recorder sends, each record at its own occasion. */
import { codeOf } from "../../wits/catalog/code.js";
import type { RigClock } from "../clock.js";
import type { Units } from "../measure.js";
import { Random } from "../random.js";
import type { FrameWriter } from "../writer.js";
import {
  type Channel,
  chromatograph,
  connectionBased,
  depthBased,
  formationEvaluation,
  SURVEY_SENSOR,
  type Survey,
  surveys,
  tanks,
  timeBased,
  tripBased,
} from "./channels.js";
import { ConnectionWatch } from "./connections.js";
import { Crew, type Work } from "./crew.js";
import { MetreWatch } from "./metres.js";
import { type Beginning, Rig } from "./rig.js";
import { isPumping } from "./state.js";
import { TripWatch } from "./trips.js";
import { WellRecorder, type WellTruth } from "./truth.js";
import type { Well } from "./well.js";

/** What a scenario says of a well. */
export interface WellPlan {
  readonly well: (random: Random) => Well;
  readonly beginning: Beginning;
  readonly day: (crew: Crew) => Work;
  /** Seconds between two frames of record 01. */
  readonly interval: number;
  /** The text of a line 1984 in front of each frame's own lines. */
  readonly vendor?: string;
}

const VENDOR_CODE = 1984;
/** LIS numbers the WITS records from 151: item 03 of record 1 is 151. */
const LIS_BASE = 150;
const DECIMALS = 2;
const SCALE = 100;
const TANKS_EVERY = 10;
const FORMATION_EVERY = 10;
const CHROMATOGRAPH_EVERY = 60;

export class Feed {
  readonly #plan: WellPlan;
  readonly #rig: Rig;
  readonly #crew: Crew;
  readonly #work: Work;
  readonly #noise: Random;
  readonly #connections = new ConnectionWatch();
  readonly #trips = new TripWatch();
  readonly #metres: MetreWatch;
  readonly #recorder: WellRecorder;
  readonly #writer: FrameWriter;
  readonly #clock: RigClock;
  readonly #fps: boolean;
  readonly #well: Uint8Array;
  readonly #vendor: Uint8Array | undefined;
  readonly #sequences = new Int32Array(100);
  #surveyed = 0;

  constructor(
    plan: WellPlan,
    seed: number,
    log: { writer: FrameWriter; clock: RigClock; start: number; units: Units },
  ) {
    this.#plan = plan;
    const well = plan.well(new Random(seed));
    this.#rig = new Rig(well, plan.beginning, seed + 1);
    this.#crew = new Crew(this.#rig, new Random(seed + 2));
    this.#work = plan.day(this.#crew);
    this.#noise = new Random(seed + 3);
    this.#metres = new MetreWatch(this.#rig.holeDepth);
    this.#recorder = new WellRecorder(this.#rig, log.start, plan.interval);
    this.#writer = log.writer;
    this.#clock = log.clock;
    this.#fps = log.units === "fps";
    this.#well = Buffer.from(well.name);
    this.#vendor = plan.vendor === undefined ? undefined : Buffer.from(plan.vendor);
  }

  /** One second: the crew acts, the rig follows, the recorder sends. */
  step(): void {
    const rig = this.#rig;
    rig.surveyed = false;
    this.#work.next();
    rig.step();
    const connection = this.#connections.observe(rig);
    this.#recorder.observe(connection);
    const second = rig.seconds - 1;
    const due = (seconds: number): boolean => second % seconds === 0;
    const trip = this.#trips.observe(rig);
    const metre = this.#metres.observe(rig);
    if (due(this.#plan.interval)) this.#frame(1, timeBased, undefined);
    if (metre !== undefined) this.#frame(2, depthBased, metre);
    if (connection !== undefined) this.#frame(3, connectionBased, connection);
    if (trip !== undefined) this.#frame(6, tripBased, trip);
    if (rig.surveyed) this.#survey();
    if (due(FORMATION_EVERY) && rig.drilled > 0 && isPumping(rig)) {
      this.#frame(8, formationEvaluation, undefined);
    }
    if (due(TANKS_EVERY)) this.#frame(11, tanks, undefined);
    if (due(CHROMATOGRAPH_EVERY) && isPumping(rig)) this.#chromatograph();
  }

  end(): WellTruth {
    return this.#recorder.end();
  }

  #frame<About>(record: number, channels: readonly Channel<About>[], about: About): void {
    this.#header(record);
    this.#items(record, channels, about);
    this.#writer.endFrame();
  }

  #survey(): void {
    const rig = this.#rig;
    this.#surveyed++;
    const depth = rig.bitDepth - SURVEY_SENSOR;
    const station = rig.well.trajectory.station(depth);
    const found: Survey = {
      ...station,
      depth,
      number: this.#surveyed,
      inclination: Math.max(0, station.inclination + this.#noise.swing() * 0.06),
      azimuth: station.azimuth + this.#noise.swing() * 0.25,
    };
    this.#recorder.survey(depth, found.inclination, found.azimuth);
    this.#header(7);
    this.#items(
      7,
      surveys.filter(({ item }) => item < 12),
      found,
    );
    this.#writer.text(codeOf(7, 12), SURVEY_TYPE);
    this.#items(
      7,
      surveys.filter(({ item }) => item > 12),
      found,
    );
    this.#writer.endFrame();
  }

  #chromatograph(): void {
    this.#header(12);
    this.#items(12, chromatograph.slice(0, 2), undefined);
    this.#writer.padded(codeOf(12, 10), this.#clock.date, 6);
    this.#writer.padded(codeOf(12, 11), this.#clock.time, 6);
    this.#items(12, chromatograph.slice(2), undefined);
    this.#writer.endFrame();
  }

  #header(record: number): void {
    const writer = this.#writer;
    writer.beginFrame();
    if (this.#vendor !== undefined) writer.text(VENDOR_CODE, this.#vendor);
    this.#sequences[record]!++;
    writer.text(codeOf(record, 1), this.#well);
    writer.number(codeOf(record, 2), 0, 0);
    writer.number(codeOf(record, 3), LIS_BASE + record, 0);
    writer.number(codeOf(record, 4), this.#sequences[record]!, 0);
    writer.padded(codeOf(record, 5), this.#clock.date, 6);
    writer.padded(codeOf(record, 6), this.#clock.time, 6);
    writer.number(codeOf(record, 7), this.#rig.controls.activity, 0);
  }

  #items<About>(record: number, channels: readonly Channel<About>[], about: About): void {
    for (const { item, measure, read, noise } of channels) {
      const truth = read(this.#rig, about);
      const metric = noise === undefined ? truth : noise(this.#noise, truth);
      const value = this.#fps ? metric * measure.fpsFactor + measure.fpsOffset : metric;
      const whole = measure.whole;
      this.#writer.number(
        codeOf(record, item),
        Math.round(value * (whole ? 1 : SCALE)),
        whole ? 0 : DECIMALS,
      );
    }
  }
}

const SURVEY_TYPE = Buffer.from("MWD");
