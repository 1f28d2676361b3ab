/** Which days of a stream have their report, and who has it: a small file of the dataset, so that none is made or sent twice. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MANIFEST_FOLDER } from "../../dataset/manifest.js";
import { writeWhole } from "../../durable/write-whole.js";
import { Failure, systemCode } from "../../failure/failure.js";

export interface MadeDay {
  /** Paths of its files; none where the day had no rows. */
  readonly files: readonly string[];
  /** To whom it was to go when it was made: who is named later does not get all days of before. */
  readonly mail?: "due" | "sent";
  readonly post?: "due" | "sent";
  readonly nats?: "due" | "sent";
  /** Files that the receiver has taken, and those that the broker has. */
  readonly posted?: readonly string[];
  readonly published?: readonly string[];
  /** Of each file the streams that its well has rows of, where it is to be published. */
  readonly streams?: Readonly<Record<string, readonly string[]>>;
}

export interface MadeDays {
  /** Days before it were there when reports were first asked for, and get none by themselves. */
  readonly since: string | null;
  readonly days: Readonly<Record<string, MadeDay>>;
}

const pathOf = (dataset: string): string => join(dataset, MANIFEST_FOLDER, "reports.json");

/** Undefined where reports were never asked for. Throws a `Failure` for a file that cannot be read. */
export async function readMadeDays(dataset: string): Promise<MadeDays | undefined> {
  const path = pathOf(dataset);
  try {
    const read: unknown = JSON.parse(await readFile(path, "utf8"));
    if (isMadeDays(read)) return read;
    throw new Error("it has other fields");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      "input-unreadable",
      `${path} tells which days have a report, and cannot be read: ${why}. Remove it: reports then begin with the latest day`,
      { cause: error, place: { file: path } },
    );
  }
}

export async function writeMadeDays(dataset: string, made: MadeDays): Promise<void> {
  await writeWhole(pathOf(dataset), `${JSON.stringify(made, undefined, 1)}\n`);
}

const isMadeDays = (value: unknown): value is MadeDays =>
  typeof value === "object" &&
  value !== null &&
  "since" in value &&
  (value.since === null || typeof value.since === "string") &&
  "days" in value &&
  typeof value.days === "object" &&
  value.days !== null &&
  Object.values(value.days).every(
    (day: unknown) => typeof day === "object" && day !== null && "files" in day && Array.isArray(day.files),
  );
