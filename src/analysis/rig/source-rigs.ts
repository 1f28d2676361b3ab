/**
 * The rigs of one source: each well has a state of its own, for several may share a stream. Rows are given on in the order of the source,
 * once every record before them has come; so nothing depends on how they are cut into pages.
 */
import { partOf, type SourcePage } from "../../columns/page.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import { type Mode, stateChannels } from "../state/engine.js";
import type { Explained } from "../state/explainer.js";
import { stateEngine } from "../state/rig-state.js";
import type { RigSettings } from "../state/settings.js";
import type { EventRow, Finished, Whose } from "../table.js";
import { HeldPages } from "./held-pages.js";
import { OneRig } from "./one-rig.js";
import type { Carried, Stage, StateNow } from "./rows.js";
import type { Succession } from "./succession.js";
import { wellsOf } from "./wells.js";

export interface RigOptions {
  /** Where rows of the tables go, as they are finished. */
  readonly finished: Finished;
  /** `look-ahead` when left out. */
  readonly mode?: Mode | undefined;
  /** What is asked of the rows beside their states, begun for each rig. */
  readonly stages?: readonly BegunStage[] | undefined;
  /** Told, and not found from the rows. */
  readonly settings?: RigSettings | undefined;
  /** A moment whose state is to be explained, for each rig. */
  readonly explain?: ExplainRigs | undefined;
  /** Rigs go on from a source that has ended to the next one of theirs: see `Succession`. Otherwise each source has rigs of its own, as links have. */
  readonly goesOn?: boolean | undefined;
}

/** Told of each rig when it ends: why its state was what it was, or only its first and last row where the moment is in none. */
export interface ExplainRigs {
  /** Asked when the first rows of a rig have come. */
  readonly time: () => number;
  readonly told: (explained: Explained & Whose) => void;
}

/** Begins a stage for a rig. */
export type BegunStage = (finished: Finished) => Stage;

/** Rows that were not analysed, and why. */
export interface RigResult {
  readonly mode: Mode;
  readonly rigs: readonly {
    readonly source: string;
    readonly well: string | undefined;
    readonly rows: number;
    readonly withoutTime: number;
    /** Of a time before that of the row before. */
    readonly behind: number;
  }[];
}

/** What a rig does now, for who looks on live. */
export interface RigNow extends StateNow {
  readonly well: string | undefined;
  /** Events that are going on, as they stand. */
  readonly open: readonly EventRow[];
}

/** Rigs that are open at a time: whoever sends another name in every row does not fill the memory. */
const MOST_OPEN = 64;
/** By depth or by occasion: their values are not those of a moment. */
const NOT_OF_A_MOMENT = new Set([2, 3, 6]);

/** Rows that follow each other, of one rig. */
interface Run {
  readonly rig: OneRig;
  /** The number after its last row. */
  to: number;
  last: number;
}

export interface SourceRigsOptions {
  readonly source: string;
  /** Channels that are carried: those that states are decided from come first, as the engine has them. */
  readonly own: readonly ChannelName[];
  readonly mode: Mode;
  readonly rig: RigOptions;
  /** Rigs of sources that have ended, which may go on here; each source has rigs of its own when undefined. */
  readonly succession: Succession | undefined;
  /** Takes a rig that this source has no more rows of. */
  readonly left: (rig: OneRig) => void;
}

export class SourceRigs {
  readonly #source: string;
  readonly #options: SourceRigsOptions;
  /** What came before the first row of record 01 that has a time: it tells whose this is. Undefined from then on. */
  #held: HeldPages | undefined = new HeldPages();
  /** Of the page that is taken. */
  #numbers: Carried = [];
  readonly #open = new Map<string, OneRig>();
  /** Whoever sent rows of record 01 last: rows that do not say whose they are belong to it. */
  #speaks: OneRig | undefined;
  readonly #told: RigResult["rigs"][number][] = [];
  #runs: Run[] = [];

  constructor(options: SourceRigsOptions) {
    this.#source = options.source;
    this.#options = options;
  }

  add(page: SourcePage, numbers: Carried): void {
    this.#numbers = numbers;
    const wells = wellsOf(page);
    for (let from = 0; from < page.rows; ) {
      const well = wells?.[from];
      let to = from + 1;
      while (to < page.rows && wells?.[to] === well) to++;
      this.#ofWell(page, well, from, to);
      from = to;
    }
  }

  reached(offset: number): void {
    let done = 0;
    for (const run of this.#runs) {
      run.rig.release(run.to, offset);
      if (run.last >= offset) break;
      done++;
    }
    if (done > 0) this.#runs.splice(0, done);
  }

  now(): readonly RigNow[] {
    return [...this.#open.values()].flatMap((rig) => {
      const state = rig.now();
      return state === undefined ? [] : [{ ...state, well: rig.well, open: rig.open() }];
    });
  }

  /** The source has no more rows: what is open ends. */
  end(): RigResult["rigs"] {
    this.#letGo();
    this.reached(Number.POSITIVE_INFINITY);
    for (const key of [...this.#open.keys()]) this.#leave(key);
    return this.#told;
  }

  /** In layout frame the rows of all records are rows of one table: those that tell nothing of a state are of another record. */
  #ofWell(page: SourcePage, well: string | undefined, from: number, to: number): void {
    if (page.table !== "frame") {
      this.#rows(page, well, from, to, page.record === 1);
      return;
    }
    const tells = (row: number): boolean => {
      for (let place = 0; place < stateChannels.length; place++) {
        const value = this.#numbers[place]?.values[row];
        if (value !== undefined && !Number.isNaN(value)) return true;
      }
      return false;
    };
    for (let begin = from; begin < to; ) {
      const isOne = tells(begin);
      let end = begin + 1;
      while (end < to && tells(end) === isOne) end++;
      this.#rows(page, well, begin, end, isOne);
      begin = end;
    }
  }

  #rows(page: SourcePage, well: string | undefined, from: number, to: number, areOwn: boolean): void {
    const time = areOwn ? page.times.subarray(from, page.rows).find((one) => !Number.isNaN(one)) : undefined;
    if (this.#held !== undefined) {
      if (time === undefined && this.#held.hold(page, this.#numbers, { from, to, well, areOwn })) return;
      this.#letGo(well, time);
    }
    const rig = this.#rigOf(well, areOwn, time);
    if (!areOwn) {
      if (!NOT_OF_A_MOMENT.has(page.record ?? 0)) rig.other(page, this.#numbers, from, to);
      if (rig.asksOthers) rig.tellStages(partOf(page, from, to));
      return;
    }
    this.#speaks = rig;
    rig.add(page, this.#numbers, from, to);
    if (page.table === "frame" && rig.asksOthers) rig.tellStages(partOf(page, from, to));
    const last = page.offsets[to - 1]!;
    const run = this.#runs.at(-1);
    if (run?.rig === rig) {
      run.to = rig.received;
      run.last = last;
    } else this.#runs.push({ rig, to: rig.received, last });
  }

  /** Gives the rows on that were held; the first row with a time is of this well and this time, where there is one. */
  #letGo(well?: string, time?: number): void {
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    if (time !== undefined) this.#speaks = this.#rigOf(well, true, time);
    const numbers = this.#numbers;
    for (const { page, carried, whose, areOwn } of held.pages) {
      this.#numbers = carried;
      this.#rows(page, whose, 0, page.rows, areOwn);
    }
    this.#numbers = numbers;
  }

  #rigOf(sent: string | undefined, areOwn: boolean, time: number | undefined): OneRig {
    const well = sent?.trim() || undefined;
    if (well === undefined && this.#speaks !== undefined) return this.#speaks;
    const key = well ?? "";
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const unnamed = this.#open.get("");
    // What came before any name was told is its first rig's.
    if (unnamed !== undefined && this.#open.size === 1 && areOwn) {
      this.#open.delete("");
      unnamed.well = well;
      this.#open.set(key, unnamed);
      return unnamed;
    }
    // Rows of record 01 that never say whose they are belong to whoever the other records name.
    if (!areOwn && unnamed !== undefined && unnamed === this.#speaks) return unnamed;
    if (this.#open.size >= MOST_OPEN) this.#leave(this.#open.keys().next().value!);
    const rig = this.#goingOn(well, time) ?? this.#begin(well);
    this.#open.set(rig.well ?? "", rig);
    return rig;
  }

  #goingOn(well: string | undefined, time: number | undefined): OneRig | undefined {
    if (time === undefined) return undefined;
    const rig = this.#options.succession?.take({ source: this.#source, well, time });
    if (rig === undefined) return undefined;
    rig.goOn(this.#source);
    rig.well ??= well;
    return rig;
  }

  #begin(well: string | undefined): OneRig {
    const { finished, stages = [], settings, explain } = this.#options.rig;
    const { mode, own: names } = this.#options;
    const rig: OneRig = new OneRig({
      source: this.#source,
      names,
      engine: (unit) =>
        stateEngine({
          mode,
          settings,
          unit,
          explain: explain && {
            time: explain.time(),
            told: (explained) => explain.told({ source: rig.first, well: rig.well, ...explained }),
          },
        }),
      stages: begunInOrder(stages, finished),
    });
    rig.well = well;
    return rig;
  }

  #leave(key: string): void {
    const rig = this.#open.get(key)!;
    this.#open.delete(key);
    this.#runs = this.#runs.filter((run) => run.rig !== rig);
    if (this.#speaks === rig) this.#speaks = undefined;
    const { receivedOfSource: rows, withoutTime, behind } = rig;
    this.#told.push({ source: this.#source, well: rig.well, rows, withoutTime, behind });
    this.#options.left(rig);
  }
}

/** Each hears of the rows that those before it finish. */
function begunInOrder(stages: readonly BegunStage[], finished: Finished): readonly Stage[] {
  const begun: Stage[] = [];
  for (const [place, begin] of stages.entries()) {
    const stage = begin((table, row) => {
      finished(table, row);
      for (let later = place + 1; later < begun.length; later++) begun[later]!.hear?.(table, row);
    });
    begun.push(stage);
  }
  return begun;
}
