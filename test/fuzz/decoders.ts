/** The decoders of a way, made when they are asked for and kept. */
import { Decoder } from "../../src/kernel/decoder.js";
import type { KernelBuild } from "../../src/kernel/load.js";
import type { Way } from "./way.js";

export class ReadyDecoders {
  readonly way: Way;
  readonly #made: Partial<Record<KernelBuild, Decoder>> = {};

  constructor(way: Way) {
    this.way = way;
  }

  /** One that has no source open. */
  of(build: KernelBuild): Decoder {
    const decoder = this.#made[build] ?? new Decoder(this.way.options, build);
    this.#made[build] = decoder;
    // Columns that once turned up are looked at in every batch to come.
    decoder.renew();
    return decoder;
  }

  /** Forgets one that threw. */
  drop(build: KernelBuild): void {
    delete this.#made[build];
  }
}
