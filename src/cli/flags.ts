/**
 * Every flag of every command, once: the same word means the same thing in each. Commands pick from here by name, and
 * help is made from it. A flag not given is looked up in the environment, as
 * `WITS_DATE_ORDER` for `dateOrder`, then in `witskit.toml`: see `config/`.
 */
import type { Shard } from "../bulk/manifest.js";
import { partitions } from "../bulk/partition.js";
import { parseShard } from "../bulk/shard.js";
import { CODE_LIMIT } from "../catalog/code.js";
import { layouts } from "../catalog/layout.js";
import { type Moment, parseMoment } from "../catalog/moment.js";
import { timezoneNamed } from "../catalog/timezone.js";
import { unitSets } from "../catalog/units.js";
import { markersIn } from "../container/markers.js";
import { durationIn } from "../duration.js";
import { Failure } from "../failure.js";
import { encodingNamed } from "../kernel/encoding.js";
import { type NullValue, nullOf, nullsIn } from "../kernel/nulls.js";
import {
  type Dialect,
  dateOrders,
  decimalSigns,
  frameEnds,
  inputKinds,
  thousandsSigns,
  timeDigits,
  timeSources,
} from "../kernel/options.js";
import { handshakeModes, handshakeNames } from "../live/handshake.js";
import { subscriberFormats } from "../live/subscribers/formats.js";
import { faultKinds, faultsIn } from "../mock/fault.js";
import { shapeNames } from "../mock/shape-names.js";
import { pasonModes } from "../mock/words.js";
import { nearest } from "../nearest.js";
import type { Compression } from "../parquet/compression.js";
import { tracksIn } from "../plot/request.js";
import { scenarioNames } from "../samples/scenarios/names.js";

export interface Flag<Value> {
  readonly short?: string;
  /** What stands for the value in help; a flag without one is a switch. */
  readonly value?: string;
  /** What stands for a value that is left out; a flag without this needs one. */
  readonly optional?: string;
  readonly description: string;
  /** What holds when it is not given, in words. */
  readonly usual?: string;
  /** The words that the value can be, where they are few. */
  readonly choices?: readonly string[];
  /** May be set in the environment: what describes a feed or a habit, not what is particular to one run. */
  readonly environment?: boolean;
  /** Throws an Error that says what is wrong with the text; of a switch, never called. */
  readonly parse: (text: string) => Value;
}

const flag = <Value>(one: Flag<Value>): Flag<Value> => one;
const toggle = (description: string, rest: Pick<Flag<true>, "short" | "environment"> = {}): Flag<true> => ({
  description,
  parse: () => true,
  ...rest,
});

const logFormats = ["text", "json"] as const;
/** Of the dashboard's page. */
export const WEB_PORT = 8990;

const compressions: readonly Compression[] = ["snappy", "zstd", "gzip", "none"];
/** The kernel keeps a line's place in a frame in 24 bits. */
const LARGEST_FRAME = 0xff_ffff;

export const flags = {
  output: flag({
    short: "o",
    value: "OUT",
    description: "where to: a folder, a file whose ending tells the format, or - for standard output",
    parse: some,
  }),
  format: flag({
    value: "FORMAT",
    description: "of what is written; needed where the output's ending does not tell it",
    environment: true,
    parse: some,
  }),
  layout: flag({
    value: "LAYOUT",
    description: "record: a table for each record; frame: a row a frame; long: a row a value",
    usual: "record into a folder, frame into a file",
    environment: true,
    ...oneOf(layouts, "layout"),
  }),
  units: flag({
    value: "SET",
    description: `units that the feed sends: ${unitSets.join(", ")}; WITS itself does not tell`,
    environment: true,
    ...oneOf(unitSets, "unit set"),
  }),
  to: flag({
    value: "SET",
    description: "units to convert to; needs --units",
    environment: true,
    ...oneOf(unitSets, "unit set"),
  }),
  map: flag({
    value: "FILE",
    description: "what codes mean otherwise than in the catalog, or besides: a CSV or TOML file",
    environment: true,
    parse: some,
  }),
  tz: flag({
    value: "ZONE",
    description: "time zone of the rig's clock, such as Europe/Oslo; timestamps become UTC",
    environment: true,
    parse: (text): string => timezoneNamed(text).name,
  }),
  input: flag({
    value: "KIND",
    description: `what wraps the frames: ${inputKinds.join(", ")}`,
    usual: "auto: found out by the first lines",
    environment: true,
    ...oneOf(inputKinds, "kind of input"),
  }),
  markers: flag({
    value: "START,END",
    description:
      "what stands for && and !! in this feed, two bytes at least, such as \\x02\\r\\n,\\x03\\r\\n",
    environment: true,
    parse: markersIn,
  }),
  sevenBit: toggle("clear the eighth bit of every byte, where a serial line set it for parity", {
    environment: true,
  }),
  maxExpansion: flag({
    value: "RATIO",
    description: "most bytes that may come of a compressed byte, beyond 64MiB",
    usual: "1000",
    environment: true,
    parse: (text): number => integerIn(text, 1, 1_000_000_000),
  }),
  dateOrder: flag({
    value: "ORDER",
    description: `order of the parts in dates that do not tell it: ${dateOrders.join(", ")}`,
    usual: "ymd",
    environment: true,
    ...oneOf(dateOrders, "date order"),
  }),
  frameEnd: flag({
    value: "HOW",
    description:
      "marker: a frame ends at !! or the next &&; repeat: also where a code comes again, so && and !! may be missing",
    usual: "marker",
    environment: true,
    ...oneOf(frameEnds, "end of a frame"),
  }),
  timeFrom: flag({
    value: "WHAT",
    description:
      "what tells a frame's time: clock, its items 05 and 06; 04, date and time in item 04; arrival, when it arrived",
    usual: "clock",
    environment: true,
    ...oneOf(timeSources, "source of time"),
  }),
  timeDigits: flag({
    value: "DIGITS",
    description: "what times of at most four digits are: hhmmss, zeros before them lost, or hhmm",
    usual: "hhmmss",
    environment: true,
    ...oneOf(timeDigits, "form of time"),
  }),
  nulls: flag({
    value: "LIST",
    description: 'numbers and words that mean null, as -9999,NaN,OFF; "" for none',
    usual: "-999.25,-9999,-8888",
    environment: true,
    parse: nullListIn,
  }),
  decimal: flag({
    value: "SIGN",
    description: `sign of decimals: ${decimalSigns.join(", ")}; with comma, 12,5 is a number too`,
    usual: "point",
    environment: true,
    ...oneOf(decimalSigns, "decimal sign"),
  }),
  thousands: flag({
    value: "SIGN",
    description: `sign between groups of three digits: ${thousandsSigns.join(", ")}`,
    usual: "none",
    environment: true,
    ...oneOf(thousandsSigns, "sign"),
  }),
  encoding: flag({
    value: "NAME",
    description: "encoding of text items, such as windows-1252, windows-1251, gbk",
    usual: "utf-8",
    environment: true,
    parse: encodingNamed,
  }),
  records: flag({
    value: "LIST",
    description: "records to keep, such as 1,7,11-13",
    usual: "all",
    environment: true,
    parse: recordsIn,
  }),
  from: flag({
    value: "TIME",
    description:
      "leave out rows before this: ISO 8601, by the rig's clock, or with a zone when --tz is given",
    parse: (text): Moment => parseMoment(text),
  }),
  until: flag({
    value: "TIME",
    description: "leave out rows at or after this",
    parse: (text): Moment => parseMoment(text),
  }),
  prune: toggle("leave out columns without any value"),
  compression: flag({
    value: "CODEC",
    description: `${compressions.join(", ")}, of Parquet`,
    usual: "snappy",
    environment: true,
    ...oneOf(compressions, "compression"),
  }),
  partSize: flag({
    value: "SIZE",
    description: "begin a new Parquet file of a dataset at this size",
    usual: "256MiB",
    environment: true,
    parse: sizeIn,
  }),
  rowGroupRows: flag({
    value: "ROWS",
    description: "most rows of a Parquet row group",
    usual: "65536",
    environment: true,
    parse: (text): number => integerIn(text, 1, 10_000_000),
  }),
  workers: flag({
    value: "N",
    description: "threads that make Parquet; the output does not depend on it",
    usual: "one a processor",
    environment: true,
    parse: (text): number => integerIn(text, 1, 256),
  }),
  partition: flag({
    value: "day",
    description: "a folder for each day below every table of a Parquet dataset",
    environment: true,
    ...oneOf(partitions, "partition"),
  }),
  shard: flag({
    value: "I/N",
    description:
      "make only the parts that fall to machine I of N, from 0; I may be left to Kubernetes or Slurm",
    parse: (text): Shard => parseShard(text),
  }),
  yes: toggle("run what was put together without asking whether to"),
  dryRun: toggle("say what would be done, and do nothing"),
  rejects: flag({
    value: "FILE",
    description: "where rejects go, instead of beside the output",
    parse: some,
  }),
  stats: flag({
    value: "json|FILE",
    description: "the report as one JSON document, on standard output or into a file",
    parse: some,
  }),
  force: toggle("replace an output that is there; of a folder, only what witskit made"),
  strict: toggle("exit with 1 when there were rejects, or warnings; the output is written all the same", {
    environment: true,
  }),
  quiet: toggle("say nothing on standard error but what went wrong", { short: "q", environment: true }),
  verbose: toggle("say more, and where in the program a failure comes from", {
    short: "v",
    environment: true,
  }),
  maxLine: flag({
    value: "SIZE",
    description: "longest line; a longer one is rejected",
    usual: "64KiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), 16, LARGEST_FRAME, text),
  }),
  maxFrame: flag({
    value: "SIZE",
    description: "longest frame; a longer one ends there",
    usual: "1MiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), 64, LARGEST_FRAME, text),
  }),
  maxText: flag({
    value: "SIZE",
    description: "longest text of an item; a longer one is rejected",
    usual: "64KiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), 1, LARGEST_FRAME, text),
  }),
  maxCodes: flag({
    value: "N",
    description: "most different codes outside the catalog in one frame; others are rejected",
    usual: "1000",
    environment: true,
    parse: (text): number => integerIn(text, 0, CODE_LIMIT),
  }),
  limit: flag({
    value: "N",
    description: "show so many at most; 0 for all",
    parse: (text): number => integerIn(text, 0, Number.MAX_SAFE_INTEGER),
  }),
  threshold: flag({
    value: "SCORE",
    description: "exit with 1 when the score, from 0 to 1, is below this",
    environment: true,
    parse: (text): number => shareIn(text),
  }),
  sync: flag({
    value: "TIME",
    description:
      "make what arrives durable so often, as 500ms or 2s (default 1s); with 0 every piece is before the next one is read",
    environment: true,
    parse: (text): number => within(durationIn(text), 0, 3_600_000, text),
  }),
  rotateEvery: flag({
    value: "TIME",
    description: "what has arrived becomes a part of the dataset so often, as 30s, 15m or 1h (default 15m)",
    environment: true,
    parse: (text): number => within(durationIn(text), 100, 7 * 86_400_000, text),
  }),
  rotateSize: flag({
    value: "SIZE",
    description: "and whenever so much has arrived, on all links together (default 256MiB)",
    environment: true,
    parse: sizeIn,
  }),
  keepRaw: toggle("keep the bytes as they arrived, in OUT/_witskit/raw, also when they are in the dataset", {
    environment: true,
  }),
  quota: flag({
    value: "SIZE",
    description:
      "most that OUT may take, 16MiB at least; then kept raw bytes go, the oldest first, and after that senders are held up",
    environment: true,
    parse: (text): number => within(sizeIn(text), 16 << 20, Number.MAX_SAFE_INTEGER, text),
  }),
  items: flag({
    value: "LIST",
    description: "items to show, by code or mnemonic, as DBTM,HKLA,0121; 11.TVA of another record",
    usual: "a driller's, then all others",
    environment: true,
    parse: (text): readonly string[] => listOf(text, some),
  }),
  once: toggle("print one look as text, and leave"),
  web: flag({
    value: "[HOST:]PORT",
    optional: `${WEB_PORT}`,
    description: "serve a page with strip charts, on 127.0.0.1 unless a host is given",
    usual: `${WEB_PORT}, or one that is free`,
    parse: addressIn,
  }),
  json: toggle("for machines: JSON instead of text"),
  index: flag({
    value: "INDEX",
    description: "what the rows of a chart or a LAS file go by: time or depth",
    usual: "time",
    ...oneOf(["time", "depth"] as const, "index"),
  }),
  tracks: flag({
    value: "LIST",
    description:
      "tracks of a chart parted by |, their curves by commas, as DMEA,ROPA|HKLA,WOBA:0-200|GASA:log",
    usual: "a driller's",
    parse: tracksIn,
  }),
  well: flag({
    value: "NAME",
    description: "draw the rows of this well alone",
    usual: "the one with the most rows",
    parse: some,
  }),
  title: flag({
    value: "TEXT",
    description: "title of a chart",
    usual: "the well's name",
    parse: some,
  }),
  search: flag({
    value: "TEXT",
    description: "words that all must match: a code, a mnemonic, words of the name",
    parse: some,
  }),
  record: flag({
    value: "N",
    description: "items of this record alone",
    parse: (text): number => integerIn(text, 1, 99),
  }),
  listRecords: toggle("list the records instead of items"),
  list: toggle("list what there is, and do nothing else"),
  create: flag({
    value: "NAME",
    description: `make the log of a scenario: ${scenarioNames.join(", ")}`,
    ...oneOf(scenarioNames, "scenario"),
  }),
  truth: flag({
    value: "FILE",
    description: "where to write what happened, as JSON",
    usual: "beside the log: NAME.truth.json",
    parse: some,
  }),
  seed: flag({
    value: "N",
    description: "another number makes another log, the same number the same one",
    usual: "1",
    parse: (text): number => integerIn(text, 0, 0xffff_ffff),
  }),
  hours: flag({
    value: "N",
    description: "how long the log shall be; decimals are allowed",
    usual: "the scenario's own",
    parse: hoursIn,
  }),
  data: flag({
    value: "WHAT",
    description: `what a mock rig sends: a scenario, a log, or a shape of generated frames: ${shapeNames.join(", ")}`,
    usual: "basic_drilling",
    parse: some,
  }),
  rate: flag({
    value: "N",
    description: "frames a second to each client, whatever their clock says; decimals are allowed",
    parse: (text): number => positiveIn(text, 1e6),
  }),
  speed: flag({
    value: "N",
    description: "times the frames' own clock, or max: as fast as they are taken",
    usual: "1",
    parse: (text): number | "max" => (text === "max" ? "max" : positiveIn(text, 1e6)),
  }),
  loop: toggle("begin again at the end, for ever"),
  hold: toggle("keep the line open at the end, and be silent"),
  fault: flag({
    value: "LIST",
    description: `what goes wrong, as drop:1%,stall:5s:@200,garbage: ${faultKinds.join(", ")}; a probability or every so many frames`,
    parse: faultsIn,
  }),
  pason: flag({
    value: "MODE",
    description:
      "how it must be spoken to: off; half: a frame for each it hears; full: eight; keep-alive: sends for 30 s after each",
    usual: "off",
    ...oneOf(pasonModes, "mode"),
  }),
  echo: toggle("send back what is heard, as half-duplex lines do"),
  clients: flag({
    value: "N",
    description: "lines side by side, where the rig connects itself",
    usual: "1",
    parse: (text): number => integerIn(text, 1, 10_000),
  }),
  writeCert: flag({
    value: "FILE",
    description: "write the certificate that clients are to trust",
    parse: some,
  }),
  connectTimeout: flag({
    value: "TIME",
    description: "how long to wait for a connection, as 500ms, 10s or 1m",
    usual: "10s",
    environment: true,
    parse: durationIn,
  }),
  idleTimeout: flag({
    value: "TIME",
    description: "connect again where a sender is silent for so long; 0 for never",
    usual: "5m where a sender is dialled, else never",
    environment: true,
    parse: durationIn,
  }),
  staleAfter: flag({
    value: "TIME",
    description: "call a link stale that is silent for so long; 0 for never",
    usual: "30s",
    environment: true,
    parse: durationIn,
  }),
  handshake: flag({
    value: "WHAT",
    description: `what to say to senders that must be spoken to: ${handshakeNames.join(", ")}, a frame, or a file that holds one`,
    environment: true,
    parse: some,
  }),
  handshakeInterval: flag({
    value: "TIME",
    description: "how often to say it",
    usual: "15s",
    environment: true,
    parse: durationIn,
  }),
  handshakeMode: flag({
    value: "MODE",
    description: "interval: say it at equal distances; reply: when a frame has ended, and after silence",
    usual: "interval",
    environment: true,
    ...oneOf(handshakeModes, "mode"),
  }),
  tlsCa: flag({
    value: "FILE",
    description: "certificates to trust, PEM, instead of the usual ones",
    environment: true,
    parse: some,
  }),
  tlsCert: flag({
    value: "FILE",
    description: "our own certificate, PEM, where the other side wants one; needs --tls-key",
    environment: true,
    parse: some,
  }),
  tlsKey: flag({
    value: "FILE",
    description: "the key of --tls-cert, PEM",
    environment: true,
    parse: some,
  }),
  tlsServerName: flag({
    value: "NAME",
    description: "name that the other side's certificate must be for",
    usual: "the host of the URL",
    environment: true,
    parse: some,
  }),
  toStdout: flag({
    value: "FORMAT",
    description: `decoded frames on standard output too: ${subscriberFormats.join(", ")}`,
    ...oneOf(subscriberFormats, "format"),
  }),
  toTcp: flag({
    value: "[HOST:]PORT",
    description:
      "a port where clients get decoded frames as NDJSON; ?format=arrow or wits behind it for others",
    environment: true,
    parse: some,
  }),
  toMqtt: flag({
    value: "URL",
    description: "publish frames as JSON, as mqtt://broker/prefix?per=code&qos=1",
    environment: true,
    parse: some,
  }),
  monitor: flag({
    value: "[HOST:]PORT",
    description: "serve /metrics, /health and /ready by HTTP, on 127.0.0.1 unless a host is given",
    environment: true,
    parse: addressIn,
  }),
  log: flag({
    value: "FORMAT",
    description: `how to say on standard error what happens: ${logFormats.join(", ")}, an object a line`,
    usual: "text",
    environment: true,
    ...oneOf(logFormats, "format"),
  }),
  tlsInsecure: toggle("talk to whoever answers, without checking certificates", { environment: true }),
  all: toggle("read the whole of large files, not a sample"),
  writeMap: flag({
    value: "FILE",
    description: "write a template for --map of the codes that are not in the catalog",
    parse: some,
  }),
} as const;

export type FlagName = keyof typeof flags;
/** The flags that tell a dialect: every command that reads logs takes them. */
export const dialectFlags = [
  "input",
  "markers",
  "sevenBit",
  "dateOrder",
  "timeFrom",
  "timeDigits",
  "frameEnd",
  "nulls",
  "decimal",
  "thousands",
  "encoding",
  "maxLine",
  "maxFrame",
  "maxText",
  "maxCodes",
  "maxExpansion",
] as const satisfies readonly (FlagName & keyof Dialect)[];

/** The flags that tell of links: every command that opens one takes them. See `linkSettings`. */
export const linkFlags = [
  "connectTimeout",
  "idleTimeout",
  "staleAfter",
  "handshake",
  "handshakeInterval",
  "handshakeMode",
  "tlsCa",
  "tlsCert",
  "tlsKey",
  "tlsServerName",
  "tlsInsecure",
] as const satisfies readonly FlagName[];

export type FlagValues = { readonly [Name in FlagName]?: ReturnType<(typeof flags)[Name]["parse"]> };

/** A flag as it is typed; a switch has no text. */
export interface GivenFlag {
  readonly flag: FlagName;
  readonly text: string;
}

/** `dateOrder` is `date-order` on the command line. */
export const longName = (name: FlagName): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `dateOrder` is `WITS_DATE_ORDER` in the environment. */
export const environmentName = (name: FlagName): string =>
  `WITS_${longName(name).replaceAll("-", "_").toUpperCase()}`;

/** Reads a flag's text; `given` says where it stood, for the message. */
export function parseFlag(name: FlagName, text: string, given: string): unknown {
  const { value, parse } = flags[name] as Flag<unknown>;
  try {
    return value === undefined ? switchIn(text) : parse(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure("usage", `${given}: ${error.message}`, { cause: error });
  }
}

/** The line of help: what it does, what holds without it. */
export const describeFlag = ({ description, usual }: Flag<unknown>): string =>
  usual === undefined ? description : `${description} (default ${usual})`;

function some(text: string): string {
  if (text === "") throw new Error("it is empty");
  return text;
}

/** A value that is one of a few words. */
function oneOf<Value extends string>(
  choices: readonly Value[],
  what: string,
): Pick<Flag<Value>, "choices" | "parse"> {
  return {
    choices,
    parse(text) {
      const found = choices.find((one) => one === text.toLowerCase());
      if (found !== undefined) return found;
      const near = nearest(text, choices);
      const hint = near === undefined ? "" : ` Did you mean ${near}?`;
      throw new Error(`there is no ${what} ${text}; there are ${choices.join(", ")}.${hint}`);
    },
  };
}

function switchIn(text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new Error(`"${text}" is neither 1 nor 0`);
}

const listOf = <Value>(text: string, read: (part: string) => Value): Value[] =>
  text.trim() === "" ? [] : text.split(",").map((part) => read(part.trim()));

function nullListIn(text: string): readonly NullValue[] {
  const list = listOf(text, (part) => {
    if (part === "")
      throw new Error(`"${text}" has an empty value, which is null anyway; write -999.25,-9999,NaN`);
    return nullOf(part);
  });
  nullsIn(list);
  return list;
}

/** An address to listen on. The host of IPv6 stands in brackets. */
function addressIn(text: string): { host: string; port: number } {
  const [, bracketed, bare, port] = /^(?:(?:\[([^\]]+)\]|([^:]+)):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new Error(`"${text}" is no port and no HOST:PORT, such as 9464 or 0.0.0.0:9464`);
  }
  return { host: bracketed ?? bare ?? "127.0.0.1", port: Number(port) };
}

function shareIn(text: string): number {
  const share = text.trim() === "" ? Number.NaN : Number(text);
  if (!(share >= 0 && share <= 1)) throw new Error(`"${text}" is no number from 0 to 1`);
  return share;
}

function integerIn(text: string, least: number, most: number): number {
  if (!/^\d+$/.test(text.trim())) throw new Error(`"${text}" is no whole number`);
  return within(Number(text), least, most, text);
}

function within(number: number, least: number, most: number, text: string): number {
  if (number >= least && number <= most) return number;
  throw new Error(
    number < least
      ? `${text} is too small; the least is ${least}`
      : `${text} is too large; the most is ${most}`,
  );
}

function positiveIn(text: string, most: number): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`"${text}" is no number above 0`);
  return within(number, 0, most, text);
}

/** Up to a month: what the depth and the strokes of a scenario are made for. */
function hoursIn(text: string): number {
  const hours = Number(text);
  if (!(hours > 0)) throw new Error(`"${text}" is no length of time; write hours as 8 or 0.5`);
  return within(hours, 0.001, 720, text);
}

function recordsIn(text: string): readonly number[] {
  const found = new Set<number>();
  for (const [first, last] of listOf(text, rangeIn)) for (let i = first; i <= last; i++) found.add(i);
  if (found.size === 0) throw new Error("it is empty; write records as 1,7,11-13");
  return [...found].sort((a, b) => a - b);
}

function rangeIn(text: string): [number, number] {
  const [, first, last = first] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text) ?? [];
  if (!(Number(first) >= 1 && Number(last) >= Number(first))) {
    throw new Error(`"${text}" is no record; they are 1 to 99, written as 1,7,11-13`);
  }
  return [Number(first), Number(last)];
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  K: 2 ** 10,
  KIB: 2 ** 10,
  KB: 1e3,
  M: 2 ** 20,
  MIB: 2 ** 20,
  MB: 1e6,
  G: 2 ** 30,
  GIB: 2 ** 30,
  GB: 1e9,
};

function sizeIn(text: string): number {
  const [, digits = "", unit = ""] = /^([\d.]+)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const size =
    digits === ""
      ? Number.NaN
      : Math.round(Number(digits) * (UNITS[unit.replace(/^b$/i, "").toUpperCase()] ?? Number.NaN));
  if (!(size > 0)) throw new Error(`"${text}" is no size; write it as 65536, 64KiB or 256MiB`);
  return size;
}
