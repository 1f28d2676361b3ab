/** What a mock rig sends: the log of a scenario, made up frames of a shape, a log from a file, or bytes that a test has. */
import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";
import { FrameCutter } from "../../input/link/transport/frames.js";
import type { Units } from "../measure.js";
import { scenarioNames } from "../scenarios/names.js";
import { shapeNames } from "./shape-names.js";

export interface DataOptions {
  /** The name of a scenario or a shape, a path, or the bytes themselves. */
  readonly data: string | Uint8Array;
  readonly seed: number;
  readonly units?: Units | undefined;
  /** Of a scenario; default its own length. */
  readonly hours?: number | undefined;
}

export interface Data {
  /** For people: `scenario basic_drilling, seed 1`. */
  readonly shown: string;
  /** From the beginning, anew with each call. */
  frames(): AsyncGenerator<Uint8Array, void, undefined>;
}

/** Throws Failure("input") where a file cannot be read or is no log, Failure("usage") where the name is neither. */
export async function openData({ data, seed, units, hours }: DataOptions): Promise<Data> {
  if (typeof data !== "string") return cut("bytes that were given", () => pieces([data]));
  const scenario = scenarioNames.find((name) => name === data);
  if (scenario !== undefined) {
    const [{ generateScenario }, { scenarioNamed }] = await Promise.all([
      import("../scenarios/generator.js"),
      import("../scenarios/scenarios.js"),
    ]);
    const made = () => generateScenario(scenarioNamed(scenario), { seed, units, hours });
    return cut(`scenario ${scenario}, seed ${seed}`, () => pieces(made()));
  }
  if (hours !== undefined)
    throw new Failure("option-not-kept", `--hours is the length of a scenario, and ${data} is none`);
  const shape = shapeNames.find((name) => name === data);
  if (shape !== undefined) {
    const { generateLog } = await import("../shapes/generator.js");
    const bytes = Number.POSITIVE_INFINITY;
    const made = () => generateLog({ shape, seed, bytes, ...(units === undefined ? {} : { units }) });
    return cut(`generated frames of shape ${shape}, seed ${seed}`, () => pieces(made()));
  }
  await readable(data);
  return cut(data, () => piecesOfFile(data));
}

function cut(shown: string, open: () => AsyncGenerator<Uint8Array>): Data {
  return {
    shown,
    async *frames() {
      const cutter = new FrameCutter();
      for await (const piece of open()) yield* cutter.push(piece);
      yield* cutter.end();
    },
  };
}

async function* pieces(made: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* made;
}

const PIECE = 65_536;

/** Compressed or wrapped as `convert` takes it: what is sent are plain frames. */
async function* piecesOfFile(path: string): AsyncGenerator<Uint8Array> {
  const { openSource } = await import("../../input/source/open.js");
  const reader = await openSource({ name: path });
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE);
      const length = await reader.read(piece);
      if (length === 0) return;
      yield piece.subarray(0, length);
    }
  } finally {
    await reader.close();
  }
}

/** A wrong name shall not wait for the first client to be told. */
async function readable(path: string): Promise<void> {
  const { openSource } = await import("../../input/source/open.js");
  try {
    await (await openSource({ name: path })).close();
  } catch (error) {
    const near = nearest(path, [...scenarioNames, ...shapeNames]);
    if (!(error instanceof Failure) || near === undefined) throw error;
    throw new Failure("unknown-name", `${error.message}. Did you mean the scenario or shape ${near}?`, {
      cause: error,
    });
  }
}
