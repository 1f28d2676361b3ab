import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type FlagName, flags, longName } from "../../src/cli/flags/flags.js";
import { reasons } from "../../src/wits/decoding/counters.js";
import { cases } from "./case.js";

const page = readFileSync(new URL("../../docs/dialects.md", import.meta.url), "utf8");
const rows = [
  ...page.matchAll(
    /^- \*\*([A-E]\d+)\*\* (.*?)\. → (.*?)\. \[Case\]\(\.\.\/test\/cases\/(\w+)\.md#(\S+)\)$/gm,
  ),
].map(([, row, what, decision, topic, anchor]) => ({
  row: row!,
  what: what!,
  decision: decision!,
  topic: topic!,
  anchor: anchor!,
}));

/** As GitHub makes them of headings. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

const all = cases();
const longNames = new Set((Object.keys(flags) as FlagName[]).map((name) => `--${longName(name)}`));

describe("docs/dialects.md", () => {
  it("has every line read here", () => {
    expect(rows.length).toBe(page.match(/^- /gm)!.length);
    expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
  });

  it("has a line for each row that is known", () => {
    const known = { A: 19, B: 12, C: 13, D: 11, E: 12 };
    const all = Object.entries(known).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, i) => `${section}${i + 1}`),
    );
    expect(rows.map(({ row }) => row)).toEqual(all);
  });

  describe.each(rows)("$row, $what", ({ row, decision, topic, anchor }) => {
    it("links to a case of its own", () => {
      const linked = all.find((one) => one.topic === topic && anchorOf(one.heading) === anchor);
      expect(linked?.rows).toContain(row);
    });

    it("decides by flags and reasons that there are", () => {
      for (const [flag] of decision.matchAll(/--[a-z-]+/g)) expect(longNames).toContain(flag);
      const rejected = /(?:[Rr]ejected:|counted as|, what float64 cannot hold:) (`[a-z-]+`(?:, `[a-z-]+`)*)/g;
      for (const [, list] of decision.matchAll(rejected)) {
        for (const [, reason] of list!.matchAll(/`([a-z-]+)`/g))
          expect([...reasons, "empty"]).toContain(reason);
      }
      expect(decision).toMatch(/always|--|rejected/i);
    });
  });
});
