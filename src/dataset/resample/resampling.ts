/**
 * What is asked of rows that are to be fewer: a row for each step, of time or of the depth of a channel. The same for every command
 * and format; here texts become it.
 */
import { Failure } from "../../failure/failure.js";
import { durationIn } from "../../text/duration.js";
import { type Aggregates, aggregatesIn } from "./asked.js";

/** As a command line or a program tells it. */
export interface ResampleOptions {
  /** A row for each step of time: `10s`, `1m`, `1h`. */
  readonly every?: string | undefined;
  /** A row for each step of depth: `depth=0.5m`, `bit-depth=1ft`, `DBTM=1`. */
  readonly by?: string | undefined;
  /** What columns become: `mean,min,max`, `HKLA=max+min`. Default: what suits each channel. */
  readonly aggregate?: string | undefined;
  /** Steps without a row are rows of nulls, between others of the same log. */
  readonly fill?: boolean | undefined;
}

/** For who wants all rows first. */
export const noSteps = {
  every: undefined,
  by: undefined,
  aggregate: undefined,
  fill: undefined,
} as const satisfies ResampleOptions;

export interface Resampling {
  /** As in metadata and messages: `every 10s`, `by depth=0.5m`. */
  readonly text: string;
  readonly step: TimeStep | DepthStep;
  readonly aggregates: Aggregates;
  readonly fill: boolean;
}

export interface TimeStep {
  readonly of: "time";
  readonly milliseconds: number;
}

export interface DepthStep {
  readonly of: "depth";
  /** The name of a channel, a column or a code. */
  readonly channel: string;
  readonly length: number;
  /** As it is written; undefined: that of the column. */
  readonly unit: string | undefined;
}

/** Undefined where all rows are wanted. Throws Failure("usage") for what cannot be meant. */
export function resamplingOf({ every, by, aggregate, fill }: ResampleOptions): Resampling | undefined {
  if (every === undefined && by === undefined) {
    const idle = aggregate !== undefined ? "aggregate" : fill ? "fill" : undefined;
    if (idle === undefined) return undefined;
    throw new Failure(
      "option-not-kept",
      `--${idle} is not kept: it says what rows of a step become, and nothing makes steps; give --every 10s or --by depth=0.5m too`,
    );
  }
  if (every !== undefined && by !== undefined) {
    throw new Failure(
      "conflicting-options",
      `--every ${every} makes a row of each step of time, and --by ${by} of each step of depth; give one of them`,
    );
  }
  return {
    text: every === undefined ? `by ${by}` : `every ${every}`,
    step:
      every === undefined
        ? told(`--by ${by}`, () => depthStepIn(by!))
        : told(`--every ${every}`, () => timeStepIn(every)),
    aggregates: told(`--aggregate ${aggregate}`, () => aggregatesIn(aggregate)),
    fill: fill ?? false,
  };
}

function told<Result>(given: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure("bad-option", `${given}: ${(error as Error).message}`, { cause: error });
  }
}

/** Throws an Error that says what is wrong with the text. */
export function timeStepIn(text: string): TimeStep {
  let milliseconds: number;
  try {
    milliseconds = durationIn(text);
  } catch (error) {
    throw new Error(`by time, ${(error as Error).message}; --by depth=0.5m makes steps of depth`);
  }
  if (milliseconds > 0) return { of: "time", milliseconds };
  throw new Error("a step is longer than nothing");
}

/** Throws an Error that says what is wrong with the text. */
export function depthStepIn(text: string): DepthStep {
  const [, channel = "", step = ""] = /^([^=]+)=(.*)$/.exec(text.trim()) ?? [];
  if (/^time(stamp)?$/i.test(channel)) throw new Error(`steps of time are --every ${step || "10s"}`);
  const [, digits = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([a-z"']*)$/i.exec(step.trim()) ?? [];
  if (channel === "" || digits === "") {
    throw new Error(
      "it names a depth and the length of a step, as depth=0.5m, bit-depth=1ft, or DBTM=1 in the unit that it has",
    );
  }
  if (Number(digits) === 0) throw new Error("a step is longer than nothing");
  return {
    of: "depth",
    channel: channel.trim(),
    length: Number(digits),
    unit: unit === "" ? undefined : unit,
  };
}
