/**
 * What a plugin is: an ES module that exports `plugin`. It says which contract it was written for, who it is, and what it brings, by the
 * names that people will write: schemes of links, formats of exports, measures, commands, ways out of notices.
 */
import type { Measure } from "../analysis/measure.js";
import type { Transport } from "../input/link/transport/transport.js";
import type { ColumnData, TableBatch } from "../kernel/batch.js";
import type { LinkUrl } from "../network/link-url.js";
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
  /** By name: what `--input plugin:NAME` takes off the frames of a source. */
  readonly containers?: Readonly<Record<string, PluginContainer>>;
  /** By the scheme of their URLs: where `witskit export -o SCHEME://` writes to. */
  readonly sinks?: Readonly<Record<string, OpenPluginSink>>;
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

/** What wraps frames. */
export interface PluginContainer {
  /** What it is, as `a checksum behind each line`. */
  readonly words: string;
  /**
   * Where bytes of a link that still grow may be cut so that those before mean what they mean in the whole: behind a line, where a
   * frame ends or begins as it stands, or nowhere, which is usual.
   */
  readonly cuts?: "line" | "frame" | "nowhere";
  /** Begins a source. */
  reader(): PluginUnitReader;
}

/** Reads the units of a source, each whole, one behind the other. */
export interface PluginUnitReader {
  /**
   * Where the unit ends that begins at `from`, having been sought up to `searched` before; undefined when that cannot be told before more
   * bytes come. When `last`, none will. A unit is a line where this is left out.
   */
  endOf?(bytes: Uint8Array, from: number, searched: number, last: boolean): number | undefined;
  /** A unit was longer than a frame may be, and is passed on as it stands: what is remembered of it counts for nothing. */
  passOver?(): void;
  /**
   * Writes the frames of a unit, which begins at byte `at` of the source. What it does not write is framing. False where it is not what it
   * should be, of which nothing was written: it is passed on as it stands, and rejected where it is no WITS.
   */
  read(unit: Uint8Array, at: number, output: ContainerOutput): boolean;
}

/**
 * Plain WITS, each byte with those of the source that it stands for: within the unit, further on than those of the byte before, and of no
 * other. What says otherwise disables the plugin.
 */
export interface ContainerOutput {
  /** Bytes that stand in the source as they are, from `at` on. */
  copy(bytes: Uint8Array, at: number): void;
  /** A byte that stands for `width` bytes, one unless told, of the source at `at`. */
  put(byte: number, at: number, width?: number): void;
  /** `&&` for the bytes of [from, to) that no byte stands for yet, and its line end where there is one more. */
  open(from: number, to: number): void;
  /** `!!` for such bytes before `to`, and its line end where there is one more. */
  close(to: number): void;
  /** A line end, for the byte at `at`; for none where there is no such byte before `to`. */
  endLine(at: number, to: number): void;
  /** The first byte of the source that none stands for yet. */
  readonly free: number;
}

/** Opens what a URL names. What can never be opened it throws as `url.failure("why")`. */
export type OpenPluginSink = (url: LinkUrl, options: ExporterOptions) => PluginSink | Promise<PluginSink>;

/** Takes all tables of an export. Until the commit nothing of them is to be seen; after it all is durable. */
export interface PluginSink {
  /** Tables may be open side by side. */
  begin(table: ExporterTable): PluginTableSink | Promise<PluginTableSink>;
  /** Makes all of it durable, and nothing of it seen. */
  prepare?(): void | Promise<void>;
  /** Shows what was written. */
  commit(): void | Promise<void>;
  /** Leaves nothing behind; never after a commit. */
  abort?(): void | Promise<void>;
}

/** A table of a sink. */
export interface PluginTableSink {
  /** Rows, in order. They hold until this is done. Answers those that have no place, by the reason: `{ "have no time": 3 }`. */
  write(
    batch: ExporterBatch,
  ): Readonly<Record<string, number>> | undefined | Promise<Readonly<Record<string, number>> | undefined>;
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
