/**
 * Arrow IPC, as a file or as a stream. A file's `witskit` metadata is that of its ending, with the counts; a
 * stream's is what was known when it began.
 */
import type { Framing } from "../columns/arrow/ipc.js";
import type { OpenSink } from "./sink.js";

export const openArrowFile: OpenSink = (...args) => openArrow("file", ...args);
export const openArrowStream: OpenSink = (...args) => openArrow("stream", ...args);

async function openArrow(framing: Framing, ...[output, table, options = {}]: Parameters<OpenSink>) {
  const [{ arrowSchema }, { recordBatch }, { ipcWriter }] = await Promise.all([
    import("../columns/arrow/schema.js"),
    import("../columns/arrow/record-batch.js"),
    import("../columns/arrow/ipc.js"),
  ]);
  const { timezone, witskit } = options;
  const metadata = witskit === undefined ? undefined : new Map([["witskit", witskit]]);
  const schema = arrowSchema(table, { timezone, metadata });
  const writer = ipcWriter(schema, framing);
  const writeAll = async (chunks: readonly Uint8Array[]) => {
    for (const chunk of chunks) await output.write(chunk);
  };
  return {
    lateColumns: false,
    write: (batch) => writeAll(writer.write(recordBatch(schema, batch))),
    async close(ending) {
      await writeAll(writer.finish(new Map([["witskit", ending.witskit]])));
      await output.finish();
    },
    abort: () => output.abort(),
  } satisfies Awaited<ReturnType<OpenSink>>;
}
