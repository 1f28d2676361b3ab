/**
 * What values mean in all that was read: the units of channels, and whose clock times are of. A column of a table has one meaning,
 * whichever source a row is of.
 */
import { unitIn } from "../../analysis/table.js";
import { analysisTables } from "../../analysis/table-columns.js";
import type { Field } from "../../columns/field.js";
import type { SourcePage } from "../../columns/page.js";
import { Failure } from "../../failure/failure.js";
import { type ChannelName, channel, channelNames, itemsOfChannel } from "../../wits/catalog/channel.js";
import { type Timezone, timezoneNamed } from "../../wits/catalog/timezone.js";

export class Meanings {
  readonly #seen = new WeakSet<readonly Field[]>();
  readonly #units = new Map<ChannelName, { readonly unit: string | undefined; readonly source: string }>();
  readonly #channels: readonly ChannelName[];
  #utc: boolean | undefined;
  #zone: Timezone | undefined;

  /** `channels`: those that columns have the units of. */
  constructor(channels: readonly ChannelName[]) {
    this.#channels = channels;
  }

  /** Throws a `Failure` where a channel comes in another unit than from a source before. */
  see({ fields, source }: SourcePage): void {
    if (this.#seen.has(fields)) return;
    this.#seen.add(fields);
    for (const name of this.#channels) {
      const [field] = itemsOfChannel(name, fields);
      if (field === undefined) continue;
      const known = this.#units.get(name);
      if (known === undefined) this.#units.set(name, { unit: field.unit, source });
      else if (known.unit !== field.unit) throw differing(name, [known, { unit: field.unit, source }]);
    }
  }

  /** Throws a `Failure` where some sources have the rig's clock, and others UTC. */
  clock(utc: boolean, zone?: string): void {
    this.#utc ??= utc;
    if (zone !== undefined) this.#zone ??= timezoneNamed(zone);
    if (this.#utc === utc) return;
    throw new Failure(
      "conflicting-options",
      "some sources have times in UTC, and others those of the rig's clock: they are no one timeline. Convert all of them with --tz",
    );
  }

  /** Of the rig's clock, where times are instants in UTC; undefined where nothing tells it. */
  get zone(): Timezone | undefined {
    return this.#zone;
  }

  /** Times are instants in UTC; false where nothing was read. */
  get utc(): boolean {
    return this.#utc ?? false;
  }

  readonly unitOf = (name: ChannelName): string | undefined => this.#units.get(name)?.unit;
}

interface Sent {
  readonly unit: string | undefined;
  readonly source: string;
}

function differing(name: ChannelName, sent: readonly [Sent, Sent]): Failure {
  const [one, other] = sent.map(({ unit, source }) => `${source} has it in ${unit ?? "an unknown unit"}`);
  return new Failure(
    "conflicting-options",
    `the ${channel(name).meaning} comes in two units: ${one}, ${other}. A table has one; --units tells what each source sends, as ` +
      "--units 'rigB/**=fps', and --to metric or fps makes them one",
  );
}

/** Those that columns take their units from. */
export function unitChannels(): ChannelName[] {
  const asked = new Set<ChannelName>();
  for (const { columns } of Object.values(analysisTables)) {
    for (const column of columns) {
      unitIn(column, (name) => {
        asked.add(name);
        return undefined;
      });
    }
  }
  return channelNames.filter((name) => asked.has(name));
}
