import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { captureIn } from "../../../src/input/source/capture.js";
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

describe("a capture of packets is named, with what makes logs of it", () => {
  it.each([
    ["\xd4\xc3\xb2\xa1\x02\0\x04\0", /pcap\); .*tcpflow -r/],
    ["\xa1\xb2\x3c\x4d\0\x02\0\x04", /pcap\); .*tcpflow -r/],
    ["\n\r\r\n\x1c\0\0\0\x4d\x3c\x2b\x1a", /pcapng\); .*tshark -r/],
    ["11:04:16.563661 IP rig.4001 > box.9872: Flags [P.], length 91\n", /packets as text.*tcpdump -w/],
    ["2024-05-01 11:04:16.5 eth0  In  IP6 ::1.40 > ::1.90: Flags [P.]\n\t0x0000:  6000\n", /tcpdump -w/],
    ["\t0x0000:  4500 003c e540 4000 4006 5779 7f00 0001  E..<.@@.@.Wy....\n", /tcpdump -w/],
    ["0000  0a 58 0a 00 00 05 0a 58 0a 00 00 01 08 00 45 00   .X.....X......E.\n", /tcpdump -w/],
  ])("%j", (text, reason) => {
    expect(captureIn(bytes(text))).toMatch(reason);
  });

  it.each([
    "\n\r\r\n&&\r\n01081\r\n!!\r\n",
    "00000000  26 26 0d 0a 30 31 30 38  31 0d 0a 21 21 0d 0a\n",
    "10:11:12.123 IP box > &&\r\n",
  ])("%j may be a log", (text) => {
    expect(captureIn(bytes(text))).toBeUndefined();
  });

  it("whatever its payload looks like", async () => {
    const folder = temporaryFolder({
      "a.pcap": Buffer.from("\xd4\xc3\xb2\xa1\n> &&\n> 01081\n> !!\n", "latin1"),
    });
    await expect(openSource({ name: `${folder}/a.pcap` })).rejects.toThrow(
      /a\.pcap is not a WITS log: .*tcpflow/,
    );
  });
});

it("is asked of what is inside a compressed file", async () => {
  const folder = temporaryFolder({ "a.gz": gzipSync("%PDF-1.7 etc"), "b.gz": gzipSync(gzipSync("&&")) });
  await expect(openSource({ name: `${folder}/a.gz` })).rejects.toThrow(
    /a\.gz is not a WITS log: it is a PDF document/,
  );
  await expect(openSource({ name: `${folder}/b.gz` })).rejects.toThrow(/compressed twice/);
});
