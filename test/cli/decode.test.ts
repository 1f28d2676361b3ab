import { spawn } from "node:child_process";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { BINARY, SAMPLES, sample, startWitskit } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const decode = (...words: readonly string[]) => witskit(["decode", ...words], { cwd: SAMPLES });
const jsonOf = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("witskit decode of a log", () => {
  it("shows each frame with its place, its time and its items", () => {
    const { code, out, err } = decode("missing-end.wits", "--units", "metric", "--limit", "1");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")).toEqual([
      "frame 1, byte 0, 2024-06-12T15:20:00",
      "CODE  MNEMONIC  NAME                VALUE  UNIT  NOTE",
      "0105  DATE      Date               240612",
      "0106  TIME      Time               152000",
      "0108  DBTM      Depth Bit (meas)     1733  M",
      "0110  DMEA      Depth Hole (meas)    1733  M",
      "                                                 rejected: unterminated-frame, byte 54",
      "",
      "… 3 more frames (use --limit 0)",
      "1 frame, 4 values, 0 nulls, 1 reject",
      "",
    ]);
  });

  it("shows what was sent for a null, and what an activity code means", () => {
    expect(decode("nulls.wits").out).toMatch(/^0112 +BPOS +Block Position +null +sent "-9999"$/m);
    expect(decode("spec.wits").out).toMatch(/^0107 +ACTC +Activity Code +2 +drilling$/m);
  });

  it("shows rejects in their places, with offset and reason", () => {
    const { out } = decode("noise.wits");
    expect(out).toMatch(
      /^outside frames, byte 0\n.*\n +"WITS port open 9600 8N1" +rejected: outside-frame, byte 0$/m,
    );
    expect(out).toMatch(/^0108 .* 2630\n +"ABCD 1" +rejected: bad-line, byte 86\n0110 .* 2630$/m);
    expect(out).toMatch(/^0118 +TQA +Rotary Torque \(surf,avg\) +"12,5" +rejected: not-a-number, byte 147$/m);
    expect(out).toMatch(/^2 frames, 14 values, 0 nulls, 19 rejects$/m);
  });

  it("names the vendor", () => {
    expect(decode("pason.wits").out).toMatch(/^frame 1, byte 0, vendor PASON\/EDR$/m);
  });

  it("converts units and times", () => {
    const { out } = decode(
      "spec.wits",
      "--units",
      "metric",
      "--to",
      "fps",
      "--tz",
      "Europe/Oslo",
      "--limit",
      "1",
    );
    expect(out).toMatch(/^frame 1, byte 0, 2024-06-12T12:15:00Z$/m);
    expect(out).toMatch(/^0108 +DBTM +Depth Bit \(meas\) +10237\.729658792\d* +F$/m);
  });

  it("keeps the records and the times that were asked for", () => {
    const records = jsonOf(decode("spec.wits", "--json", "--records", "11").out);
    expect(records.map(({ frame }) => frame)).toEqual([2]);
    const late = jsonOf(decode("spec.wits", "--json", "--from", "2024-06-12T14:15:01").out);
    expect(late.map(({ frame }) => frame)).toEqual([3, 4]);
  });

  it("reads a folder, and names each source", () => {
    const cwd = temporaryFolder({ "logs/b.wits": "&&\n01082\n!!\n", "logs/a.wits": "&&\n01081\n!!\n" });
    const { out } = witskit("decode logs", { cwd });
    expect(out.match(/^.*frame.*byte.*$/gm)).toEqual([
      "logs/a.wits, frame 1, byte 0",
      "logs/b.wits, frame 1, byte 0",
    ]);
  });
});

describe("witskit decode --json", () => {
  it("gives an object a line, a line a frame", () => {
    expect(jsonOf(decode("duplicates.wits", "--json", "--units", "metric", "--records", "1").out)[0]).toEqual(
      {
        frame: 1,
        offset: 0,
        source: "duplicates.wits",
        timestamp: "2024-06-12T16:30:00.000",
        vendor: null,
        items: expect.arrayContaining([
          {
            code: "0108",
            record: 1,
            item: 8,
            mnemonic: "DBTM",
            name: "Depth Bit (meas)",
            value: 2950.12,
            unit: "M",
          },
          {
            code: "0114",
            record: 1,
            item: 14,
            mnemonic: "HKLA",
            name: "Hookload (avg)",
            value: null,
            unit: "KDN",
            sent: "-9999",
          },
        ]),
        rejects: expect.arrayContaining([
          { offset: 45, length: 13, code: "0108", reason: "duplicate-item", text: "01082950.10\r\n" },
        ]),
      },
    );
  });

  it("tells what stands outside frames, as an object without a frame number", () => {
    const [first] = jsonOf(decode("noise.wits", "--json").out);
    expect(first).toMatchObject({
      frame: null,
      offset: 0,
      items: [],
      rejects: [{ reason: "outside-frame" }, {}],
    });
  });
});

describe("witskit decode of text", () => {
  it("takes lines without a frame, counts offsets in the text, and says what it did", () => {
    const { code, out, err } = decode("01083650.40\\n0113x", "--json");
    expect(code).toBe(0);
    expect(err).toBe("witskit: the text has no &&, so it is read as the lines of one frame\n");
    const [frame] = jsonOf(out);
    expect(frame.items).toMatchObject([{ code: "0108", value: 3650.4 }]);
    expect(frame.rejects).toMatchObject([{ code: "0113", offset: 12, reason: "not-a-number" }]);
  });

  it("takes whole frames, with line ends real or written", () => {
    for (const text of ["&&\\r\\n01081\\r\\n!!\\r\\n", "&&\r\n01081\r\n!!\r\n"]) {
      const { code, out, err } = decode(text, "--json");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(jsonOf(out)).toMatchObject([{ frame: 1, items: [{ code: "0108", value: 1 }], rejects: [] }]);
    }
  });

  it("is no path that is missing", () => {
    for (const path of ["nowhere.wits", "0108.wits", "nowhere"]) {
      const { code, out, err } = decode(path);
      expect({ code, out }).toEqual({ code: 3, out: "" });
      expect(err).toBe(
        `witskit: cannot read ${path}: there is no such file or folder; check the path [input-missing]\n`,
      );
    }
  });
});

describe("witskit decode of what cannot be read", () => {
  it("shows what came before the fault, and fails", () => {
    const cwd = temporaryFolder({ "cut.wits.gz": gzipSync(sample("rig.wits")).subarray(0, 60_000) });
    const { code, out, err } = witskit("decode cut.wits.gz --json", { cwd });
    expect(code).toBe(3);
    expect(jsonOf(out).length).toBeGreaterThan(500);
    expect(err).toMatch(/^witskit: cut\.wits\.gz ends early/);
  });

  it("says that a text is no log, and shows no more of it than the limit", () => {
    const cwd = temporaryFolder({ "notes.txt": "a line\n".repeat(1000) });
    const { code, out, err } = witskit("decode notes.txt --limit 3", { cwd });
    expect(code).toBe(3);
    expect(out.match(/rejected: outside-frame/g)).toHaveLength(3);
    expect(out).toMatch(
      /^… 997 more rejects outside frames \(use --limit 0\)\n\n0 frames, .* 1,000 rejects$/m,
    );
    expect(err).toMatch(/^witskit: notes\.txt is not a WITS log: in its 7,000 bytes no frame begins with &&/);
  });

  it("is told of one log in a folder, and the others are shown", () => {
    const cwd = temporaryFolder({
      "logs/a.wits": Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
      "logs/b.wits": "&&\n01081\n!!\n",
    });
    const { code, out, err } = witskit("decode logs --json", { cwd });
    expect({ code, frames: jsonOf(out).length }).toEqual({ code: 3, frames: 1 });
    expect(err).toMatch(/logs\/a\.wits is not a WITS log/);
  });
});

describe("witskit decode in a pipe", () => {
  it("shows a frame when it has ended, though more may come", async () => {
    const child = startWitskit("decode - --json", SAMPLES);
    child.stdin.write("&&\r\n01081\r\n!!\r\n");
    const [line] = await once(child.stdout, "data");
    expect(JSON.parse(String(line))).toMatchObject({ frame: 1, items: [{ value: 1 }] });
    child.stdin.end();
    await once(child, "close");
  });

  it("is quiet when the reader goes away", async () => {
    const child = spawn(
      "sh",
      ["-c", `"${process.execPath}" "${BINARY}" decode rig.wits | head -1; echo $?`],
      {
        cwd: SAMPLES,
      },
    );
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += chunk));
    await once(child, "close");
    expect(text).toBe("frame 1, byte 0, 2024-03-01T06:00:00\n0\n");
  });

  it("ends with 1 under --strict when there are rejects, and shows all the same", () => {
    expect(decode("noise.wits", "--strict").code).toBe(1);
    expect(decode("noise.wits", "--strict").out).toBe(decode("noise.wits").out);
    expect(decode("spec.wits", "--strict").code).toBe(0);
  });
});
