/** Sinks that make files. A format says how rows become bytes; that files appear together or not at all is said here, once. */
import { commitOutputs, type Output } from "../durable/output.js";
import type { OpenSink, OutputOf, Receipt, Sink, SinkOptions, SinkTable, TableSink } from "./sink.js";
import { healthOf, Tally } from "./tally.js";

/** The side of a format. Its outputs are those that it asks for by `open`; it flushes none of them. */
export interface FileFormat {
  begin(table: SinkTable, tally: Tally): Promise<TableSink>;
  /** Writes what is left of all tables. */
  end(): Promise<void>;
  /** Frees what a run that failed has taken. */
  release?(): Promise<void>;
}

export type OpenFormat = (options: SinkOptions) => FileFormat | Promise<FileFormat>;

/** What opens sinks of a format. */
export const fileSink =
  (format: OpenFormat): OpenSink =>
  (options) =>
    openFileSink(format, options);

async function openFileSink(format: OpenFormat, options: SinkOptions): Promise<Sink> {
  const outputs: CountedOutput[] = [];
  const tallies: Tally[] = [];
  const made = await format({
    ...options,
    async open(of: OutputOf) {
      const output = countedOutput(await options.open(of));
      outputs.push(output);
      return output;
    },
  });
  let state: "open" | "prepared" | "committed" | "aborted" = "open";

  const prepare = async (): Promise<void> => {
    if (state !== "open") return;
    await made.end();
    for (const output of outputs) await output.finish();
    state = "prepared";
  };
  return {
    get health() {
      return healthOf(tallies, state === "committed");
    },
    async begin(table) {
      const tally = new Tally(table);
      tallies.push(tally);
      const sink = await made.begin(table, tally);
      return {
        write(batch) {
          tally.received += batch.rows;
          return sink.write(batch);
        },
      };
    },
    prepare,
    async commit(): Promise<Receipt> {
      await prepare();
      await commitOutputs(outputs);
      state = "committed";
      return {
        outputs: outputs.map(({ name, bytes }) => ({ name, bytes })),
        tables: tallies.map(({ receipt }) => receipt),
      };
    },
    async abort() {
      if (state === "committed" || state === "aborted") return;
      state = "aborted";
      await made.release?.();
      await Promise.all(outputs.map((output) => output.abort()));
    },
  };
}

interface CountedOutput extends Output {
  /** Written so far. */
  readonly bytes: number;
}

function countedOutput(output: Output): CountedOutput {
  let bytes = 0;
  return {
    name: output.name,
    get bytes() {
      return bytes;
    },
    write(chunk) {
      bytes += chunk.length;
      return output.write(chunk);
    },
    finish: () => output.finish(),
    commit: () => output.commit(),
    abort: () => output.abort(),
  };
}

/** How the rows of one table become the bytes of one output. */
export interface TableFile extends TableSink {
  /** Writes what is left. */
  end(): Promise<void> | void;
  release?(): Promise<void>;
}

/** What opens sinks of a format that has a file for each table. */
export const filePerTable = (
  openFile: (output: Output, table: SinkTable, options: SinkOptions, tally: Tally) => Promise<TableFile>,
): OpenSink =>
  fileSink((options) => {
    const files: TableFile[] = [];
    return {
      async begin(table, tally) {
        const file = await openFile(await options.open({ table, further: 0 }), table, options, tally);
        files.push(file);
        return file;
      },
      async end() {
        for (const file of files) await file.end();
      },
      async release() {
        for (const file of files) await file.release?.();
      },
    };
  });
