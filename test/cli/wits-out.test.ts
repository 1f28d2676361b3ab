import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SAMPLES } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const text = (name: string): string => readFileSync(join(cwd, name), "utf8");

const ONE = "&&\r\n0105240304\r\n0106060000\r\n01081\r\n!!\r\n&&\r\n11091.5\r\n!!\r\n";
const OTHER = "&&\r\n0105240305\r\n0106060000\r\n01082\r\n!!\r\n";

beforeAll(() => {
  writeFileSync(join(cwd, "one.wits"), ONE);
  writeFileSync(join(cwd, "other.wits"), OTHER);
  expect(witskit("convert one.wits other.wits -o both/ -q", { cwd }).code).toBe(0);
});

it("writes a file a source, and refuses to let frames of two follow each other", () => {
  expect(witskit("export both -o all.wits", { cwd })).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      "of 2: one.wits, other.wits; -o FOLDER/ --format wits writes a file for each",
    ),
  });
  expect(witskit("export both -o apart/ --format wits", { cwd }).code).toBe(0);
  expect(readdirSync(join(cwd, "apart"))).toEqual(["one.wits", "other.wits"]);
  expect([text("apart/one.wits"), text("apart/other.wits")]).toEqual([ONE, OTHER]);
});

it("puts frames together again of records that come seldom, each in another part of the log", () => {
  const frames = Array.from({ length: 30 }, (_, i) => {
    const seldom = { 5: "07082", 12: "0408120", 20: "1108340" }[i];
    const line = seldom === undefined ? "" : `${seldom}${i}\r\n`;
    return `&&\r\n0108${100 + i}\r\n!!\r\n${line && `&&\r\n${line}!!\r\n`}`;
  });
  writeFileSync(join(cwd, "seldom.wits"), frames.join(""));
  expect(witskit("convert seldom.wits -o seldom-again.wits", { cwd })).toMatchObject({ code: 0 });
  expect(text("seldom-again.wits")).toBe(frames.join(""));
});

it("packs by gzip what ends in .gz: the same bytes within, the same bytes each time", () => {
  for (const name of ["x.wits.gz", "y.WITS.GZ"])
    expect(witskit(["export", join(SAMPLES, "rig.wits"), "-o", name], { cwd })).toMatchObject({ code: 0 });
  expect(witskit(["export", join(SAMPLES, "rig.wits"), "-o", "x.wits"], { cwd }).code).toBe(0);
  const [packed, again] = ["x.wits.gz", "y.WITS.GZ"].map((name) => readFileSync(join(cwd, name)));
  expect(gunzipSync(packed!).equals(readFileSync(join(cwd, "x.wits")))).toBe(true);
  expect(packed!.equals(again!)).toBe(true);
  expect(packed!.length).toBeLessThan(readFileSync(join(cwd, "x.wits")).length / 2);
});

it("takes one of several sources by its time", () => {
  expect(witskit("export both -o day.wits --from 2024-03-05", { cwd }).code).toBe(0);
  expect(text("day.wits")).toBe(OTHER);
});

it("goes through a pipe, and keeps exit codes of convert", () => {
  const { code, out } = witskit(
    ["convert", join(SAMPLES, "noise.wits"), "-o", "-", "--format", "wits", "--strict", "--line-end", "lf"],
    { cwd },
  );
  expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/^&&\n\d{4}[^\r]*!!\n$/s) });
});

it.each([
  ["export both -o x.wits --every 1m", "--every is not kept: x.wits is WITS"],
  [
    "export both -o x.csv --records 1 --vendor X",
    "--vendor is not kept: it tells how WITS is written, and csv is none",
  ],
  ["convert one.wits -o x.parquet --decimals 2", "--decimals is not kept: it tells how WITS is written"],
  ["export both -o x.wits --nulls-out nothing", "take omit, empty, or a number"],
  ["export both -o x.wits --records 1 --well A", "--well is not kept"],
])("%s is refused", (line, message) => {
  expect(witskit(line, { cwd })).toMatchObject({ code: 2, err: expect.stringContaining(message) });
});

it("tells of rows that are of no frame", () => {
  expect(witskit("convert one.wits -o minutes/ --every 1m -q", { cwd }).code).toBe(0);
  expect(witskit("export minutes -o x.wits", { cwd })).toMatchObject({
    code: 3,
    err: expect.stringContaining("do not tell the frame that they came in"),
  });
});
