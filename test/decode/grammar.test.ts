import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toldBy } from "./dialect-words.js";
import { bytesIn } from "./notation.js";
import { tell } from "./telling.js";

/** Bytes, maybe flags, and what is found. */
const EXAMPLE = /^(.+?)((?: --[a-z-]+(?: [^\s-]\S*)?)*)\n→ (.*)$/gm;
const grammar = readFileSync(new URL("../../docs/grammar.md", import.meta.url), "utf8");
const examples = [...grammar.matchAll(EXAMPLE)].map(([, text, flags, found]) => ({
  text: text!,
  flags: flags!,
  found: found!,
}));

describe("the examples of docs/grammar.md", () => {
  it("are all read", () => {
    expect(examples.length).toBe(grammar.match(/^→/gm)!.length);
  });

  it.each(examples)("$text $flags", async ({ text, flags, found }) => {
    const { findings } = tell(bytesIn(text), await toldBy(flags));
    expect(findings.join("; ")).toBe(found);
  });
});
