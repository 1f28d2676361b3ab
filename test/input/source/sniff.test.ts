import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { notALog } from "../../../src/input/source/no-log.js";
import { openSource } from "../../../src/input/source/open.js";
import { temporaryFolder } from "./folder.js";

const bytes = (text: string) => Buffer.from(text, "latin1");

describe("what is plainly no log is named, with what to do", () => {
  it.each([
    ["\x89PNG\r\n\x1a\n", /PNG/],
    ["\xff\xd8\xff\xe0", /JPEG/],
    ["%PDF-1.7", /PDF/],
    ["PAR1\x15\x04", /Parquet/],
    ["ARROW1\0\0", /Arrow/],
    ["PK\x03\x04\x14", /unzip/],
    ["7z\xbc\xaf\x27\x1c", /7z x/],
    ["\xfd7zXZ\0", /xz -d/],
    ["BZh91AY", /bzip2 -d/],
    ["\x7fELF\x02", /program/],
    ["SQLite format 3\0", /SQLite/],
    ["\x89HDF\r\n\x1a\n", /HDF5/],
    ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", /Office/],
    [`${"a.wits".padEnd(257, "\0")}ustar\0`, /tar xf/],
  ])("%j", (text, reason) => {
    expect(notALog(bytes(text))).toMatch(reason);
  });
});

it.each([
  "",
  "&",
  "&&\r\n0101",
  "\xef\xbb\xbf&&\n",
  "\xff\xfe\x00noise&&\r\n",
  "\0\0\0\0&&\r\n",
  "PK is a rig",
  "any text",
])("%j may be a log", (text) => {
  expect(notALog(bytes(text))).toBeUndefined();
});

it("is asked of what is inside a compressed file", async () => {
  const folder = temporaryFolder({ "a.gz": gzipSync("%PDF-1.7 etc"), "b.gz": gzipSync(gzipSync("&&")) });
  await expect(openSource({ name: `${folder}/a.gz` })).rejects.toThrow(
    /a\.gz is not a WITS log: it is a PDF document/,
  );
  await expect(openSource({ name: `${folder}/b.gz` })).rejects.toThrow(/compressed twice/);
});
