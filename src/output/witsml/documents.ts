/**
 * The documents of an export: a file for each in a folder, or one for all of a kind. One in a folder is finished as soon as it is written,
 * so that thousands of them wait for their names and for nothing else.
 */
import type { Output } from "../../durable/output.js";
import { Failure } from "../../failure/failure.js";
import type { Around } from "../../witsml/log.js";
import { type ObjectKind, oneObject, rootOf } from "../../witsml/objects.js";
import type { SinkOptions } from "../sink.js";
import type { WitsmlOptions } from "./options.js";

export interface ObjectText extends Around {
  readonly kind: ObjectKind;
  /** What the file is called, without its ending: `r01_0002`. */
  readonly stem: string;
  readonly well: string | undefined;
  /** What stands between. */
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

export class Documents {
  readonly #options: WitsmlOptions;
  readonly #open: SinkOptions["open"];
  /** The one file of all. */
  #file: { readonly output: Output; readonly kind: ObjectKind } | undefined;
  #objects = 0;

  constructor(options: WitsmlOptions, open: SinkOptions["open"]) {
    this.#options = options;
    this.#open = open;
  }

  get objects(): number {
    return this.#objects;
  }

  async write(object: ObjectText): Promise<void> {
    const { prefixOf, version } = this.#options;
    this.#objects++;
    const root = rootOf(version, object.kind);
    if (prefixOf === undefined) {
      const output = await this.#fileOf(object.kind, root);
      await writeObject(output, object);
      return;
    }
    const output = await this.#open({ file: `${prefixOf(object.well)}${object.stem}.xml` });
    await output.write(Buffer.from(root.before));
    await writeObject(output, object);
    await output.write(Buffer.from(root.after));
    await output.finish();
  }

  async end(): Promise<void> {
    if (this.#file === undefined) return;
    const { output, kind } = this.#file;
    await output.write(Buffer.from(rootOf(this.#options.version, kind).after));
  }

  async #fileOf(kind: ObjectKind, root: Around): Promise<Output> {
    const { version } = this.#options;
    if (this.#file === undefined) {
      this.#file = { output: await this.#open("all"), kind };
      await this.#file.output.write(Buffer.from(root.before));
      return this.#file.output;
    }
    if (oneObject(version)) {
      throw new Failure(
        "one-table-one-file",
        `a document of WITSML ${version} holds one object, and there are more: a log for each record, well and ` +
          "--max-data-nodes rows, trajectories, mud logs; -o FOLDER/ has a file for each, and --records, --well, --from and --until take fewer",
      );
    }
    if (this.#file.kind !== kind) {
      throw new Failure(
        "one-table-one-file",
        `a document of WITSML holds objects of one kind, and there are ${this.#file.kind}s and ${kind}s; -o FOLDER/ has files of each, ` +
          "and --objects takes one",
      );
    }
    return this.#file.output;
  }
}

async function writeObject(output: Output, { before, pieces, after }: ObjectText): Promise<void> {
  await output.write(Buffer.from(before));
  for await (const piece of pieces) await output.write(piece);
  await output.write(Buffer.from(after));
}
