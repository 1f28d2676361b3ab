import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { temporaryFolder } from "../input/source/folder.js";
import { SAMPLES, witskit } from "./binary.js";

const bare = Array.from(
  { length: 500 },
  (_, i) => `0105240612\r\n0106${100_000 + (i % 60)}\r\n0108${i}\r\n`,
).join("");

it("a log without any marker is refused, and the refusal names the flag that reads it", () => {
  const cwd = temporaryFolder({ "bare.wits": bare });
  const { code, err } = witskit("convert bare.wits -o out.parquet", { cwd });
  expect(code).toBe(3);
  expect(err).toMatch(
    /none stands in a frame: .* --frame-end repeat begins a frame where a code comes again/,
  );
});

it.each([["bare.wits"], ["bare.wits.gz"], ["-"]])(
  "with --frame-end repeat it is read, from %s too",
  (input) => {
    const cwd = temporaryFolder({ "bare.wits": bare, "bare.wits.gz": gzipSync(bare) });
    const options = input === "-" ? { cwd, input: bare } : { cwd };
    const run = witskit(`convert ${input} -o out.parquet --frame-end repeat --stats json`, options);
    expect(run.code, run.err).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({
      frames: 500,
      values: 1500,
      rejects: {},
      time: { clock: 500, back: 8 },
    });
    expect(run.err).toMatch(/^time +frames 500 with date and time; 8 before the frame that came before$/m);
  },
);

it("and gives the same bytes with one worker and two", () => {
  const cwd = temporaryFolder({ "bare.wits": bare });
  const [one, two] = [1, 2].map((workers) => {
    const run = witskit(
      `convert bare.wits -o ${workers}.parquet --frame-end repeat --workers ${workers} -q`,
      { cwd },
    );
    expect(run.code, run.err).toBe(0);
    return readFileSync(join(cwd, `${workers}.parquet`));
  });
  expect(one!.equals(two!)).toBe(true);
});

it("text on the command line is then taken as it is", () => {
  const { out, err } = witskit(["decode", "--frame-end", "repeat", "0108100\\n0110101\\n  0108102"], {
    cwd: SAMPLES,
  });
  expect(err).toBe("");
  expect(out.match(/^frame.*$/gm)).toEqual(["frame 1, byte 0", "frame 2, byte 18"]);
});
