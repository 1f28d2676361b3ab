/**
 * How a journal stands on disk, read and written by these words alone: a folder a stream (`stream-folder.ts`), in it segments that
 * are named by the place of their first byte in the stream, and beside each a line for what arrived together.
 */
import { join } from "node:path";

/** Within a dataset's folder, where its own things are. */
const OWN = "_witskit";

/** The folder of a dataset's journal. */
export const journalOf = (dataset: string): string => join(dataset, OWN, "journal");

export const segmentName = (first: number): string => `${first.toString().padStart(16, "0")}.wits`;

/** The place of a segment's first byte in its stream; undefined of what is no segment. */
export function firstOf(name: string): number | undefined {
  const digits = /^(\d{16})\.wits$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Bytes of a segment that arrived together. */
export interface ArrivedChunk {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly offset: number;
  size: number;
}

/** The line of a chunk in the file beside its segment, without its end; `convert` reads it too, as that of any raw log. */
export const chunkLine = ({ at, offset, size }: ArrivedChunk): string =>
  `{"receivedAt":"${new Date(at).toISOString()}","offset":${offset},"size":${size}}`;

/** Undefined of a line that a crash has cut off. */
export function chunkIn(line: string): ArrivedChunk | undefined {
  const [, at = "", offset, size] = LINE.exec(line) ?? [];
  return size === undefined ? undefined : { at: Date.parse(at), offset: Number(offset), size: Number(size) };
}

const LINE = /^\{"receivedAt":"([^"]+)","offset":(\d+),"size":(\d+)\}$/;
