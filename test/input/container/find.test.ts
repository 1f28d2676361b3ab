import { describe, expect, it } from "vitest";
import { findContainer } from "../../../src/input/container/find.js";

const found = (text: string) => findContainer(Buffer.from(text), true)?.kind;

describe("a line without markers is a joined frame", () => {
  it.each([["01083650.40,011323.38,0107\n"], ["'0108100','0110101'\n"], ["0108=100\t0110=101\n"]])(
    "when all of it is items: %j",
    (line) => expect(found(line)).toBe("joined"),
  );

  it.each([
    ["timestamp,DBTM,DMEA\n2024-03-01T06:00:00,2971.93,2971.93\n"],
    ["2971.93,2971.93,1184.1\n"],
    ["1234,rig.wits,0,2971.93\n"],
    ["2024-03-01;3650.4;on bottom\n"],
  ])("and not when it is a row of a table: %j", (lines) => expect(found(lines)).toBe("plain"));
});

it("a line with markers is one whatever else it holds", () => {
  expect(found('"&&,0101WELL, A,0108100,!!"\n')).toBe("joined");
});
