/** `--verify`: whether every byte of what a dataset was made of is what was converted. */
import { appendFileSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { joinedChecksum } from "../../src/bulk/checksum.js";
import { convert } from "../../src/bulk/convert.js";
import type { ConvertOptions } from "../../src/bulk/convert-options.js";
import { readManifest } from "../../src/dataset/manifest-file.js";
import type { Report } from "../../src/dataset/report.js";
import { digests, witskit } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { query } from "./query.js";

const frame = (value: number): string =>
  `&&\r\n0105240301\r\n0106${String(value % 240_000).padStart(6, "0")}\r\n0108${value}\r\n!!\r\n`;
const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => frame(100_000 + ((from + i) % 60))).join("");
/** So long that its middle is neither among its first nor among its last 64 KiB. */
const LONG = frames(0, 5_000);

function workshop(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = temporaryFolder(files);
  const at = (path: string): string => join(folder, path);
  const output = join(temporaryFolder({}), "out/");
  const run = (options: Partial<ConvertOptions> = {}) =>
    convert({ inputs: [folder], output, workers: 1, ...options });
  return { at, output, run };
}

/** Changes a byte, and neither the size nor the time. */
function change(path: string, at: number, byte = "7"): void {
  const { atimeMs, mtimeMs } = statSync(path);
  const bytes = readFileSync(path);
  bytes[at] = byte.charCodeAt(0);
  writeFileSync(path, bytes);
  utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
}

/** A digit of a value in the middle. */
const middleOf = (text: string): number => text.indexOf("0108", text.length / 2) + 6;

const errorsIn = ({ sources }: Report): (readonly [string, string])[] =>
  sources.flatMap(({ error = "", error_code: code }) =>
    code === undefined ? [] : [[code, error.replace(/.*[/\\](?=\w+\.)/, "")] as const],
  );

it("finds other bytes in the middle of a log of the same size, time, head and tail, and makes its rows anew", async () => {
  const { at, output, run } = workshop({ "a.wits": LONG, "b.wits": frames(0, 10) });
  await run({ verify: true });
  const time = new Date("2024-03-02T00:00:00Z");
  for (const name of ["a.wits", "b.wits"]) utimesSync(at(name), time, time);
  expect(errorsIn(await run())).toEqual([]);
  const whole = await run({ verify: true });
  expect(errorsIn(whole)).toEqual([]);
  expect(whole.notes).toContainEqual("2 inputs were read whole, and every byte is as it was converted");
  const before = digests(join(output, "record=01"));
  change(at("a.wits"), middleOf(LONG));
  expect(errorsIn(await run())).toEqual([]);
  const told = await run({ verify: true });
  expect(errorsIn(told)).toEqual([
    [
      "input-changed",
      `a.wits has other bytes than were converted, between byte 0 and ${LONG.length}, although its size, its first and its last ` +
        "bytes are as they were. Nothing of it was taken over; --replace-changed makes its rows anew",
    ],
  ]);
  expect(digests(join(output, "record=01"))).toEqual(before);
  expect(errorsIn(await run({ verify: true, replaceChanged: true }))).toEqual([]);
  expect(errorsIn(await run({ verify: true }))).toEqual([]);
  const [[changed]] = (await query(
    `SELECT count(*) FROM '${output}record=01/*.parquet' WHERE DBTM > 700000 OR DBTM NOT BETWEEN 100000 AND 100059`,
  )) as [[string]];
  expect(changed).toBe("1");
});

it("reads what was there before of a log that has grown, and each of its stretches later", async () => {
  const { at, run } = workshop({ "a.wits": LONG });
  await run({ verify: true });
  appendFileSync(at("a.wits"), frames(0, 5_000));
  expect(errorsIn(await run())).toEqual([]);
  appendFileSync(at("a.wits"), frames(0, 5));
  expect(errorsIn(await run({ verify: true }))).toEqual([]);
  expect(errorsIn(await run({ verify: true }))).toEqual([]);
  change(at("a.wits"), LONG.length + middleOf(LONG));
  appendFileSync(at("a.wits"), frames(0, 5));
  const [[code, text]] = errorsIn(await run({ verify: true })) as [[string, string]];
  expect(code).toBe("input-changed");
  expect(text).toContain(`between byte ${LONG.length} and ${2 * LONG.length}`);
});

it("knows the bytes of compressed, wrapped and renamed logs, and of those cut into ranges for many workers", async () => {
  const lines = frames(0, 3_000)
    .split("\r\n")
    .map((line) => `2024-03-01T00:00:00Z ${line}\r\n`)
    .join("");
  const { at, run } = workshop({ "a.wits.gz": gzipSync(LONG), "b.wits": LONG, "c.log": lines });
  const options = { workers: 2, partSize: 16_000 };
  expect(errorsIn(await run({ verify: true, ...options }))).toEqual([]);
  renameSync(at("b.wits"), at("d.wits"));
  const again = await run({ verify: true, ...options });
  expect(errorsIn(again)).toEqual([]);
  expect(again.notes).toContainEqual("3 inputs were read whole, and every byte is as it was converted");
  change(at("d.wits"), middleOf(LONG));
  change(at("c.log"), middleOf(lines));
  writeFileSync(at("a.wits.gz"), gzipSync(LONG.replace("0108100031", "0108100032")));
  expect(errorsIn(await run({ verify: true, ...options })).map(([code]) => code)).toEqual(
    Array(3).fill("input-changed"),
  );
});

it("says of which inputs nothing is known, and makes the same parts with checksums as without", async () => {
  const { at, output, run } = workshop({ "a.wits": LONG });
  await run();
  const parts = digests(join(output, "record=01"));
  expect(errorsIn(await run({ verify: true })).map(([code]) => code)).toEqual(["input-unverified"]);
  writeFileSync(at("b.wits"), frames(0, 10));
  expect(errorsIn(await run({ verify: true })).map(([code]) => code)).toEqual(["input-unverified"]);
  await run({ inputs: [at("a.wits")], verify: true, force: true });
  expect(digests(join(output, "record=01"))).toEqual(parts);
  const units = (await readManifest(output))!.units;
  expect(units.flatMap(({ sources }) => [...sources].map((one) => one.crc32))).toEqual([
    crc32(Buffer.from(LONG)),
  ]);
});

it("ends with code 3 where bytes have changed, and with 0 where all are as they were", () => {
  const { at, output } = workshop({ "a.wits": LONG });
  const convertVerified = () => witskit(`convert ${at("a.wits")} -o ${output} --verify`, { cwd: at(".") });
  expect(convertVerified().code).toBe(0);
  expect(convertVerified()).toMatchObject({ code: 0, err: expect.stringContaining("every byte is as") });
  change(at("a.wits"), middleOf(LONG));
  expect(convertVerified()).toMatchObject({ code: 3, err: expect.stringContaining("[input-changed]") });
});

it("joins sums of pieces as if their bytes had been summed together", () => {
  const bytes = Buffer.from(LONG);
  for (const at of [0, 1, 7, 4_096, 65_537, bytes.length]) {
    const [before, behind] = [bytes.subarray(0, at), bytes.subarray(at)];
    expect(joinedChecksum(crc32(before), crc32(behind), behind.length)).toBe(crc32(bytes));
  }
});
