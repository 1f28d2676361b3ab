/**
 * What a message of raw bytes says besides them, in its headers: of which journal they are, where they stand in it, when they
 * arrived, and whether a frame may go on from the message before. Who publishes and who consumes have these words alone in common.
 */
import type { MsgHdrs } from "@nats-io/transport-node";

/** Bytes that arrived together: milliseconds since 1970, UTC. */
export interface MessageArrival {
  readonly at: number;
  readonly size: number;
}

export interface MessagePlace {
  readonly journal: string;
  readonly offset: number;
  readonly arrivals: readonly MessageArrival[];
  readonly joined: boolean;
}

const JOURNAL = "Witskit-Journal";
const OFFSET = "Witskit-Offset";
const ARRIVALS = "Witskit-Arrivals";
const JOINED = "Witskit-Joined";

export function tellPlace(headers: MsgHdrs, { journal, offset, arrivals, joined }: MessagePlace): void {
  headers.set(JOURNAL, journal);
  headers.set(OFFSET, String(offset));
  headers.set(ARRIVALS, arrivalsText(arrivals));
  if (joined) headers.set(JOINED, "true");
}

/** Undefined of a message that says nothing of it, or nothing that can be: it comes from somebody else. */
export function placeTold(headers: MsgHdrs | undefined, length: number): MessagePlace | undefined {
  const journal = headers?.get(JOURNAL) ?? "";
  const offset = headers?.get(OFFSET) ?? "";
  if (!/^[\w-]{1,64}$/.test(journal) || !/^\d{1,15}$/.test(offset)) return undefined;
  const arrivals = arrivalsIn(headers?.get(ARRIVALS) ?? "", length);
  if (arrivals === undefined) return undefined;
  return { journal, offset: Number(offset), arrivals, joined: headers?.get(JOINED) === "true" };
}

/** `1764460800000:210,1000:210`: the first time, then how much later, each with its bytes. */
function arrivalsText(arrivals: readonly MessageArrival[]): string {
  let before = 0;
  return arrivals
    .map(({ at, size }) => {
      const text = `${Math.floor(at) - before}:${size}`;
      before = Math.floor(at);
      return text;
    })
    .join(",");
}

function arrivalsIn(text: string, length: number): MessageArrival[] | undefined {
  let at = 0;
  let left = length;
  const arrivals: MessageArrival[] = [];
  for (const part of text.split(",")) {
    const [, later, size] = /^(-?\d{1,15}):(\d{1,9})$/.exec(part) ?? [];
    if (later === undefined || size === undefined) return undefined;
    at += Number(later);
    left -= Number(size);
    arrivals.push({ at, size: Number(size) });
  }
  return left === 0 && Math.abs(at) < LATEST ? arrivals : undefined;
}

/** The last moment that a Date can hold. */
const LATEST = 8.64e15;

// -- Subjects --------------------------------------------------------------------------------------------------

/** A stream's name as one token of a subject, which has no blanks, dots or wildcards in it. */
export const tokenOf = (stream: string): string =>
  encodeURIComponent(stream).replace(
    /[.*'()!~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The stream of a subject such as `rig.rig-7.raw`; undefined of one that is made otherwise. */
export function streamIn(subject: string): string | undefined {
  const [, token] = /(?:^|\.)([^.]+)\.raw$/.exec(subject) ?? [];
  if (token === undefined) return undefined;
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
