/** The measures of an input, whatever it is: logs, a dataset, or a file of one. */

import { type FileInfo, fileInfo } from "../../dataset/file.js";
import { kindOf, withFile } from "../../dataset/kind.js";
import { partFormatOf } from "../../dataset/part-format.js";
import { tablesIn } from "../../dataset/tables.js";
import { Failure } from "../../failure.js";
import { closeReader, unlessAborted } from "../../input/feed/inputs.js";
import {
  type DataOptions,
  declaresUnits,
  decodeOptions,
  openOptions,
  planOptions,
} from "../../input/feed/options.js";
import { readSource } from "../../input/feed/read.js";
import { findSources } from "../../input/source/find.js";
import { openSource } from "../../input/source/open.js";
import type { TableBatch } from "../../kernel/batch.js";
import { columnNamed, wordsOf } from "../../kernel/cells.js";
import { Decoder } from "../../kernel/decoder.js";
import { parseCode } from "../../wits/catalog/code.js";
import { planOf } from "../../wits/catalog/layout.js";
import { type Catalog, catalogOf } from "../../wits/catalog/overlay.js";
import type { UnitSet } from "../../wits/catalog/units.js";
import { addFile, type FileItem } from "./parquet-rows.js";
import { Quality } from "./quality.js";
import { numbersIn, rowBatchOf } from "./row-batch.js";

export interface Measured {
  readonly path: string;
  /** In words: `a WITS log`. */
  readonly what: string;
  readonly quality: Quality;
  readonly utc: boolean;
  /** The units of the values are known. */
  readonly units: boolean;
  /** What ended a log before its end; what came before is measured. */
  readonly failures: readonly Failure[];
}

export async function measured(path: string, data: DataOptions, signal: AbortSignal): Promise<Measured> {
  const kind = await kindOf(path);
  if (kind === "arrow" || kind === "arrows") {
    throw new Failure(
      "input",
      `${path} is an Arrow file: qc reads logs and Parquet. Convert it to Parquet first`,
    );
  }
  if (kind === "parquet") return measuredFiles(path, "a Parquet file", [path], data, signal);
  const files = kind === "folder" ? (await tablesIn(path)).flatMap((table) => table.files) : [];
  if (files.length === 0) return measuredLogs(path, data, signal);
  const other = files.find((file) => partFormatOf(file) !== "parquet");
  if (other !== undefined) {
    throw new Failure(
      "input",
      `${other} is no Parquet: qc reads logs and Parquet datasets. Measure the logs themselves`,
    );
  }
  return measuredFiles(path, "a dataset", files, data, signal);
}

async function measuredLogs(path: string, data: DataOptions, signal: AbortSignal): Promise<Measured> {
  const open = openOptions(data);
  const sources = await findSources([path]);
  const plan = planOf(planOptions(data));
  const decoder = new Decoder({
    ...decodeOptions(data),
    plan,
    sources: sources.map(({ name }) => name),
  });
  const quality = new Quality();
  const failures: Failure[] = [];
  for (const [index, source] of sources.entries()) {
    const reader = await unlessAborted(signal, () => openSource(source, open));
    try {
      const read = await readSource(decoder, index, reader, {
        name: source.name,
        signal,
        async deliver(batches) {
          for (const batch of batches) addBatch(quality, source.name, batch, plan.catalog);
        },
      });
      if (read.failure !== undefined && read.counters.frames === 0) throw read.failure;
      if (read.failure !== undefined) failures.push(read.failure);
    } finally {
      await closeReader(reader, signal);
    }
  }
  quality.end();
  const what = sources.length === 1 ? "a WITS log" : `${sources.length} WITS logs`;
  return { path, what, quality, utc: data.timezone !== undefined, units: declaresUnits(data), failures };
}

function addBatch(quality: Quality, source: string, batch: TableBatch, catalog: Catalog): void {
  const { name } = batch.table;
  const record = /^record=(\d\d)$/.exec(name)?.[1];
  if (record !== undefined) quality.add(source, rowBatchOf(Number(record), batch, catalog));
  if (name !== "unmapped") return;
  const codeAt = wordsOf(columnNamed(batch, "code"));
  quality.addLoose(source, {
    codes: Array.from({ length: batch.rows }, (_, row) => parseCode(codeAt(row)!)!),
    times: numbersIn(columnNamed(batch, "timestamp"), batch.rows),
    numbers: numbersIn(columnNamed(batch, "value"), batch.rows),
  });
}

async function measuredFiles(
  path: string,
  what: string,
  paths: readonly string[],
  { records, from, until, units, map }: DataOptions,
  signal: AbortSignal,
): Promise<Measured> {
  const quality = new Quality();
  let known = false;
  let utc = false;
  for (const path of paths) {
    signal.throwIfAborted();
    const file = await fileInfo(path, "parquet");
    const table = tableOf(file);
    if (table === "rejects") continue;
    const items = itemsIn(file, catalogOf(map), units);
    utc ||= file.columns.some((column) => column.name === "timestamp" && column.utc);
    known ||= items.some(({ item }) => item.unit !== undefined);
    await withFile(file.path, (handle) =>
      addFile(quality, handle, { path: file.path, table, items, records, from, until }),
    );
  }
  quality.end();
  return { path, what, quality, utc, units: known, failures: [] };
}

/** By what the file says of itself; another program that rewrote it may have left nothing but the columns' meanings. */
function tableOf({ path, provenance, columns }: FileInfo): string {
  const table =
    provenance?.table ?? (columns.some(({ meaning }) => meaning?.code !== undefined) ? "frame" : undefined);
  if (table === undefined) {
    throw new Failure(
      "input",
      `${path} was not made by witskit: its columns do not say which items they are`,
    );
  }
  if (table === "long") {
    throw new Failure(
      "input",
      `${path} is a table of layout long, which does not tell the rows of a record: measure the log, or a dataset of layout record or frame`,
    );
  }
  return table;
}

/** A file's own meanings and units are believed; `units` and the map are for one that tells none. */
function itemsIn(
  { columns, provenance }: FileInfo,
  catalog: Catalog,
  units: UnitSet | undefined,
): FileItem[] {
  const declared = provenance?.options?.["units"] !== undefined;
  return columns.flatMap(({ name: column, type, meaning }) => {
    const code = meaning?.code === undefined ? undefined : parseCode(meaning.code);
    if (code === undefined) return [];
    const item = catalog.itemByCode(code);
    const mnemonic = meaning?.mnemonic ?? item?.mnemonic;
    const unit = meaning?.unit ?? (declared ? undefined : catalog.sentUnit(code, units));
    const kind = KINDS[type] ?? "integer";
    return [{ column, item: { code, mnemonic, name: meaning?.name, unit, kind } }];
  });
}

const KINDS: Readonly<Record<string, "text" | "measurement">> = { text: "text", float64: "measurement" };
