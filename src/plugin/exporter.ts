/** A format of a plugin as all others are: rows go to its thread, and the bytes that it makes of them come back to be written. */
import { filePerTable } from "../output/file-sink.js";
import type { NamedFormat } from "../output/formats.js";
import type { PluginHost } from "./host.js";
import { asked, ownBatch } from "./own-batch.js";
import type { DescribedExporter } from "./protocol.js";

interface Written {
  readonly written: readonly Uint8Array[];
}

export const pluginFormat = (
  host: PluginHost,
  { name, endings, oneWell }: DescribedExporter,
): NamedFormat => ({
  name,
  endings,
  holds: "table",
  lossless: false,
  ...(oneWell && { oneWell }),
  load: async () =>
    filePerTable(async (output, { table, name: short, title, well }, { timezone }) => {
      const told = { name: short, title, well, columns: table.columns };
      const { file, written } = await asked<Written & { file: number }>(
        host.call("exporter.open", [name, output.name, told, { timezone }]),
      );
      const write = async (chunks: readonly Uint8Array[]): Promise<void> => {
        for (const chunk of chunks) await output.write(chunk);
      };
      await write(written);
      return {
        async write(batch) {
          await write((await asked<Written>(host.call("exporter.write", [file, ownBatch(batch)]))).written);
        },
        async end() {
          await write((await asked<Written>(host.call("exporter.end", [file]))).written);
        },
        async release() {
          await host.call("exporter.drop", [file]).catch(() => undefined);
        },
      };
    }),
});
