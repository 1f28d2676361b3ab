/** All targets of a folder: those of this run, and those of earlier ones, for which what they did not get is kept. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../durable/write-whole.js";
import { Failure, systemCode } from "../../failure/failure.js";
import { unreadable } from "../../input/bytes/unreadable.js";
import type { StoredSegment } from "../journal/segment.js";
import type { DatabaseFollower } from "./database.js";
import { type DeliveredJournal, Delivery, type DeliveryStatus } from "./delivery.js";
import { deliveryFolder, knownTargets, Places } from "./places.js";
import type { DeliveryTarget } from "./target.js";
import { release } from "./undelivered.js";

export interface DeliveriesOptions {
  readonly dataset: string;
  readonly targets: readonly DeliveryTarget[];
  /** URLs of databases that follow the dataset. */
  readonly databases?: readonly string[] | undefined;
  readonly keepRaw: boolean;
  /** What stands in the way of a target; undefined when nothing does any more. */
  readonly onTrouble?: ((target: string, trouble: string | undefined) => void) | undefined;
  readonly onNote?: ((note: string) => void) | undefined;
}

export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #id: string;
  /** Of all targets, also of those that this run does not deliver to. */
  readonly #places: readonly Places[];
  #deliveries: readonly Delivery[] = [];
  #followers: readonly DatabaseFollower[] = [];
  #releasing: Promise<void> | undefined;

  /** The folder is locked. Throws a Failure where what was delivered cannot be known. */
  static async open(options: DeliveriesOptions): Promise<Deliveries> {
    const { dataset, targets, onNote } = options;
    const folder = deliveryFolder(dataset);
    const names = targets.map(({ name }) => name);
    const twin = names.find((name, i) => names.indexOf(name) !== i);
    if (twin !== undefined) {
      throw new Failure(
        "conflicting-options",
        `two targets are called ${twin}, and nobody could tell what each of them has; give each a name, as ?name=hub`,
      );
    }
    const absent = (await knownTargets(folder)).filter((name) => !names.includes(name));
    const places: Places[] = [];
    for (const { name, shown } of targets) places.push(await Places.open(folder, name, shown));
    for (const name of absent) {
      const one = await Places.open(folder, name, name);
      places.push(one);
      onNote?.(
        `${name} was delivered to by an earlier run, and is not by this one: what it does not have is kept for it. ` +
          `Remove ${one.path} to give it up`,
      );
    }
    const { databases = [] } = options;
    const id = places.length + databases.length === 0 ? "" : await journalId(dataset);
    const deliveries = new Deliveries(options, id, places);
    await deliveries.#release();
    return deliveries;
  }

  private constructor(options: DeliveriesOptions, id: string, places: readonly Places[]) {
    this.#options = options;
    this.#id = id;
    this.#places = places;
  }

  get status(): readonly DeliveryStatus[] {
    return [...this.#deliveries, ...this.#followers].map(({ status }) => status);
  }

  /** Whether a segment has bytes that a target did not get. */
  keeps({ stream, first, size }: StoredSegment): boolean {
    return first + size > this.#reached(stream);
  }

  /** Up to which place all targets have a stream. */
  #reached(stream: string): number {
    return Math.min(...this.#places.map((places) => places.saved(stream)));
  }

  async start(journal: Omit<DeliveredJournal, "id" | "dataset">): Promise<void> {
    const { dataset, targets, databases = [], onTrouble, onNote } = this.#options;
    // Methods are taken from what was given, whatever it is made of.
    const seen: DeliveredJournal = {
      id: this.#id,
      dataset,
      dialect: journal.dialect,
      streams: () => journal.streams(),
      durable: (stream) => journal.durable(stream),
    };
    this.#deliveries = targets.map(
      (target, i) =>
        new Delivery({
          target,
          places: this.#places[i]!,
          journal: seen,
          onSaved: () => this.#release(),
          onTrouble: (trouble) => onTrouble?.(target.shown, trouble),
          onNote: (note) => onNote?.(note),
        }),
    );
    for (const delivery of this.#deliveries) delivery.start();
    if (databases.length === 0) return;
    const { DatabaseFollower } = await import("./database.js");
    const told = { dataset, id: this.#id, onTrouble: onTrouble ?? (() => {}) };
    this.#followers = databases.map((address) => new DatabaseFollower({ address, ...told }));
    for (const follower of this.#followers) follower.start();
  }

  /** The dataset has parts that it did not have. */
  rotated(): void {
    for (const follower of this.#followers) follower.wake();
  }

  wake(): void {
    for (const delivery of this.#deliveries) delivery.wake();
  }

  async end(limit: number): Promise<void> {
    await Promise.all([...this.#deliveries, ...this.#followers].map((delivery) => delivery.end(limit)));
  }

  #release(): Promise<void> {
    const { dataset, keepRaw } = this.#options;
    this.#releasing ??= release(dataset, (stream) => this.#reached(stream), keepRaw).finally(() => {
      this.#releasing = undefined;
    });
    return this.#releasing;
  }
}

/** Made once for a dataset: another dataset's streams may have the same names, and other bytes at the same places. */
async function journalId(dataset: string): Promise<string> {
  const path = join(dataset, "_witskit", "journal.id");
  const known = await readFile(path, "utf8").catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return "";
    throw unreadable(path, error);
  });
  if (known.trim() !== "") return known.trim();
  const id = randomBytes(8).toString("hex");
  await writeWhole(path, `${id}\n`);
  return id;
}
