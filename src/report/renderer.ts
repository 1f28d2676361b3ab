/** The contract of what lays a report out: the document in, the bytes of a file out. It adds nothing, and computes nothing but places. */
import type { Report } from "./document.js";

export const papers = ["a4", "letter"] as const;
export type Paper = (typeof papers)[number];

export interface RenderOptions {
  /** Of what is printed: `a4` unless told. */
  readonly paper?: Paper | undefined;
}

/** The same report and options give the same bytes: no clock, no random number, no name of the machine. */
export type Render = (report: Report, options: RenderOptions) => Promise<Uint8Array>;
