/** `witskit decode`: what a log says, frame by frame, for a person or as JSON. */
import { existsSync } from "node:fs";
import { closeReader, unlessAborted } from "../bulk/inputs.js";
import { dataOptions } from "../bulk/options.js";
import { activityName } from "../catalog/activity.js";
import { itemByCode } from "../catalog/catalog.js";
import { type Code, formatCode, itemOf, recordOf } from "../catalog/code.js";
import { numberText } from "../sink/number-text.js";
import { openStdout } from "../sink/stdout-output.js";
import { findSources } from "../source/find.js";
import { openSource } from "../source/open.js";
import { type ByteReader, type Source, STDIN } from "../source/source.js";
import type { Command, Invocation } from "./command.js";
import { ExitCode } from "./failure.js";
import { type Frame, type FrameItem, FrameReader, type FrameReject } from "./frames.js";
import { terminalWidth } from "./print.js";
import { formatTable } from "./table.js";

export const decodeCommand: Command = {
  name: "decode",
  summary: "Show the frames of a log, item by item.",
  examples: [
    { line: "witskit decode log.wits", does: "the first frames of a log" },
    {
      line: "witskit decode log.wits --units metric --records 1 --limit 3",
      does: "one record, with units",
    },
    { line: "witskit decode '01083650.40\\n011323.38'", does: "lines from a mail or a screen" },
    { line: "witskit decode log.wits --json | jq .timestamp", does: "for machines, an object a line" },
  ],
  arguments: [{ name: "INPUT", description: "a file, a folder, - for standard input, or WITS text itself" }],
  flags: [
    "units",
    "to",
    "tz",
    "dateOrder",
    "nulls",
    "records",
    "from",
    "until",
    "limit",
    "json",
    "strict",
    "quiet",
    "verbose",
    "maxLine",
    "maxFrame",
  ],
  run: decode,
};

/** Frames of a file that a terminal shows when nothing else was asked for. */
const SCREENFUL = 20;
/** Bytes read at a time: after each, the frames that are complete are printed. */
const PIECE = 65_536;
/** Compressed or not, a file up to this size is read on after the limit, to count the frames beyond. */
const COUNTED = 256 << 20;

/** What has been printed. */
interface Tally {
  frames: number;
  values: number;
  nulls: number;
  rejects: number;
}

async function decode({ arguments: [input = STDIN], flags, signal }: Invocation): Promise<ExitCode> {
  const { json = false, quiet = false, strict = false } = flags;
  const { timezone, ...data } = dataOptions({ ...flags, inputs: [input], output: STDIN }, "long");
  const text = textIn(input);
  const sources = text === undefined ? await findSources([input]) : [{ name: TEXT, size: undefined }];
  if (text?.wrapped && !quiet) {
    process.stderr.write("witskit: the text has no &&, so it is read as the lines of one frame\n");
  }
  const reader = new FrameReader({
    ...data,
    sources: sources.map(({ name }) => name),
    toUtc: timezone?.toUtc,
  });
  const shown: Shown = {
    units: data.units !== undefined,
    utc: timezone !== undefined,
    source: sources.length > 1,
    width: terminalWidth(),
  };
  const asked = flags.limit ?? (text === undefined && !json && process.stdout.isTTY ? SCREENFUL : 0);
  const limit = asked === 0 ? Number.POSITIVE_INFINITY : asked;
  const tally: Tally = { frames: 0, values: 0, nulls: 0, rejects: 0 };
  const output = openStdout();
  let beyond: number | undefined = 0;

  for (const [index, source] of sources.entries()) {
    const bytes = text === undefined ? await openSource(source) : readerOf(text.bytes);
    const piece = new Uint8Array(PIECE);
    const show = async (frames: readonly Frame[]): Promise<void> => {
      for (const frame of frames) {
        if (frame.number !== undefined && tally.frames >= limit) {
          beyond = beyond === undefined ? undefined : beyond + 1;
          continue;
        }
        if (tally.frames >= limit) continue;
        count(tally, frame);
        await output.write(
          Buffer.from(json ? frameJson(frame, source, shown) : frameText(frame, source, shown)),
        );
      }
    };
    try {
      reader.start(index);
      for (;;) {
        const length = await unlessAborted(signal, () => bytes.read(piece));
        if (length === 0) break;
        await show(reader.push(piece.subarray(0, length)));
        // What comes slowly is to be seen at once.
        if (source.size === undefined) await output.finish();
        if (tally.frames >= limit && (json || !isCounted(source))) {
          beyond = undefined;
          break;
        }
      }
      if (beyond === undefined) break;
      await show(reader.end());
    } finally {
      await closeReader(bytes, signal);
    }
  }
  if (!json) await output.write(Buffer.from(`${tallyText(tally, beyond)}\n`));
  await output.finish();
  if (!strict || tally.rejects === 0) return ExitCode.done;
  return ExitCode.dataProblems;
}

const isCounted = ({ size = Number.POSITIVE_INFINITY }: Source): boolean => size <= COUNTED;

// -- Text in place of a file -----------------------------------------------------------------------------------

const TEXT = "text";
const ITEM_LINE = /^\s*(?!00)\d\d(?!00)\d\d/;
const ENDING = /\.[a-z][a-z0-9]{1,6}$/i;

/** The bytes of an argument that is WITS itself; undefined when it is a path. */
function textIn(argument: string): { readonly bytes: Buffer; readonly wrapped: boolean } | undefined {
  if (argument === STDIN || existsSync(argument)) return undefined;
  const text = argument.replaceAll("\\r", "\r").replaceAll("\\n", "\n");
  if (text.includes("&&")) return { bytes: Buffer.from(text), wrapped: false };
  const isText = /[\r\n]/.test(text) || (ITEM_LINE.test(text) && !ENDING.test(text));
  if (!isText) return undefined;
  const end = text.includes("!!") ? "" : "\r\n!!\r\n";
  return { bytes: Buffer.from(`&&\r\n${text}${end}`), wrapped: true };
}

function readerOf(bytes: Uint8Array): ByteReader {
  let at = 0;
  return {
    async read(target) {
      const taken = bytes.subarray(at, at + target.length);
      target.set(taken);
      at += taken.length;
      return taken.length;
    },
    async close() {},
  };
}

// -- Frames as text --------------------------------------------------------------------------------------------

/** How frames are written. */
interface Shown {
  readonly units: boolean;
  readonly utc: boolean;
  readonly source: boolean;
  readonly width: number | undefined;
}

function frameText(frame: Frame, source: Source, { units, utc, source: named, width }: Shown): string {
  const { number, offset, timestamp, vendor, lines } = frame;
  const heading = [
    named ? source.name : undefined,
    number === undefined ? "outside frames" : `frame ${number.toLocaleString("en-US")}`,
    `byte ${offset}`,
    timestamp === undefined ? undefined : moment(timestamp, utc).replace(/\.000/, ""),
    vendor === undefined ? undefined : `vendor ${vendor}`,
  ];
  const title = heading.filter((part) => part !== undefined).join(", ");
  if (lines.length === 0) return `${title}\nno items\n\n`;
  const rows = lines.map((line) => (line.kind === "item" ? itemCells(line) : rejectCells(line)));
  const columns = [0, 1, 2, 3, ...(units ? [4] : []), ...(rows.some((cells) => cells[5] !== "") ? [5] : [])];
  const table = formatTable(
    rows.map((cells) => columns.map((column) => cells[column]!)),
    {
      head: columns.map((column) => ["CODE", "MNEMONIC", "NAME", "VALUE", "UNIT", "NOTE"][column]!),
      align: ["left", "left", "left", "right"],
      width,
    },
  );
  return `${title}\n${table}\n\n`;
}

/** Code, mnemonic, name, value, unit, note. */
type Cells = readonly [string, string, string, string, string, string];

function itemCells({ code, value, unit = "", sent }: FrameItem): Cells {
  const { mnemonic, name } = described(code);
  if (value === null) return [formatCode(code), mnemonic, name, "null", unit, `sent ${quoted(sent ?? "")}`];
  const meaning = meaningOf(code, value) ?? "";
  return [
    formatCode(code),
    mnemonic,
    name,
    typeof value === "number" ? numberText(value) : value,
    unit,
    meaning,
  ];
}

function rejectCells({ offset, code, reason, bytes }: FrameReject): Cells {
  const note = `rejected: ${reason}, byte ${offset}`;
  if (code === undefined)
    return ["", "", "", bytes.length === 0 ? "" : quoted(shortened(textOf(bytes))), "", note];
  const { mnemonic, name } = described(code);
  return [formatCode(code), mnemonic, name, quoted(shortened(valueOf(bytes))), "", note];
}

function described(code: Code): { mnemonic: string; name: string } {
  const item = itemByCode(code);
  return { mnemonic: item?.mnemonic ?? "", name: item?.name ?? "not in the catalog" };
}

const meaningOf = (code: Code, value: number | string): string | undefined =>
  itemOf(code) === 7 && typeof value === "number" ? activityName(value) : undefined;

/** Of a line with a code. */
const valueOf = (bytes: Uint8Array): string =>
  textOf(bytes)
    .trim()
    .slice(4)
    .replace(/^[ \t\0=:]+/, "");

function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  return text.includes("\ufffd") ? Buffer.from(bytes).toString("latin1") : text;
}

const LONGEST = 40;
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
const quoted = (text: string): string => JSON.stringify(text.replace(/[\r\n]+$/, ""));

const moment = (milliseconds: number, utc: boolean): string =>
  new Date(milliseconds).toISOString().slice(0, utc ? undefined : -1);

function count(tally: Tally, { number, lines }: Frame): void {
  if (number !== undefined) tally.frames++;
  for (const line of lines) {
    if (line.kind === "reject") tally.rejects++;
    else if (line.value === null) tally.nulls++;
    else tally.values++;
  }
}

function tallyText({ frames, values, nulls, rejects }: Tally, beyond: number | undefined): string {
  const counts: [number, string][] = [
    [frames, "frame"],
    [values, "value"],
    [nulls, "null"],
    [rejects, "reject"],
  ];
  const text = counts.map(([number, what]) => counted(number, what)).join(", ");
  if (beyond === 0) return text;
  return `… ${beyond === undefined ? "more frames" : counted(beyond, "more frame")} (use --limit 0)\n${text}`;
}

const counted = (number: number, what: string): string =>
  `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;

// -- Frames as JSON --------------------------------------------------------------------------------------------

/** One line. Bytes outside all frames are a line too, whose `frame` is null. */
function frameJson(
  { number, offset, timestamp, vendor, lines }: Frame,
  { name }: Source,
  { utc }: Shown,
): string {
  const document = {
    frame: number ?? null,
    offset,
    source: name,
    timestamp: timestamp === undefined ? null : moment(timestamp, utc),
    vendor: vendor ?? null,
    items: lines.flatMap((line) => (line.kind === "item" ? [itemJson(line)] : [])),
    rejects: lines.flatMap((line) => (line.kind === "reject" ? [rejectJson(line)] : [])),
  };
  return `${JSON.stringify(document)}\n`;
}

function itemJson({ code, value, unit, sent }: FrameItem) {
  const item = itemByCode(code);
  const meaning = value === null ? undefined : meaningOf(code, value);
  return {
    code: formatCode(code),
    record: recordOf(code),
    item: itemOf(code),
    mnemonic: item?.mnemonic ?? null,
    name: item?.name ?? null,
    value,
    unit: unit ?? null,
    ...(value === null ? { sent: sent ?? null } : {}),
    ...(meaning === undefined ? {} : { meaning }),
  };
}

const rejectJson = ({ offset, length, code, reason, bytes }: FrameReject) => ({
  offset,
  length,
  code: code === undefined ? null : formatCode(code),
  reason,
  text: textOf(bytes),
});
