/** Sinks of a plugin, in its thread: what is open there goes by numbers. */
import type { TableBatch } from "../../kernel/batch.js";
import { LinkUrl } from "../../network/link-url.js";
import type { ExporterOptions, ExporterTable, PluginSink, PluginTableSink } from "../contract.js";
import { loaded } from "./load.js";
import { readable } from "./readable-batch.js";

const sinks = new Map<number, PluginSink>();
const tables = new Map<number, PluginTableSink>();
let last = 0;

export const sinkMethods = {
  async "sink.open"(scheme: string, address: string, options: ExporterOptions) {
    const url = new LinkUrl(address);
    const sink = await loaded().sinks![scheme]!(url, options);
    url.checkParameters();
    if (typeof sink?.begin !== "function" || typeof sink.commit !== "function")
      throw new TypeError(`sinks.${scheme} answers no sink with begin and commit`);
    sinks.set(++last, sink);
    return last;
  },

  async "sink.begin"(number: number, table: ExporterTable) {
    const begun = await sinks.get(number)!.begin(table);
    if (typeof begun?.write !== "function") throw new TypeError("a table of a sink has no write");
    tables.set(++last, begun);
    return last;
  },

  "sink.write": (number: number, batch: TableBatch) => tables.get(number)!.write(readable(batch)),

  async "sink.prepare"(number: number) {
    await sinks.get(number)!.prepare?.();
  },

  async "sink.commit"(number: number) {
    await sinks.get(number)!.commit();
  },

  async "sink.abort"(number: number) {
    const sink = sinks.get(number);
    sinks.delete(number);
    await sink?.abort?.();
  },
};
