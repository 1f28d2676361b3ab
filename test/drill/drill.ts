/**
 * Drills: a command is killed at a system call that seed and chance choose, perhaps again when it goes on, and then runs to its
 * end. What it ends in must be what a run that nobody disturbed gives.
 */
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Random } from "../../src/samples/random.js";
import { type Calls, type Ended, type Kill, killText, run } from "./interposed.js";
import type { Kind, Stage } from "./kind.js";
import type { SmallDisk } from "./small-disk.js";

export interface Trial {
  readonly kind: string;
  readonly kills: readonly string[];
  /** What is wrong; undefined when all is right. */
  readonly fault: string | undefined;
}

/** How often a run that goes on is killed too. */
const AGAIN = 3;
/** Runs to the end after the last kill: a second one must change nothing. */
const FOLDER = "drill";

/** Drills one kind until so many kills have struck; `told` hears of each trial. */
export async function drill(
  kind: Kind,
  { seed, kills, folder }: { readonly seed: number; readonly kills: number; readonly folder: string },
  told: (trial: Trial) => void = () => {},
): Promise<readonly Trial[]> {
  const place = join(folder, `${FOLDER}-${kind.name}`);
  mkdirSync(place, { recursive: true });
  const stage = await kind.make(place);
  const random = new Random(seed);
  const trials: Trial[] = [];
  try {
    const { calls, expected } = await undisturbed(stage, place);
    const used = stage.disk?.used;
    for (let struck = 0, tried = 0; struck < kills && tried < 4 * kills; tried++) {
      const ground = { place, calls, expected, random, used };
      const trial =
        stage.disk === undefined
          ? await oneTrial(kind.name, stage, ground)
          : await oneFilling(kind.name, stage, stage.disk, ground);
      struck += trial.kills.length;
      trials.push(trial);
      told(trial);
    }
  } finally {
    await stage.close?.();
    rmSync(place, { recursive: true, force: true });
  }
  return trials;
}

async function begin(stage: Stage): Promise<void> {
  rmSync(stage.output, { recursive: true, force: true });
  if (stage.before !== undefined)
    cpSync(stage.before, stage.output, { recursive: true, preserveTimestamps: true });
  await stage.reset?.();
}

async function undisturbed(stage: Stage, place: string): Promise<{ calls: Calls; expected: string }> {
  await begin(stage);
  const ended = await lives(stage, place, stage.words);
  if (ended.code !== 0) throw new Error(`undisturbed it ends with ${ended.code}: ${ended.said}`);
  return { calls: ended.calls, expected: await stage.outcome() };
}

const lives = (stage: Stage, place: string, words: readonly string[], kill?: Kill): Promise<Ended> =>
  run(words, { root: stage.output, cwd: place, kill, until: stage.done?.bind(stage), clock: stage.clock });

interface Ground {
  readonly place: string;
  readonly calls: Calls;
  readonly expected: string;
  readonly random: Random;
  /** Bytes of the disk that a run takes that nobody disturbed. */
  readonly used: number | undefined;
}

async function oneTrial(kind: string, stage: Stage, ground: Ground): Promise<Trial> {
  const { place, calls, expected, random } = ground;
  const kills: string[] = [];
  await begin(stage);
  let words = stage.words;
  let fault: string | undefined;
  do {
    const kill = killIn(calls, random);
    const ended = await lives(stage, place, words, kill);
    if (ended.code !== null) {
      fault = faultOf(stage, ended, kills);
      if (fault !== undefined) return { kind, kills, fault };
      break;
    }
    kills.push(killText(kill));
    await stage.onKill?.();
    words = stage.again ?? stage.words;
  } while (random.below(AGAIN) === 0);
  let last = await lives(stage, place, words);
  if (last.code !== 0 && stage.again !== undefined && /give --force|exists already/.test(last.said)) {
    last = await lives(stage, place, stage.words);
  }
  fault = faultOf(stage, last, kills);
  if (fault === undefined) {
    const outcome = await stage.outcome();
    if (outcome !== expected) fault = differenceOf(expected, outcome);
  }
  return { kind, kills, fault };
}

/** Not killed, but out of room somewhere on its way, and given room again: at once where it waits for that. */
async function oneFilling(kind: string, stage: Stage, disk: SmallDisk, ground: Ground): Promise<Trial> {
  const { place, expected, random } = ground;
  const most = ground.used ?? 0;
  await begin(stage);
  const room = 4096 * (4 + random.below(Math.max(1, Math.floor(most / 4096) - 4)));
  disk.resize(room);
  const kills = [`${room} bytes of ${most}`];
  const done = stage.done?.bind(stage);
  let looks = 0;
  const until = (process: number): boolean => {
    // It has tried again and again by then.
    if (disk.isFull && ++looks === 40) disk.resize();
    return done!(process);
  };
  const options = { root: stage.output, cwd: place };
  let ended = await run(stage.words, { ...options, until: done && until });
  disk.resize();
  // What could not be written before, or had been received and could not be converted, is done by the next run.
  if (ended.code === 4 || (ended.code === 0 && done !== undefined))
    ended = await run(stage.words, { ...options, until: done });
  const fault = faultOf(stage, ended, kills);
  if (fault !== undefined) return { kind, kills, fault };
  const outcome = await stage.outcome();
  return { kind, kills, fault: outcome === expected ? undefined : differenceOf(expected, outcome) };
}

const faultOf = (stage: Stage, ended: Ended, kills: readonly string[]): string | undefined =>
  ended.code === 0 || (kills.length > 0 && stage.refusals?.includes(ended.code ?? -1))
    ? stage.fault?.(ended)
    : `it ends with ${ended.code}: ${ended.said}`;

/** A call that an undisturbed run makes, each kind as likely as any other: there are few renames among many writes. */
function killIn(calls: Calls, random: Random): Kill {
  const made = [...calls].filter(([, number]) => number > 0);
  const [call, number] = made[random.below(made.length)]!;
  return { call, number: 1 + random.below(number), side: random.below(2) === 0 ? "before" : "after" };
}

function differenceOf(expected: string, outcome: string): string {
  const [before, after] = [expected.split("\n"), outcome.split("\n")];
  const missing = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
  const more = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  return ["it ends otherwise than undisturbed:", ...missing, ...more].slice(0, 20).join("\n");
}
