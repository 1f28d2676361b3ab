/**
 * Arrow IPC, as a file or as a stream. A file's `witskit` metadata is that of its ending, with the counts; a
 * stream's is what was known when it began.
 */
import type { Framing } from "../../columns/arrow/ipc.js";
import { filePerTable } from "../file-sink.js";

export const arrowFile = arrow("file");
export const arrowStream = arrow("stream");

function arrow(framing: Framing) {
  return filePerTable(async (output, { table }, { timezone, describe }) => {
    const [{ arrowSchema }, { recordBatch }, { ipcWriter }] = await Promise.all([
      import("../../columns/arrow/schema.js"),
      import("../../columns/arrow/record-batch.js"),
      import("../../columns/arrow/ipc.js"),
    ]);
    const metadata = (): Map<string, string> => new Map(describe && [["witskit", describe(table)]]);
    const schema = arrowSchema(table, { timezone, metadata: metadata() });
    const writer = ipcWriter(schema, framing);
    const writeAll = async (chunks: readonly Uint8Array[]) => {
      for (const chunk of chunks) await output.write(chunk);
    };
    return {
      write: (batch) => writeAll(writer.write(recordBatch(schema, batch))),
      end: () => writeAll(writer.finish(metadata())),
    };
  });
}
