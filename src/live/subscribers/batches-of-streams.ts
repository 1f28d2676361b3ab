/** Arrow record batches of any number of streams, by one decoder: a row a value, so that the columns are always the same. */
import type { RecordBatch, Schema } from "apache-arrow";
import { recordBatch } from "../../columns/arrow/record-batch.js";
import { arrowSchema } from "../../columns/arrow/schema.js";
import { type DataOptions, decodeOptions, openOptions, planOptions } from "../../input/feed/options.js";
import { type Clock, Decoder } from "../../kernel/decoder.js";
import { planOf } from "../../wits/catalog/layout.js";
import { unwrappedOf } from "./unwrapped.js";
import type { WholeFrames } from "./whole-frames.js";

export class BatchesOfStreams {
  readonly schema: Schema;
  readonly #options: DataOptions;
  readonly #decoder: Decoder;
  readonly #table: string;
  /** The decoder reads the names from here when it starts with one: new ones go to the end. */
  readonly #names: string[] = [];
  readonly #streams = new Map<string, { readonly index: number; clock: Clock | undefined }>();

  constructor(options: DataOptions) {
    const plan = planOf({ ...planOptions(options), layout: "long" });
    const table = plan.longTable!;
    this.#options = options;
    this.#table = table.name;
    this.#decoder = new Decoder({ ...decodeOptions(options), plan, sources: this.#names });
    this.schema = arrowSchema(table, { timezone: options.timezone?.name });
  }

  async decode(whole: WholeFrames): Promise<RecordBatch[]> {
    const { stream, arrival, gap } = whole;
    const state = this.#stateOf(stream);
    const { bytes, offset, places } = await unwrappedOf(whole, openOptions(this.#options));
    const decoder = this.#decoder;
    const batches: RecordBatch[] = [];
    const take = (): void => {
      for (const batch of decoder.flush("all"))
        if (batch.table.name === this.#table) batches.push(recordBatch(this.schema, batch));
    };
    decoder.start(state.index, { offset, places, clock: gap ? undefined : state.clock });
    decoder.arrival = arrival;
    for (let rest = bytes; rest.length > 0; ) {
      rest = rest.subarray(decoder.push(rest));
      while (decoder.full) take();
    }
    decoder.end();
    while (!decoder.ended) take();
    take();
    state.clock = decoder.clock();
    return batches;
  }

  #stateOf(stream: string): { readonly index: number; clock: Clock | undefined } {
    let state = this.#streams.get(stream);
    if (state === undefined) {
      state = { index: this.#names.push(stream) - 1, clock: undefined };
      this.#streams.set(stream, state);
    }
    return state;
  }
}
