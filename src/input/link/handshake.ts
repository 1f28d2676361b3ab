/**
 * What is said to senders that send only to those who speak: a frame, on connect and then again and again. Pason's EDR
 * stops 30 seconds after the last word; others send one frame for each that they get.
 */
import { readFile } from "node:fs/promises";
import { Failure } from "../../failure/failure.js";
import { unreadable } from "../bytes/unreadable.js";

/**
 * `interval`: the frame is sent at equal distances. `reply`: when a frame of the sender has ended, and again when none
 * came for an interval.
 */
export const handshakeModes = ["interval", "reply"] as const;
export type HandshakeMode = (typeof handshakeModes)[number];

export interface Handshake {
  /** Sent as it is, on connect at first. */
  readonly frame: Uint8Array;
  /** Milliseconds. */
  readonly interval: number;
  readonly mode: HandshakeMode;
}

/** Half of the time after which Pason's EDR stops, so that one word may be lost. */
export const HANDSHAKE_INTERVAL = 15_000;

/** The true vertical depth, null: a frame that says nothing. It is what Pason asks for. */
const NAMED: Readonly<Record<string, string>> = { pason: "&&\r\n0111-9999\r\n!!\r\n" };

/** What a handshake may be called. */
export const handshakeNames: readonly string[] = Object.keys(NAMED);

/**
 * The handshake that a text names: `pason`; a frame, `\r\n` written so or as line ends; lines of items, which become
 * one; or the path of a file that holds a frame. Throws Failure("usage") for an empty frame, Failure("input") for a
 * file that cannot be read.
 */
export async function handshakeOf(
  text: string,
  options: { readonly interval?: number | undefined; readonly mode?: HandshakeMode | undefined } = {},
): Promise<Handshake> {
  const { interval = HANDSHAKE_INTERVAL, mode = "interval" } = options;
  const named = NAMED[text.toLowerCase()];
  if (named !== undefined) return { frame: Buffer.from(named), interval, mode };
  const written = text.replaceAll("\\r", "\r").replaceAll("\\n", "\n");
  const isFrame = written.includes("&&") || ITEM_LINES.test(written);
  const bytes = isFrame ? Buffer.from(written) : await fileAt(text);
  if (bytes.length === 0)
    throw new Failure("bad-option", `the handshake ${text} is empty; there is nothing to say`);
  return { frame: sendable(bytes), interval, mode };
}

const ITEM_LINES = /^\d{4}[^\r\n/\\]*([\r\n]|$)/;

async function fileAt(path: string): Promise<Buffer> {
  return readFile(path).catch((error: unknown) => {
    const { code, message, place } = unreadable(path, error);
    const names = handshakeNames.join(", ");
    throw new Failure(
      code,
      `${message}. A handshake is ${names}, a frame such as &&\\r\\n0111-9999\\r\\n!!, or a file`,
      { cause: error, place },
    );
  });
}

/** A frame of WITS with its marks, and every line ended with CR LF, as senders insist on; anything else as it is. */
function sendable(bytes: Buffer): Buffer {
  const text = bytes.toString("latin1");
  if (!text.startsWith("&&") && !ITEM_LINES.test(text)) return bytes;
  const start = text.includes("&&") ? "" : "&&\r\n";
  const lines = text.replace(/[\r\n]*$/, "").replace(/\r\n|\r|\n/g, "\r\n");
  const end = text.includes("!!") ? "\r\n" : "\r\n!!\r\n";
  return Buffer.from(start + lines + end, "latin1");
}
