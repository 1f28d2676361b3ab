/**
 * Arrow's IPC formats, batch by batch: what goes in comes out at once as chunks to write, and nothing but the
 * dictionaries and the places of the batches stays in memory.
 *
 * A file holds each dictionary once and complete, behind the batches that use it: its footer says where things are,
 * and the format asks only that a dictionary be somewhere in the file. So lists may grow while batches are written,
 * and no reader needs to know deltas. A stream must define before it uses: a list that has grown is sent again, whole.
 */
import {
  AsyncByteQueue,
  Message,
  type RecordBatch,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  type Schema,
  type Vector,
} from "apache-arrow";
import { EMPTY_DICTIONARY } from "./dictionary.js";

export type Framing = "file" | "stream";

export interface IpcWriter {
  /** The bytes to write now. They are views of the batch's own buffers: write them before those are used again. */
  write(batch: RecordBatch): Uint8Array[];
  /**
   * The last bytes to write. Metadata given here is added to the schema where it still can be: in a file, whose
   * footer comes last, and not in a stream, whose schema went first.
   */
  finish(metadata?: ReadonlyMap<string, string>): Uint8Array[];
}

export function ipcWriter(schema: Schema, framing: Framing): IpcWriter {
  const chunks = new Chunks();
  const writer = framing === "file" ? new FileWriter() : new RecordBatchStreamWriter();
  writer.reset(chunks, schema);
  return {
    write(batch) {
      writer.write(batch);
      return chunks.take();
    },
    finish(metadata) {
      for (const [key, value] of metadata ?? []) schema.metadata.set(key, value);
      if (writer instanceof FileWriter) writer.writeDictionaries(schema);
      writer.finish();
      return chunks.take();
    },
  };
}

class Chunks extends AsyncByteQueue {
  #waiting: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    if (chunk.byteLength > 0) this.#waiting.push(chunk);
  }

  take(): Uint8Array[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }
}

class FileWriter extends RecordBatchFileWriter {
  #latest = new Map<number, Vector>();

  /** A file is a stream between marks, its schema included (columnar format, "IPC File Format"); the library leaves it out. */
  protected override _writeSchema(schema: Schema): this {
    return super._writeSchema(schema)._writeMessage(Message.from(schema));
  }

  protected override _writeDictionaries(batch: RecordBatch): this {
    for (const [id, dictionary] of batch.dictionaries) this.#latest.set(id, dictionary);
    return this;
  }

  writeDictionaries(schema: Schema): void {
    for (const id of schema.dictionaries.keys()) {
      this._writeDictionaryBatch((this.#latest.get(id) ?? EMPTY_DICTIONARY).data[0]!, id);
    }
  }
}
