import { describe, expect, it } from "vitest";
import { tracksIn } from "../../../src/view/plot/request.js";

const curve = (name: string, range?: [number, number], log = false) => ({
  name,
  range: range && { left: range[0], right: range[1] },
  log,
});

describe("the text of --tracks", () => {
  it.each([
    ["DMEA", [[curve("DMEA")]]],
    ["DMEA, ROPA | HKLA", [[curve("DMEA"), curve("ROPA")], [curve("HKLA")]]],
    ["WOBA:0-200", [[curve("WOBA", [0, 200])]]],
    ["BPOS:-5-40", [[curve("BPOS", [-5, 40])]]],
    ["TVCA:-5--1", [[curve("TVCA", [-5, -1])]]],
    ["ROPA:50-0", [[curve("ROPA", [50, 0])]]],
    ["GASA:log", [[curve("GASA", undefined, true)]]],
    ["GASA:0.1-100:log", [[curve("GASA", [0.1, 100], true)]]],
    ["11.TVA,1126", [[curve("11.TVA"), curve("1126")]]],
    ["DMEA||SPPA|", [[curve("DMEA")], [curve("SPPA")]]],
  ])("%j is read", (text, tracks) => expect(tracksIn(text)).toEqual(tracks));

  it.each([
    ["|", /names no curve/],
    ["WOBA:0-0", /"WOBA:0-0" is no curve/],
    ["WOBA:high", /"WOBA:high" is no curve/],
    ["WOBA:0-1:0-2", /is no curve/],
    [":0-1", /is no curve/],
    ["WOBA:1.2.3-4", /is no curve/],
    ["GASA:0-10:log", /begins above 0/],
  ])("%j is refused with a sentence", (text, sentence) => expect(() => tracksIn(text)).toThrow(sentence));
});
