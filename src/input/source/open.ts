/**
 * Opens a source: finds out by its first bytes, not by its name, whether it is compressed and what wraps its frames, and
 * refuses what is plainly no log. No byte that was looked at is lost.
 */

import { stat } from "node:fs/promises";
import { Failure, isFailure } from "../../failure/failure.js";
import { STDIN } from "../../runtime/standard-input.js";
import { shownText } from "../../text/shown-text.js";
import type { Places } from "../../wits/decoding/places.js";
import { usualDialect } from "../../wits/dialect/dialect.js";
import { rootOf } from "../../witsml/read/root.js";
import { openFile, openRandomAccess } from "../bytes/file.js";
import { peek } from "../bytes/peek.js";
import { withSidecar } from "../bytes/sidecar.js";
import type { ByteReader, Source } from "../bytes/source.js";
import { findContainer } from "../container/find.js";
import { type ContainerOptions, documentText, openContainer, surveyDocument } from "../container/open.js";
import type { ContainerKind } from "../container/registry.js";
import { byteOrderOf, endsWide, TAIL } from "../container/utf16.js";
import type { DocumentSurvey } from "../container/witsml/survey.js";
import { captureIn } from "./capture.js";
import { compressionOf } from "./compressed/compression.js";
import { decompressed } from "./compressed/decompress.js";
import { gzipDecompressor } from "./compressed/gzip.js";
import { memberNamed, openMember } from "./compressed/zip.js";
import { zstdDecompressor } from "./compressed/zstd.js";
import { beginsAsNone } from "./document-glance.js";
import { NotALog, notALog } from "./no-log.js";
import { givesOnce, keptAt, Look, mayLookInto, openOnce } from "./once.js";

/** How a source is stored. */
export type SourceCompression = "plain" | "gzip" | "zstd" | "zip";

export interface OpenSource extends ByteReader {
  readonly compression: SourceCompression;
  /** What was taken off the frames, the outermost first; empty for a plain log. */
  readonly containers: readonly ContainerKind[];
  /** Whether the bytes are those of the file, each in its place: only such a log can be read from the middle. */
  readonly asStored: boolean;
  /** Where the bytes stood in the uncompressed source, for a decoder to start with; undefined where they stand as they are. */
  readonly places: Places | undefined;
}

/** What of a feed's dialect there is to know before its frames are read, and the zone of the rig's clock. */
export type OpenOptions = ContainerOptions;

/** A source by its name, and where its bytes are when they were put by. */
export type Opening = Pick<Source, "name" | "sidecar"> &
  Partial<Pick<Source, "size">> & { readonly path?: string };

/** The bytes of a source as they are stored; of a file of at least `size` bytes, when that is known. */
export async function openBytes(name: string, size?: number): Promise<ByteReader> {
  const kept = keptAt(name);
  return kept === undefined ? openOnce(name, size) : openFile(kept);
}

/** The same, and those of a member of an archive decompressed. */
async function openStored(
  path: string,
  size: number | undefined,
  maxExpansion: number,
): Promise<{ raw: ByteReader; inArchive: boolean }> {
  const member = path === STDIN ? undefined : await memberNamed(path);
  if (member === undefined) return { raw: await openBytes(path, size), inArchive: false };
  return { raw: await openMember(member, maxExpansion), inArchive: true };
}

/** `onBytes` sees the bytes of the uncompressed source, what wraps its frames included, before they are given. */
export async function openSource(
  source: Opening,
  options: OpenOptions = {},
  onBytes?: (bytes: Uint8Array) => void,
): Promise<OpenSource> {
  const { name, path = keptAt(name) ?? name, sidecar, size } = source;
  const { maxExpansion = usualDialect.maxExpansion } = options;
  const { raw, inArchive } = await openStored(path, size, maxExpansion);
  try {
    const outer = await peek(raw);
    const compression = compressionOf(outer.head);
    const bytes =
      compression === "plain"
        ? outer.reader
        : await decompressedBy(name, compression, outer.reader, maxExpansion);
    const inner = await peek(sidecar === undefined ? bytes : withSidecar(bytes, sidecar, options.toUtc));
    const strange = notALog(inner.head);
    const capture = captureIn(inner.head);
    if (capture !== undefined) throw new NotALog(shownName(name), capture);
    const { reader, containers, changed } = await openContainer(
      onBytes === undefined ? inner.reader : watched(inner.reader, onBytes),
      { ...options, endsWide: compression === "plain" && !inArchive && (await endsWideAt(path)) },
    );
    if (containers.includes("witsml") && givesOnce(path)) throw twice(name);
    if (strange !== undefined && containers.length === 0) {
      throw new NotALog(shownName(name), strange);
    }
    return {
      compression: inArchive ? "zip" : compression,
      containers,
      asStored: !inArchive && compression === "plain" && !changed,
      places: reader.places,
      read: (target) => reader.read(target),
      get arrival() {
        return reader.arrival;
      },
      get remark() {
        return reader.remark;
      },
      close: () => reader.close(),
    };
  } catch (error) {
    await raw.close();
    throw error;
  }
}

/** A pipe gives its bytes only once, and of several it is not known before its turn that it is a document. */
const twice = (name: string): Failure =>
  new Failure(
    "input-refused",
    `${shownName(name)} is a WITSML document that comes by a pipe: it is read twice, for what its curves are and for its rows; save it as a file and ` +
      "give that, or convert it alone",
  );

/** Names of plain logs, which no document has. */
const PLAIN_NAME = /\.(?:wits|wit|wts|w0|raw)(?:\.gz|\.zst)?$/i;

/**
 * The text of a WITSML document; undefined of a source that is none, or cannot be read: that is told when it is opened for its rows. It
 * must be closed. What comes by a pipe, one of so many `sources`, is read as it comes.
 */
export async function openDocument(
  source: Opening,
  options: OpenOptions,
  how: { readonly any?: boolean; readonly sources?: number } = {},
): Promise<ByteReader | undefined> {
  const { name, path = keptAt(name) ?? name, size } = source;
  if (PLAIN_NAME.test(path)) return undefined;
  if (givesOnce(path)) {
    const { look, text } = await lookInto(path, options, how);
    if (text === undefined) look?.giveBack();
    else look?.goOn();
    return text;
  }
  const { input = usualDialect.input, maxExpansion = usualDialect.maxExpansion } = options;
  if (input === "auto" && beginsAsNone(path)) return undefined;
  const opened = await openStored(path, size, maxExpansion).catch(() => undefined);
  if (opened === undefined) return undefined;
  const { raw, inArchive } = opened;
  try {
    const text = await textIn(raw, name, options, { ...how, path: inArchive ? undefined : path });
    if (text === undefined) await raw.close();
    return text;
  } catch (error) {
    await raw.close();
    if (isFailure(error, "input")) return undefined;
    throw error;
  }
}

/** `path`: of a file, whose end tells more of how its text is encoded. */
async function textIn(
  raw: ByteReader,
  name: string,
  options: OpenOptions,
  { any, path }: { readonly any?: boolean | undefined; readonly path?: string | undefined },
): Promise<ByteReader | undefined> {
  const { head, reader } = await peek(raw);
  const compression = compressionOf(head);
  const { maxExpansion = usualDialect.maxExpansion } = options;
  const bytes =
    compression === "plain" ? reader : await decompressedBy(name, compression, reader, maxExpansion);
  const isWide = compression === "plain" && path !== undefined && (await endsWideAt(path));
  return documentText(bytes, { ...options, endsWide: isWide }, { any: any ?? false });
}

/** Of what gives its bytes once: the text of a document, and the look that was taken; neither where it must wait for its turn. */
async function lookInto(
  name: string,
  options: OpenOptions,
  { any, sources = 1 }: { readonly any?: boolean; readonly sources?: number },
): Promise<{ readonly look?: Look; readonly text?: ByteReader | undefined }> {
  if (!mayLookInto(name, sources)) return {};
  const raw = await openOnce(name).catch(() => undefined);
  if (raw === undefined) return {};
  const look = new Look(name, raw);
  const text = await textIn(look, name, options, { any }).catch((error: unknown) => {
    if (isFailure(error, "input")) return undefined;
    throw error;
  });
  return { look, text };
}

/** Keeps a source, one of so many, that gives its bytes once, if it is a document: from then on it is opened as often as anybody likes. */
export async function keepDocument(
  name: string,
  options: OpenOptions,
  { sources, signal }: { readonly sources: number; readonly signal: AbortSignal | undefined },
): Promise<void> {
  if (keptAt(name) !== undefined || PLAIN_NAME.test(name) || !givesOnce(name)) return;
  const { look, text } = await lookInto(name, options, { sources });
  if (text === undefined) look?.giveBack();
  else await look?.keep(signal);
}

/** What the heads of a WITSML document tell, by all of it. Undefined of what gives its bytes once, unless it is kept. */
export async function documentAt(source: Opening, options: OpenOptions): Promise<DocumentSurvey | undefined> {
  if (givesOnce(source.path ?? keptAt(source.name) ?? source.name)) return undefined;
  const text = await openDocument(source, options);
  if (text === undefined) return undefined;
  try {
    return await surveyDocument(text, options);
  } finally {
    await text.close();
  }
}

/** Whether a file ends in UTF-16; a pipe has no end to look at. */
async function endsWideAt(path: string): Promise<boolean> {
  const stats = path === STDIN ? undefined : await stat(path);
  if (!stats?.isFile() || stats.size < TAIL) return false;
  const file = await openRandomAccess(path);
  try {
    const tail = new Uint8Array(TAIL);
    return (await file.read(tail, stats.size - TAIL)) === TAIL && endsWide(tail);
  } finally {
    await file.close();
  }
}

const watched = (reader: ByteReader, onBytes: (bytes: Uint8Array) => void): ByteReader => ({
  async read(target) {
    const length = await reader.read(target);
    onBytes(target.subarray(0, length));
    return length;
  },
  get arrival() {
    return reader.arrival;
  },
  get remark() {
    return reader.remark;
  },
  close: () => reader.close(),
});

/** Whether bytes that begin and end so are a log that is neither compressed nor wrapped, by themselves and by what is said of it. */
export function isPlainLog(
  head: Uint8Array,
  tail: Uint8Array,
  whole: boolean,
  options: OpenOptions,
): boolean {
  const { input = "auto", markers, sevenBit = false } = options;
  if (compressionOf(head) !== "plain" || notALog(head) !== undefined || captureIn(head) !== undefined)
    return false;
  if (markers !== undefined || sevenBit) return false;
  if (input === "auto" && (byteOrderOf(head) !== undefined || endsWide(tail))) return false;
  if (input === "auto" && rootOf(head, whole) !== null) return false;
  return input === "plain" || (input === "auto" && findContainer(head, whole)?.kind === "plain");
}

async function decompressedBy(
  name: string,
  compression: "gzip" | "zstd",
  reader: ByteReader,
  maxExpansion: number,
): Promise<ByteReader> {
  const decompressor = compression === "gzip" ? gzipDecompressor() : await zstdDecompressor();
  return decompressed(shownName(name), reader, decompressor, maxExpansion);
}

/** What messages call a source. */
export const shownName = (name: string): string => (name === STDIN ? "standard input" : shownText(name));
