/**
 * Which side of a link the frames come from, in a dump of both that tells them apart by arrows or by how far lines are indented:
 * the first whose chunks hold a `&&` and more than a handshake does.
 */
import { chunkEnd, headAt } from "./counted.js";
import { type DumpLayout, type HexStyle, hasMarker, pairsOf, type Stamp, sideKey, stampOf } from "./dump.js";
import { endOfLine } from "./units.js";

/** Bytes beyond which it is no handshake. */
const TALKS = 200;

interface Talk {
  bytes: number;
  markers: boolean;
}

/** Who has said most of those that send frames. */
function mostOf(talks: ReadonlyMap<string, Talk>): string | undefined {
  const sending = [...talks].filter(([, { markers }]) => markers).sort(([, a], [, b]) => b.bytes - a.bytes);
  return sending[0]?.[0];
}

function add(talks: Map<string, Talk>, side: string, bytes: number, markers: boolean): Talk {
  const talk = talks.get(side) ?? { bytes: 0, markers: false };
  talk.bytes += bytes;
  talk.markers ||= markers;
  talks.set(side, talk);
  return talk;
}

/** Of a dump whose first line stands at `from`; `side: undefined` when nothing parts its chunks. Undefined when more is needed. */
export function dumpSide(
  head: Uint8Array,
  from: number,
  style: HexStyle,
  first: Stamp | undefined,
  last: boolean,
): Pick<DumpLayout, "side"> | undefined {
  let stamp = first;
  // A follow of Wireshark has no times; what is no dump before the first line may be one.
  const isParted = stamp !== undefined || /^Follow: |^Node 0: /m.test(textOf(head.subarray(0, from)));
  if (!isParted) return { side: undefined };
  if (stamp !== undefined && stamp.side === undefined && stamp.arrow === "") return { side: undefined };
  const talks = new Map<string, Talk>();
  for (let at = from; at < head.length; ) {
    const end = endOfLine(head, at, last);
    if (end === undefined) return undefined;
    const line = head.subarray(at, end);
    at = end;
    const pairs = pairsOf(line, style);
    if (pairs === undefined) stamp = stampOf(line, undefined) ?? stamp;
    else if (pairs.length > 0) {
      const side = sideKey(stamp, line);
      const talk = add(talks, side, pairs.length, hasMarker(line, pairs));
      if (talk.markers && stamp?.side !== "ours" && talk.bytes > TALKS) return { side };
    }
  }
  return last ? { side: mostOf(talks) } : undefined;
}

/** The arrow of what `socat -v` logged of the side that sends frames; its first head stands at `from`. */
export function countedSide(head: Uint8Array, from: number, last: boolean): string | undefined {
  const talks = new Map<string, Talk>();
  let arrow = "";
  let left = 0;
  for (let at = from; at < head.length; ) {
    const lineFeed = head.indexOf(10, at);
    if (lineFeed < 0 && !last) return undefined;
    const line = head.subarray(at, lineFeed < 0 ? head.length : lineFeed + 1);
    at += line.length;
    const { to, bytes } = chunkEnd(line, left);
    left -= bytes;
    if (to > 0) {
      const talk = add(talks, arrow, bytes, textOf(line.subarray(0, to)).includes("&&"));
      if (talk.markers && talk.bytes > TALKS) return arrow;
    }
    const next = to < line.length ? headAt(line, to) : undefined;
    if (next !== undefined) [arrow, left] = [next.arrow, next.length];
  }
  return last ? (mostOf(talks) ?? arrow) : undefined;
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
