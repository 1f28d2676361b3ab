/**
 * What every container is: how a line of the head of a source shows it, and the reader that takes it off. Its line in the registry
 * gives it its name.
 */
import type { ToOutput } from "../bytes/moment.js";
import type { Shape } from "./prefix.js";
import type { UnitReader } from "./units.js";

export interface Container {
  /** As `sniff` tells it: `a hex dump`. */
  readonly words: string;
  readonly cuts: Cuts;
  /** What it holds may be wrapped itself, and is looked at again. */
  readonly outer?: true;
  /** A line of the frames stands for all of its bytes in the source, and not for some of them. */
  readonly wholeLines?: true;
  /**
   * What a line of the head shows of it; undefined where it shows nothing. Containers are asked in the order of the registry, and
   * the first that says something is believed: so a line must show it beyond doubt, or others must bear it out.
   */
  recognise?(line: HeadLine): Shown | undefined;
  /** Reads what the user says is such. Absent where the lines must show how it is read: then they are asked even so. */
  reader?(toUtc: ToOutput): UnitReader;
}

/**
 * Where bytes that still grow may be cut so that those before mean what they mean in the whole: behind a line, before the line of
 * the last `&&`, where a frame ends or begins, or nowhere, since no byte tells by itself what it stands for.
 */
export type Cuts = "line" | "frame-line" | "frame" | "nowhere";

export interface HeadLine {
  /** With its line end. */
  readonly bytes: Uint8Array;
  /** All that is there of the source, at most 64 KiB; the line begins at `from` and ends at `to`. */
  readonly head: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Of `bytes`: behind a byte order mark and blanks. */
  readonly start: number;
  /** Nothing behind the head is looked at. */
  readonly last: boolean;
  /** The user has said that it is this container. */
  readonly said: boolean;
}

/** `more`: of the head, unless it is the last. `plain`: frames that nothing wraps. */
export type Shown = "more" | "plain" | Recognised | Lead;

/** Read so, without doubt. */
export interface Recognised {
  reader(toUtc: ToOutput): UnitReader;
}

/** A line with something before what arrived. It may be one that our own side sent, to which those of the other side go before. */
export interface Lead {
  readonly shape: Shape;
  /** `oursToo`: no other line has shown it. */
  found(oursToo: boolean): Recognised;
  /** Whether another line is of the same kind. */
  shows(line: Uint8Array): boolean;
  /** One line is enough. */
  readonly sure: boolean;
}
