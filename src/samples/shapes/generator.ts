/**
 * WITS logs of any size from a seed, for samples, tests and benchmarks. The same options give the same bytes on
 * every platform. Nothing is held but one chunk: a log of 10 GB needs no more memory than one of 10 kB.
 */
import { Buffer } from "node:buffer";
import { RigClock } from "../clock.js";
import type { Measure, Units } from "../measure.js";
import { Random } from "../random.js";
import { LogTruth, NULL_KINDS, type NullKind } from "../truth.js";
import { FrameWriter, type LineEnd, LONGEST_TEXT } from "../writer.js";
import { RECORDS, type RigRecord } from "./channels.js";
import { type Line, type LogShape, layoutOf } from "./layout.js";
import { Rig } from "./rig.js";

export type { Units } from "../measure.js";
export { LogTruth } from "../truth.js";
export type { LineEnd } from "../writer.js";
export type { RigRecord } from "./channels.js";
export type { LogShape } from "./layout.js";

/** Where the log ends: after so many frames, or with the first frame that reaches so many bytes. */
export type LogSize =
  | { readonly frames: number; readonly bytes?: never }
  | { readonly bytes: number; readonly frames?: never };

export interface LogStyle {
  /** An integer; the default is 1. */
  readonly seed?: number;
  readonly shape?: LogShape;
  /** Interleaved, each at its own interval. The default is 1, 8, 11, 12 and 14. */
  readonly records?: readonly RigRecord[];
  readonly units?: Units;
  /** Its UTC fields are the rig's wall clock. The default is 2024-03-01 06:00:00. */
  readonly start?: Date;
  /** Between two frames of record 01, in steps of a millisecond; the default is 1. */
  readonly intervalSeconds?: number;
  readonly lineEnd?: LineEnd;
  /** Whether items 05 and 06 are sent; the default is true. */
  readonly clock?: boolean;
  /** The text of a line 1984 in front of each frame's own lines. */
  readonly vendor?: string;
  /** Item 01; an empty text is sent as an empty item. */
  readonly well?: string;
  /** Share of readings that are null, from 0 to 1; the default is 0.002, in shape `sparse` 0.5. */
  readonly nullShare?: number;
  /** `short`: two decimals, as rigs send; `long`: seven, as vendors' gateways do. */
  readonly decimals?: "short" | "long";
}

export type LogOptions = LogStyle & LogSize;

const VENDOR_CODE = 1984;
const DEFAULT_RECORDS: readonly RigRecord[] = [1, 8, 11, 12, 14];
const DEFAULT_START = new Date("2024-03-01T06:00:00Z");
const SURVEY_TYPE = Buffer.from("MWD");
/** What the contract reads as null: a noisy number must not be one by accident. */
const SENTINELS = [-999.25, -9999, -8888];

/** The log in chunks of about 64 KiB that end between frames; the receiver owns them. `truth` counts what goes in. */
export function* generateLog(options: LogOptions, truth?: LogTruth): Generator<Uint8Array, void, undefined> {
  const shape = options.shape ?? "rig";
  const stepMilliseconds = Math.round((options.intervalSeconds ?? 1) * 1000);
  if (!(stepMilliseconds > 0)) throw new RangeError("intervalSeconds must be at least 0.001");
  const frameLimit = options.frames ?? Number.POSITIVE_INFINITY;
  const byteLimit = options.bytes ?? Number.POSITIVE_INFINITY;

  const random = new Random(options.seed ?? 1);
  const rig = new Rig(random);
  const clock = new RigClock(options.start ?? DEFAULT_START);
  const writer = new FrameWriter(options.lineEnd ?? "\r\n", truth);
  const frame = new FrameMaker(options, shape, random, rig, clock, writer);
  const schedules = schedulesOf(options, shape);

  let frames = 0;
  while (frames < frameLimit && writer.bytes < byteLimit) {
    rig.step(stepMilliseconds / 1000);
    for (const schedule of schedules) {
      if (!isDue(schedule, rig, clock)) continue;
      frame.write(schedule);
      frames++;
      if (writer.full) yield writer.take();
      if (frames >= frameLimit || writer.bytes >= byteLimit) break;
    }
    clock.advance(stepMilliseconds);
  }
  const rest = writer.take();
  if (rest.length > 0) yield rest;
}

/** The whole log in one piece, with its truth: for tests, and for logs that fit in memory. */
export function generateWhole(options: LogOptions): { bytes: Uint8Array; truth: LogTruth } {
  const truth = new LogTruth();
  const bytes = new Uint8Array(Buffer.concat([...generateLog(options, truth)]));
  return { bytes, truth };
}

interface Schedule {
  readonly record: RigRecord;
  readonly lines: Line[];
  /** Second of the log at which the next frame is due. */
  next: number;
  sequence: number;
}

function schedulesOf(options: LogOptions, shape: LogShape): Schedule[] {
  const records = shape === "short" || shape === "wide" ? [1 as const] : (options.records ?? DEFAULT_RECORDS);
  if (records.length === 0) throw new RangeError("records must name at least one record");
  return records.map((record) => {
    if (RECORDS[record] === undefined) throw new RangeError(`record ${record} cannot be generated`);
    return { record, lines: layoutOf(shape, record, options.clock ?? true), next: 0, sequence: 0 };
  });
}

function isDue(schedule: Schedule, rig: Rig, clock: RigClock): boolean {
  const { seconds, circulating } = RECORDS[schedule.record];
  if (seconds === undefined) return rig.surveyed;
  if (clock.seconds < schedule.next || (circulating && !rig.pumping)) return false;
  schedule.next = clock.seconds + seconds;
  return true;
}

/** Writes one frame at a time: lines of a layout, with the rig's readings of this moment. */
class FrameMaker {
  readonly #shape: LogShape;
  readonly #random: Random;
  readonly #rig: Rig;
  readonly #clock: RigClock;
  readonly #writer: FrameWriter;
  readonly #well: Uint8Array;
  readonly #vendor: Uint8Array | undefined;
  readonly #fps: boolean;
  readonly #decimals: number;
  readonly #nullShare: number;

  constructor(
    options: LogOptions,
    shape: LogShape,
    random: Random,
    rig: Rig,
    clock: RigClock,
    writer: FrameWriter,
  ) {
    this.#shape = shape;
    this.#random = random;
    this.#rig = rig;
    this.#clock = clock;
    this.#writer = writer;
    this.#well = textOf("well", options.well ?? "WITSKIT A-1");
    this.#vendor = options.vendor === undefined ? undefined : textOf("vendor", options.vendor);
    this.#fps = options.units === "fps";
    this.#decimals = options.decimals === "long" ? 7 : 2;
    this.#nullShare = options.nullShare ?? (shape === "sparse" ? 0.5 : 0.002);
  }

  write(schedule: Schedule): void {
    const { lines } = schedule;
    schedule.sequence++;
    this.#writer.beginFrame();
    if (this.#vendor !== undefined) this.#writer.text(VENDOR_CODE, this.#vendor);
    const count = this.#shape === "shuffled" ? this.#shuffle(lines) : lines.length;
    for (let index = 0; index < count; index++) this.#line(lines[index]!, schedule.sequence);
    this.#writer.endFrame();
  }

  #line({ code, content }: Line, sequence: number): void {
    const writer = this.#writer;
    const rig = this.#rig;
    switch (content.kind) {
      case "well":
        writer.text(code, this.#well);
        break;
      case "sequence":
        writer.number(code, sequence, 0);
        break;
      case "date":
        writer.padded(code, this.#clock.date, 6);
        break;
      case "time":
        writer.padded(code, this.#clock.time, 6);
        break;
      case "survey-type":
        writer.text(code, SURVEY_TYPE);
        break;
      case "whole":
        writer.number(code, content.read(rig), 0);
        break;
      case "reading":
        if (this.#random.chance(this.#nullShare)) writer.null(code, this.#nullKind(code));
        else if (this.#shape === "noisy") this.#noise(code);
        else this.#reading(code, content.measure, content.read(rig));
        break;
    }
  }

  #reading(code: number, measure: Measure, metric: number): void {
    const value = this.#fps ? metric * measure.fpsFactor + measure.fpsOffset : metric;
    const decimals = measure.whole ? 0 : this.#decimals;
    this.#writer.number(code, Math.round(value * 10 ** decimals), decimals);
  }

  /** 1 to 9 digits before and 0 to 9 behind the point, 15 at most together, of either sign. */
  #noise(code: number): void {
    const wholeDigits = 1 + this.#random.below(9);
    const decimals = this.#random.below(Math.min(9, 15 - wholeDigits) + 1);
    const whole = (this.#random.next() >>> 0) % 10 ** wholeDigits;
    const fraction = (this.#random.next() >>> 0) % 10 ** decimals;
    const power = 10 ** decimals;
    const magnitude = whole * power + fraction;
    const scaled = this.#random.next() < 0 ? -magnitude : magnitude;
    this.#writer.number(code, SENTINELS.includes(scaled / power) ? scaled + 1 : scaled, decimals);
  }

  /** A sensor keeps its vendor's sentinel; in shape `sparse` each null is of any kind. */
  #nullKind(code: number): NullKind {
    const index = this.#shape === "sparse" ? this.#random.below(NULL_KINDS.length) : code % NULL_KINDS.length;
    return NULL_KINDS[index]!;
  }

  /** Brings a random choice of the lines to the front, in random order, and returns how many. */
  #shuffle(lines: Line[]): number {
    const count = 1 + this.#random.below(lines.length);
    for (let index = 0; index < count; index++) {
      const other = index + this.#random.below(lines.length - index);
      const line = lines[index]!;
      lines[index] = lines[other]!;
      lines[other] = line;
    }
    return count;
  }
}

function textOf(name: string, text: string): Uint8Array {
  const bytes = Buffer.from(text);
  if (bytes.length > LONGEST_TEXT) throw new RangeError(`${name} must be at most ${LONGEST_TEXT} bytes`);
  if (/[\r\n]|&&|!!/.test(text) || text !== text.trim()) {
    throw new RangeError(`${name} must be one line without && and !! and without blanks around it`);
  }
  return bytes;
}
