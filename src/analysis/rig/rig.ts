/**
 * What the rigs of some sources did: pages of any records in, rows whose state is decided out, to stages that ask more of them. Sources
 * may come by turns, as the links of a stream do, each has rigs of its own.
 */
import { type ChannelNumbers, Channels } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import { type ChannelName, channelNames } from "../../wits/catalog/channel.js";
import type { Measure } from "../measure.js";
import { type Mode, stateChannels } from "../state/engine.js";
import type { OneRig } from "./one-rig.js";
import { type RigNow, type RigOptions, type RigResult, SourceRigs } from "./source-rigs.js";
import { Succession } from "./succession.js";

export type { BegunStage, ExplainRigs, RigNow, RigOptions, RigResult } from "./source-rigs.js";

export interface RigMeasure extends Measure<RigResult> {
  /** The sources that were read have no more rows. Answers what was taken of those since it was asked last; rigs may go on in others. */
  sourcesEnded(): RigResult;
  /** Of each rig of a source, once a state of it is decided. */
  now(source: string): readonly RigNow[];
}

/**
 * Sources that are open at a time, of those that nothing says to have ended: links that are few never are too many. In look-ahead mode
 * each holds the rows of some hours.
 */
const MOST_SOURCES: Readonly<Record<Mode, number>> = { causal: 500, "look-ahead": 64 };

export function rig(options: RigOptions): RigMeasure {
  return new Rigs(options);
}

class Rigs implements RigMeasure {
  readonly name = "rig";
  readonly needs: readonly ChannelName[];
  readonly #options: RigOptions;
  readonly #mode: Mode;
  readonly #channels = new Channels();
  /** Channels that are carried: those that states are decided from come first, as the engine has them. */
  readonly #own: readonly ChannelName[];
  /** By channel, what the page that is taken has of it. */
  readonly #numbers: (ChannelNumbers | undefined)[];
  readonly #sources = new Map<string, SourceRigs>();
  /** Undefined where no rig goes on in another source. */
  readonly #succession: Succession | undefined;
  #told: RigResult["rigs"][number][] = [];

  constructor(options: RigOptions) {
    this.#options = options;
    this.#mode = options.mode ?? "look-ahead";
    if (options.goesOn)
      this.#succession = new Succession(MOST_SOURCES[this.#mode], (one) => this.#finish(one));
    const stages = (options.stages ?? []).map((begin) => begin(() => {}));
    const asked = new Set(stages.flatMap((stage) => stage.needs));
    this.#own = [...stateChannels, ...channelNames.filter((name) => asked.has(name) && !isOwn(name))];
    this.#numbers = this.#own.map(() => undefined);
    this.needs = [
      ...new Set(["well", ...this.#own, ...stages.flatMap((stage) => stage.looks ?? [])] as const),
    ];
  }

  add(page: SourcePage): void {
    const source = this.#sourceOf(page.source);
    if (page.rows === 0 || page.table === "unmapped") return;
    for (const [place, name] of this.#own.entries()) this.#numbers[place] = this.#channels.of(page, name);
    source.add(page, this.#numbers);
  }

  reached(source: string, offset: number): void {
    if (offset === Number.POSITIVE_INFINITY) this.#end(source);
    else this.#sources.get(source)?.reached(offset);
  }

  now(source: string): readonly RigNow[] {
    return this.#sources.get(source)?.now() ?? [];
  }

  sourcesEnded(): RigResult {
    for (const source of [...this.#sources.keys()]) this.#end(source);
    const rigs = this.#told;
    this.#told = [];
    return { mode: this.#mode, rigs };
  }

  end(): RigResult {
    const result = this.sourcesEnded();
    this.#succession?.end();
    return result;
  }

  #sourceOf(name: string): SourceRigs {
    const known = this.#sources.get(name);
    if (known !== undefined) return known;
    if (this.#sources.size >= MOST_SOURCES[this.#mode]) this.#end(this.#sources.keys().next().value!);
    const begun = new SourceRigs({
      source: name,
      own: this.#own,
      mode: this.#mode,
      rig: this.#options,
      succession: this.#succession,
      left: (one) => (this.#succession === undefined ? this.#finish(one) : this.#succession.wait(one)),
    });
    this.#sources.set(name, begun);
    return begun;
  }

  #end(name: string): void {
    const source = this.#sources.get(name);
    if (source === undefined) return;
    this.#sources.delete(name);
    this.#told.push(...source.end());
  }

  #finish(one: OneRig): void {
    one.end();
    const whose = { source: one.first, well: one.well };
    for (const row of one.calibration()) this.#options.finished("calibration", { ...whose, ...row });
  }
}

const isOwn = (name: ChannelName): boolean =>
  name === "well" || (stateChannels as readonly string[]).includes(name);
