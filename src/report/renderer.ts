/** The contract of what lays a report out: the document in, the bytes of a file out. It adds nothing, and computes nothing but places. */
import type { Report } from "./document.js";

/** Sizes of printed pages. */
export type Paper = "a4" | "letter";

export const papers = ["a4", "letter"] as const satisfies readonly Paper[];

export interface RenderOptions {
  /** Of what is printed: `a4` unless told. */
  readonly paper?: Paper | undefined;
}

/** The same report and options give the same bytes: no clock, no random number, no name of the machine. */
export type Render = (report: Report, options: RenderOptions) => Promise<Uint8Array>;
