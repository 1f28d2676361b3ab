/** What becomes of many values of a channel, by what it is. */
import { describe, expect, it } from "vitest";
import { type ChannelKind, channelKind, usualAggregate } from "../../../src/wits/catalog/aggregate.js";
import { itemByCode } from "../../../src/wits/catalog/catalog.js";
import type { Code } from "../../../src/wits/catalog/code.js";

const told = { type: "number", unit: undefined } as const;

describe("what an item is, the catalog tells, whether or not the feed's units are declared", () => {
  it.each<[Code, ChannelKind, string]>([
    [113, "reading", "mean"],
    [114, "reading", "mean"],
    [115, "greatest", "max"],
    [622, "least", "min"],
    [110, "place", "last"],
    [112, "place", "last"],
    [715, "told", "last"],
    [137, "counter", "last"],
    [1727, "counter", "last"],
    [313, "counter", "last"],
    [126, "reading", "mean"],
    [218, "reading", "mean"],
    [141, "unknown", "last"],
    // Minutes, and a record that people type in.
    [2519, "reading", "mean"],
    [2021, "told", "last"],
    [2109, "told", "last"],
  ])("%i is a %s: %s", (code, kind, aggregate) => {
    const { mnemonic, name: meaning } = itemByCode(code)!;
    expect(channelKind({ ...told, code, mnemonic, meaning })).toBe(kind);
    expect(usualAggregate({ ...told, code, mnemonic, meaning })).toBe(aggregate);
  });
});

describe("what a map says counts where it made another item of a code", () => {
  it.each<[string, string | undefined, ChannelKind]>([
    ["Hook position", undefined, "place"],
    ["Hookload limit depth", "KDN", "reading"],
    ["Bypass length", "F", "place"],
    ["Total strokes", undefined, "counter"],
    ["Maximum torque", "KNM", "greatest"],
    ["Pump status", undefined, "counter"],
    ["Vibration", undefined, "reading"],
  ])("%s in %s", (meaning, unit, kind) => {
    expect(channelKind({ type: "number", code: 114, mnemonic: "OWN", meaning, unit })).toBe(kind);
  });
});

it("texts, whole numbers and what nobody knows have their last value", () => {
  expect(
    usualAggregate({ ...told, type: "text", code: 101, mnemonic: "WID", meaning: "Well Identifier" }),
  ).toBe("last");
  expect(
    usualAggregate({ ...told, type: "integer", code: 107, mnemonic: "ACTC", meaning: "Activity Code" }),
  ).toBe("last");
  expect(usualAggregate({ ...told, code: 199, mnemonic: undefined, meaning: "Item 99 of record 1" })).toBe(
    "last",
  );
});
