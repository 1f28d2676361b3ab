/** What is open and what is still to be told, in a small file of the dataset: a restart tells nothing twice, and forgets nothing. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MANIFEST_FOLDER } from "../../dataset/manifest.js";
import { writeWhole } from "../../durable/write-whole.js";
import { systemCode } from "../../failure/failure.js";
import type { Notice } from "../../notice.js";

/** What a rule found of a source, and is not over, or not told. */
export interface OpenNotice {
  readonly rule: string;
  readonly when: string;
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly told: boolean;
  readonly opened: Notice;
  /** It is over, and that is still to be told. */
  readonly cleared?: Notice | undefined;
}

export interface KeptNotices {
  readonly open: readonly OpenNotice[];
  /** By the name of the way. */
  readonly waiting: Readonly<Record<string, readonly Notice[]>>;
}

const NOTHING: KeptNotices = { open: [], waiting: {} };

const pathIn = (dataset: string): string => join(dataset, MANIFEST_FOLDER, "notices.json");

/** `onNote` is told of a file that cannot be read: then notices begin anew. */
export async function readKept(dataset: string, onNote: (note: string) => void): Promise<KeptNotices> {
  try {
    const read: unknown = JSON.parse(await readFile(pathIn(dataset), "utf8"));
    if (isKept(read)) return read;
    throw new Error("it has other fields");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return NOTHING;
    const why = error instanceof Error ? error.message : String(error);
    onNote(`${pathIn(dataset)} cannot be read: ${why}. Notices that were open are told again`);
    return NOTHING;
  }
}

async function writeKept(dataset: string, kept: KeptNotices): Promise<void> {
  await writeWhole(pathIn(dataset), `${JSON.stringify(kept, undefined, 1)}\n`);
}

/** Writes what is open and waiting, whenever it has changed: one at a time, and what changes meanwhile behind it. */
export class StateWriter {
  readonly #dataset: string | undefined;
  readonly #content: () => KeptNotices;
  /** Why it could not be written; undefined when it was. */
  readonly #onWritten: (trouble: unknown) => void;
  #writing: Promise<void> | undefined;
  #changed = false;

  /** Of no dataset nothing is kept. */
  constructor(
    dataset: string | undefined,
    content: () => KeptNotices,
    onWritten: (trouble: unknown) => void,
  ) {
    this.#dataset = dataset;
    this.#content = content;
    this.#onWritten = onWritten;
  }

  changed(): void {
    if (this.#dataset === undefined) return;
    this.#changed = true;
    this.#writing ??= this.#write(this.#dataset).finally(() => {
      this.#writing = undefined;
    });
  }

  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(dataset: string): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      await writeKept(dataset, this.#content()).then(
        () => this.#onWritten(undefined),
        (error: unknown) => this.#onWritten(error),
      );
    }
  }
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNotice = (value: unknown): boolean =>
  isTable(value) && ["id", "rule", "source", "since", "text"].every((key) => typeof value[key] === "string");

const isKept = (value: unknown): value is KeptNotices =>
  isTable(value) &&
  Array.isArray(value["open"]) &&
  value["open"].every(
    (one: unknown) =>
      isTable(one) &&
      typeof one["since"] === "number" &&
      typeof one["rule"] === "string" &&
      isNotice(one["opened"]),
  ) &&
  isTable(value["waiting"]) &&
  Object.values(value["waiting"]).every((list) => Array.isArray(list) && list.every(isNotice));
