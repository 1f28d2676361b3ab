/** A manifest that begins when the first unit is whole on disk: a run that fails before has left nothing. */
import type { ManifestUnit } from "./manifest.js";
import type { ManifestWriter } from "./manifest-writer.js";

export class LazyManifest {
  readonly #open: () => Promise<ManifestWriter>;
  #writer: Promise<ManifestWriter> | undefined;

  constructor(open: () => Promise<ManifestWriter>) {
    this.#open = open;
  }

  /** Whether it is there by now. */
  get begun(): boolean {
    return this.#writer !== undefined;
  }

  async begin(): Promise<void> {
    await this.#opened();
  }

  async unit(unit: ManifestUnit): Promise<void> {
    await (await this.#opened()).unit(unit);
  }

  async coming(unit: number): Promise<void> {
    await (await this.#opened()).coming(unit);
  }

  async complete(): Promise<void> {
    await (await this.#opened()).complete();
  }

  async close(): Promise<void> {
    await (await this.#writer)?.close();
  }

  #opened(): Promise<ManifestWriter> {
    this.#writer ??= this.#open();
    return this.#writer;
  }
}
