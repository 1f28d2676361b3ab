/**
 * What a plugin is: an ES module that exports `plugin`. It says which contract it was written for, who it is, and what it brings, by the
 * names that people will write: schemes of links, formats of exports, measures, commands, ways out of notices.
 */
import type { Measure } from "../analysis/measure.js";
import type { Transport } from "../input/link/transport/transport.js";
import type { ColumnData, TableBatch } from "../kernel/batch.js";
import type { LinkUrl } from "../link-url.js";
import type { Notice } from "../notice.js";
import type { Column } from "../wits/catalog/table.js";

/** The number of this contract. It is raised when a plugin that was written for it would not do any more. */
export const PLUGIN_API = 1;

/** What `plugin` of a module has to be. */
export interface Plugin {
  /** The contract that it was written for: 1. */
  readonly api: typeof PLUGIN_API;
  /** Lower case letters, digits and hyphens; it names the table of its settings, `[plugins.NAME]`. */
  readonly name: string;
  readonly version: string;
  /** Called once, before all else, with what its table in `witskit.toml` says; empty where there is none. */
  readonly start?: (settings: PluginSettings) => void | Promise<void>;
  /** By the scheme of their URLs. */
  readonly transports?: Readonly<Record<string, PluginTransport>>;
  /** By the name of the format. */
  readonly exporters?: Readonly<Record<string, PluginExporter>>;
  /** By name, each begun by a call: `witskit measure NAME`. */
  readonly measures?: Readonly<Record<string, () => Measure<unknown>>>;
  /** By name: `witskit NAME`. */
  readonly commands?: Readonly<Record<string, PluginCommand>>;
  /** By name: what `notify` of a notice in `witskit.toml` can say. */
  readonly notifiers?: Readonly<Record<string, PluginNotifier>>;
}

/** A table of `witskit.toml`. */
export type PluginSettings = Readonly<Record<string, unknown>>;

/**
 * Makes the transport of a URL, and opens nothing yet. What can never be opened it throws as `url.failure("why")`. Once open, an error whose
 * `code` is that of a socket (`ECONNREFUSED`) or of a `Failure` of the network (`unreachable`) is one after which the link is opened again;
 * any other is a fault of the plugin, which is disabled.
 */
export type PluginTransport = (
  url: LinkUrl,
  options: PluginTransportOptions,
) => Omit<Transport, "resume"> | Promise<Omit<Transport, "resume">>;

/** What its link is told. */
export interface PluginTransportOptions {
  /** Milliseconds to wait for a connection; 10,000 unless told. */
  readonly connectTimeout?: number | undefined;
}

/** A format of `witskit export` with a file for each table. */
export interface PluginExporter {
  /** Of names that mean it, the usual one first: `.md`. */
  readonly endings: readonly string[];
  /** Rows of a file must be of one well. */
  readonly oneWell?: boolean;
  /** Begins a file: the columns are known, no row has come. */
  open(
    output: ExporterOutput,
    table: ExporterTable,
    options: ExporterOptions,
  ): ExporterFile | Promise<ExporterFile>;
}

/** Where the bytes of a file go. */
export interface ExporterOutput {
  /** As the user gave it. */
  readonly name: string;
  /** Text is written as UTF-8. Bytes are copied, and belong to the caller again. */
  write(bytes: Uint8Array | string): void;
}

/** The table of a file. */
export interface ExporterTable {
  /** `r01`, `unmapped`. */
  readonly name: string;
  /** In words: `General Time-Based`. */
  readonly title: string;
  /** Rows are of this well alone; undefined where they may be of several. */
  readonly well?: string | undefined;
  readonly columns: readonly Column[];
}

/** What an exporter is told besides. */
export interface ExporterOptions {
  /** Timestamps are UTC then; otherwise they are on the rig's clock, which nobody knows the zone of. */
  readonly timezone?: string | undefined;
}

/** A file that is being written. */
export interface ExporterFile {
  /** Rows, in order. They hold until this is done. */
  write(batch: ExporterBatch): void | Promise<void>;
  /** No rows follow: writes what is left. */
  end(): void | Promise<void>;
}

/** Rows of a table, as columns in Arrow's layout, and value by value. */
export interface ExporterBatch extends Omit<TableBatch, "columns"> {
  readonly columns: readonly ExporterColumn[];
}

/** A column, in its layout and value by value. */
export interface ExporterColumn extends ColumnData {
  /** The value of a row: a text of texts, milliseconds since 1970 of times, a bigint of int64; undefined where there is none. */
  at(row: number): number | bigint | string | Uint8Array | undefined;
}

/** A command of its own. */
export interface PluginCommand {
  /** One line, for the list of plugins. */
  readonly summary: string;
  /** Answers an exit code, or nothing when all is done. */
  run(invocation: PluginInvocation): number | undefined | Promise<number | undefined>;
}

/** What a command is called with. */
export interface PluginInvocation {
  /** Every word behind its name, flags too: `parseArgs` of node:util takes them apart. */
  readonly words: readonly string[];
  /** Writes a line of data on standard output. */
  print(text: string): void;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Takes a notice on; done when it is taken, and throws where it is to be tried again. */
export type PluginNotifier = (notice: Notice) => void | Promise<void>;
