/** A scenario as a log, in chunks, with its truth at the end: a day of a rig at a frame a second needs no more memory than a minute. */
import { RigClock } from "../clock.js";
import type { Units } from "../measure.js";
import { LogTruth } from "../truth.js";
import { FrameWriter } from "../writer.js";
import { Feed } from "./feed.js";
import type { Scenario } from "./scenarios.js";
import { type ScenarioTruth, timeText } from "./truth.js";

export interface ScenarioOptions {
  /** A whole number from 0 to 2^32 - 1; the default is 1. */
  readonly seed?: number | undefined;
  /** The default is the scenario's own. A shorter log is the beginning of a longer one. */
  readonly hours?: number | undefined;
  readonly units?: Units | undefined;
  /** Milliseconds whose UTC fields are the rig's wall clock; the default is 4 March 2024, 06:00. */
  readonly start?: number | undefined;
}

/** Its UTC fields are the rig's wall clock. */
const START = Date.UTC(2024, 2, 4, 6, 0, 0);
/** So that no two wells of a seed, and no two seeds, draw the same numbers. */
const SEEDS_A_WELL = 16;
const WELLS = 16;

/** Chunks of about 64 KiB that end between frames; the receiver owns them. */
export function* generateScenario(
  scenario: Scenario,
  { seed = 1, hours = scenario.hours, units = "metric", start = START }: ScenarioOptions = {},
): Generator<Uint8Array, ScenarioTruth, undefined> {
  const outcome = new LogTruth();
  const writer = new FrameWriter("\r\n", outcome);
  const clock = new RigClock(new Date(start));
  const feeds = scenario.wells.map((plan, index) => {
    const ownSeed = (seed * WELLS + index) * SEEDS_A_WELL;
    return new Feed(plan, ownSeed, { writer, clock, start, units });
  });
  const seconds = Math.round(hours * 3600);
  for (let second = 0; second < seconds; second++) {
    for (const feed of feeds) feed.step();
    clock.advance(1000);
    if (writer.full) yield writer.take();
  }
  const rest = writer.take();
  if (rest.length > 0) yield rest;
  return {
    scenario: scenario.name,
    seed,
    hours,
    start: timeText(start),
    end: timeText(start + seconds * 1000),
    log: { units, ...outcome.outcome() },
    wells: feeds.map((feed) => feed.end()),
  };
}
