/** `witskit decode`: what a log says, frame by frame, for a person or as JSON. */

import { existsSync } from "node:fs";
import { type Failure, isFailure } from "../../failure/failure.js";
import { FrameReader } from "../../frame/frame-reader.js";
import { readerOf } from "../../input/bytes/memory.js";
import type { ByteReader, Source } from "../../input/bytes/source.js";
import { closeReader, unlessAborted } from "../../input/feed/inputs.js";
import { declaresUnits, frameOptions, openOptions } from "../../input/feed/options.js";
import { readingsOf } from "../../input/feed/per-source.js";
import { noFrame } from "../../input/feed/read.js";
import { findSources } from "../../input/source/find.js";
import { openSource } from "../../input/source/open.js";
import { MESSAGE_HEAD } from "../../input/source/text-shape.js";
import { isLinkUrl } from "../../network/link-url.js";
import { STDIN } from "../../runtime/standard-input.js";
import { maskedUrl } from "../../text/secrets.js";
import { catalogOf } from "../../wits/catalog/overlay.js";
import type { Places } from "../../wits/decoding/places.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode, tellFailure } from "../failure.js";
import { dialectFlags, linkFlags } from "../flags/flags.js";
import { refuseUnkept } from "../flags/kept.js";
import { DecodePage } from "../page/decode.js";
import { terminalWidth } from "../page/print.js";
import { warn } from "../page/say.js";
import { showLink } from "./decode/link.js";
import { linkSettings } from "./link-settings.js";
import { loadedPlugins } from "./loaded-plugins.js";

export const decodeCommand: Command = {
  name: "decode",
  summary: "Show the frames of a log, item by item.",
  examples: [
    { line: "witskit decode log.wits", does: "the first frames of a log" },
    {
      line: "witskit decode log.wits --units metric --records 1 --limit 3",
      does: "one record, with units",
    },
    { line: "witskit decode tcp://10.0.0.5:12345 --limit 3", does: "the next frames of a sender" },
    { line: "witskit decode '01083650.40\\n011323.38'", does: "lines from a mail or a screen" },
    { line: "witskit decode log.wits --json | jq .timestamp", does: "for machines, an object a line" },
  ],
  arguments: [
    {
      name: "INPUT",
      description: "a file, a folder, - for standard input, the URL of a link, or WITS text itself",
    },
  ],
  flags: [
    "units",
    "to",
    "map",
    "tz",
    "records",
    "from",
    "until",
    "limit",
    "json",
    "strict",
    "quiet",
    "verbose",
    ...dialectFlags,
    ...linkFlags,
  ],
  perSource: true,
  run: decode,
};

/** Frames of a file that a terminal shows when nothing else was asked for. */
const SCREENFUL = 20;
/** Bytes read at a time: after each, the frames that are complete are printed. */
const PIECE = 65_536;
/** A file up to this size is read on after the limit, to count the frames beyond. */
const COUNTED = 256 << 20;

async function decode(invocation: Invocation): Promise<ExitCode> {
  const {
    arguments: [input = STDIN],
    flags,
    typed,
    signal,
  } = invocation;
  const { json = false, quiet = false, strict = false, limit } = flags;
  const text = textIn(input, flags.frameEnd === "repeat");
  const isLink = text === undefined && isLinkUrl(input);
  const isNamed = text === undefined && !isLink;
  refuseUnkept(decodeCommand, isLink ? "link" : text === undefined ? "log" : "text", { typed, path: input });
  const sources = isNamed
    ? await findSources([input])
    : [{ name: isLink ? maskedUrl(input) : TEXT, size: undefined }];
  const names = sources.map(({ name }) => name);
  const readings = await readingsOf(flags, "long", names, { signal });
  const options = readings.all[0]!;
  if (text !== undefined && text.before > 0 && !quiet) {
    warn("the text has no &&, so it is read as the lines of one frame");
  }
  const readers = new Map<number, FrameReader>();
  const page = new DecodePage(
    limit ?? (text === undefined && !json && process.stdout.isTTY ? SCREENFUL : 0),
    {
      json,
      catalog: catalogOf(options.map),
      units: readings.all.some(declaresUnits),
      utc: readings.all.some(({ timezone }) => timezone !== undefined),
      named: sources.length > 1,
      before: text?.before ?? 0,
      width: terminalWidth(),
    },
  );
  const { from, until, records } = options;
  const everyFrame = from === undefined && until === undefined && records === undefined;
  const failures: Failure[] = [];
  if (isLink) {
    const plugins = await loadedPlugins(invocation);
    try {
      const settings = { ...linkSettings(flags), added: plugins?.transports };
      await showLink(input, settings, options, page, signal);
    } finally {
      await plugins?.close();
    }
    await page.end();
    return strict && page.tally.rejects > 0 ? ExitCode.dataProblems : ExitCode.done;
  }
  for (const [index, source] of sources.entries()) {
    const reading = readings.of(index);
    const data = readings.all[reading]!;
    const reader = readers.get(reading) ?? new FrameReader({ ...frameOptions(data), sources: names });
    readers.set(reading, reader);
    page.catalog = catalogOf(data.map);
    let bytes: ByteReader & { readonly places?: Places | undefined };
    try {
      bytes =
        text === undefined
          ? await unlessAborted(signal, () => openSource(source, openOptions(data)))
          : readerOf(text.bytes);
    } catch (error) {
      if (sources.length === 1) throw error;
      failures.push(inputFailure(error));
      continue;
    }
    const next = async (target: Uint8Array) => {
      const length = await unlessAborted(signal, () => bytes.read(target));
      reader.arrival = bytes.arrival;
      return length;
    };
    try {
      reader.start(index, bytes.places);
      const failure = await showFrames(reader, source, next, page);
      if (failure !== undefined) failures.push(failure);
      if (!page.full) continue;
      const isLast = index === sources.length - 1;
      if (!json && isLast && everyFrame && (source.size ?? Number.POSITIVE_INFINITY) <= COUNTED) {
        page.beyond = (await countFrames(reader, next)) - page.last;
      }
      break;
    } finally {
      await closeReader(bytes, signal);
    }
  }
  await page.end();
  failures.forEach(tellFailure);
  if (failures.length > 0) return ExitCode.inputUnreadable;
  return strict && page.tally.rejects > 0 ? ExitCode.dataProblems : ExitCode.done;
}

function inputFailure(error: unknown): Failure {
  if (isFailure(error, "input")) return error;
  throw error;
}

type Read = (target: Uint8Array) => Promise<number>;

/**
 * Shows the source's frames, to its end or until the page is full. Answers what ended it before its end, or makes it
 * no log; what came before is shown.
 */
async function showFrames(
  reader: FrameReader,
  source: Source,
  next: Read,
  page: DecodePage,
): Promise<Failure | undefined> {
  const piece = new Uint8Array(PIECE);
  let failure: Failure | undefined;
  let head: Buffer | undefined;
  let total = 0;
  for (;;) {
    const length = await next(piece).catch((error: unknown) => {
      failure = inputFailure(error);
      return 0;
    });
    if (length === 0) break;
    const bytes = piece.subarray(0, length);
    head ??= Buffer.from(bytes.subarray(0, MESSAGE_HEAD));
    total += length;
    await page.show(reader.push(bytes), source);
    if (page.full) return undefined;
    // What comes slowly is to be seen at once.
    if (source.size === undefined) await page.flush();
  }
  await page.show(reader.end(), source);
  return (
    failure ?? (head !== undefined && reader.frames === 0 ? noFrame(source.name, total, head) : undefined)
  );
}

/** All frames of a source that has been shown in part. */
async function countFrames(reader: FrameReader, next: Read): Promise<number> {
  const piece = new Uint8Array(PIECE);
  for (let length = await next(piece); length > 0; length = await next(piece)) {
    reader.skim(piece.subarray(0, length));
  }
  return reader.total();
}

// -- Text in place of a file -----------------------------------------------------------------------------------

const TEXT = "text";
const ITEM_LINE = /^\s*(?!00)\d\d(?!00)\d\d/;
const ENDING = /\.[a-z][a-z0-9]{1,6}$/i;

/** An argument that is WITS itself. */
interface Text {
  readonly bytes: Buffer;
  /** Bytes put before it, to make its lines a frame. */
  readonly before: number;
}

/** Undefined when the argument is a path. Where codes begin frames, nothing needs to be put before any. */
function textIn(argument: string, codesBegin: boolean): Text | undefined {
  if (argument === STDIN || existsSync(argument)) return undefined;
  const text = argument.replaceAll("\\r", "\r").replaceAll("\\n", "\n");
  if (text.includes("&&")) return { bytes: Buffer.from(text), before: 0 };
  const isText = /[\r\n]/.test(argument) || (ITEM_LINE.test(text) && !ENDING.test(text));
  if (!isText) return undefined;
  if (codesBegin) return { bytes: Buffer.from(text), before: 0 };
  const end = text.includes("!!") ? "" : "\r\n!!\r\n";
  return { bytes: Buffer.from(`${OPENING}${text}${end}`), before: OPENING.length };
}

const OPENING = "&&\r\n";
