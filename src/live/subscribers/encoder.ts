/** What one subscriber is sent of frames that pass, in its format. */
import type { IpcWriter } from "../../columns/arrow/ipc.js";
import type { SubscriberFormat } from "./formats.js";
import type { Decoding, Passing } from "./passing.js";

export interface Encoder {
  /** The bytes to send now. */
  encode(passing: Passing): Promise<readonly Uint8Array[]>;
  /** What ends the stream. */
  end(): readonly Uint8Array[];
}

export async function encoderOf(format: SubscriberFormat, decoding: Decoding): Promise<Encoder> {
  switch (format) {
    case "ndjson":
      return { encode: async (passing) => [await passing.lines()], end: () => [] };
    case "wits":
      return { encode: async ({ whole }) => [whole.bytes], end: () => [] };
    case "arrow": {
      const { ipcWriter } = await import("../../columns/arrow/ipc.js");
      return arrowEncoder(ipcWriter(await decoding.schema(), "stream"));
    }
  }
}

const arrowEncoder = (writer: IpcWriter): Encoder => ({
  async encode(passing) {
    // The writer's chunks are its own until it writes again.
    return (await passing.batches()).flatMap((batch) => writer.write(batch).map((chunk) => chunk.slice()));
  },
  end: () => writer.finish(),
});
