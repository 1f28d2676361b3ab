/** The cases of test/cases: what README.md there says, read. */
import { readdirSync, readFileSync } from "node:fs";
import type { Arrival } from "../../src/wits/decoding/arrival.js";
import { bytesIn } from "./notation.js";

/** A log and what must be found in it. */
export interface Case {
  /** As `values.md: C5 Decimal comma`. */
  readonly name: string;
  /** Rows of dialects that it is a case of, as `C5`; none when it is of no row. */
  readonly rows: readonly string[];
  readonly heading: string;
  /** The topic's file, without its ending. */
  readonly topic: string;
  /** The flags of `witskit decode` that it needs. */
  readonly flags: string;
  /** Whether its bytes go through what takes containers off. */
  readonly wrapped: boolean;
  readonly bytes: Uint8Array;
  /** When the bytes arrived, where the case tells it. */
  readonly arrivals: readonly Arrival[];
  /** Frames and rejects, then the counts. */
  readonly outcome: readonly string[];
}

const folder = new URL("../cases/", import.meta.url);

/** Every case of every topic. Throws, with file and heading, when one is not whole. */
export function cases(): Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .flatMap((file) => casesIn(file.replace(/\.md$/, ""), readFileSync(new URL(file, folder), "utf8")));
}

const FENCE = /^```/;
const WRAPPED = /--(?:input|markers|seven-bit)\b/;

export function casesIn(topic: string, markdown: string): Case[] {
  const found: Case[] = [];
  let heading = "";
  let log: Pick<Case, "flags" | "bytes" | "arrivals"> | undefined;
  const lines = markdown.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.startsWith("## ")) {
      if (log !== undefined) throw new Error(`${topic}.md: ${heading} has bytes and no outcome`);
      heading = line.slice(3).trim();
    }
    if (!FENCE.test(line)) continue;
    const end = lines.findIndex((other, at) => at > i && FENCE.test(other));
    if (end < 0) throw new Error(`${topic}.md: a block of ${heading} does not end`);
    const block = lines.slice(i + 1, end);
    const [, kind, flags = ""] = /^```(\S*)\s*(.*)$/.exec(line)!;
    i = end;
    if (kind === "wits") {
      if (log !== undefined) throw new Error(`${topic}.md: ${heading} has bytes and no outcome`);
      log = { flags: flags.trim(), ...arrivingBytes(block.join("")) };
    } else if (kind === "outcome") {
      if (log === undefined) throw new Error(`${topic}.md: ${heading} has an outcome and no bytes`);
      const again = found.at(-1)?.heading === heading ? `, ${log.flags || "again"}` : "";
      const [rows = ""] = /^(?:[A-E]\d{1,2}\s+)*/.exec(heading)!;
      found.push({
        name: `${topic}.md: ${heading}${again}`,
        rows: rows.split(/\s+/).filter((row) => row !== ""),
        heading,
        topic,
        wrapped: topic === "containers" || WRAPPED.test(log.flags),
        ...log,
        outcome: block.filter((text) => text.trim() !== ""),
      });
      log = undefined;
    }
  }
  if (log !== undefined) throw new Error(`${topic}.md: ${heading} has bytes and no outcome`);
  return found;
}

/** `\{2024-06-12T10:00:00Z}` tells when the bytes behind it arrived. */
function arrivingBytes(text: string): Pick<Case, "bytes" | "arrivals"> {
  const parts = text.split(/\\\{([^}]*)\}/);
  const arrivals: Arrival[] = [];
  let bytes = Buffer.from(bytesIn(parts[0]!));
  for (let i = 1; i < parts.length; i += 2) {
    // Nothing between the braces: nobody knows when.
    const time = parts[i] === "" ? undefined : Date.parse(parts[i]!);
    if (Number.isNaN(time)) throw new Error(`${parts[i]} is no time`);
    arrivals.push({ offset: bytes.length, time });
    bytes = Buffer.concat([bytes, bytesIn(parts[i + 1]!)]);
  }
  return { bytes, arrivals };
}
