/** One broken part of a dataset does not keep the others from being read: it is named, and can be made again. */
import { copyFileSync, cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { temporaryFolder } from "../input/source/folder.js";
import { digests, MANIFEST } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const frames = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => {
    const at = new Date(Date.UTC(2024, 1, 29) + (from + i) * 1000).toISOString();
    const time = at.slice(11, 19).replaceAll(":", "");
    return `&&\n0105240229\n0106${time}\n0108${from + i}\n0110${(from + i) / 7}\n!!\n`;
  }).join("");

const PART = "record=01/part-00001.parquet";

/** A folder with a dataset of 3,000 rows, `sound`, and copies of it whose second part is spoilt, as many as are named. */
async function datasets(spoilt: Readonly<Record<string, (path: string) => void>>): Promise<string> {
  const folder = temporaryFolder({ "log.wits": frames(0, 3000) });
  await convert({
    inputs: [join(folder, "log.wits")],
    output: `${join(folder, "sound")}/`,
    partSize: 4096,
    workers: 1,
  });
  for (const [name, spoil] of Object.entries(spoilt)) {
    cpSync(join(folder, "sound"), join(folder, name), { recursive: true });
    spoil(join(folder, name, PART));
  }
  return folder;
}

const cut = (path: string): void => truncateSync(path, 3000);
const scrambled = (path: string): void => {
  const bytes = readFileSync(path);
  for (let i = 0; i < 40; i++) bytes[1500 + i]! ^= 0x55;
  writeFileSync(path, bytes);
};

it.each([
  ["cut off", cut],
  ["scrambled in its middle", scrambled],
])(
  "a part that is %s is left out and named by every command, found by info --check and made again by repair",
  {
    timeout: 180_000,
  },
  async (_, spoil) => {
    const folder = await datasets({ broken: spoil });
    const run = (line: string | string[]) => witskit(line, { cwd: folder });
    const part = JSON.parse(run(`info sound/${PART} --json`).out) as { rows: number };
    const left = 3000 - part.rows;
    // Every column of every row is read.
    const asked = run([
      "query",
      "SELECT count(*) AS n, count(DISTINCT t) AS d FROM r01 t",
      "broken",
      "--format",
      "csv",
    ]);
    expect(asked).toMatchObject({ code: 1, out: `n,d\n${left},${left}\n` });
    expect(asked.err).toContain(`broken/${PART} is `);
    expect(asked.err).toMatch(/1 of \d+ parts could not be read.*witskit repair broken/);
    for (const line of ["export broken -o rows.csv --records 1", "plot broken -o chart.svg", "qc broken"]) {
      const { code, err } = run(line);
      expect([line, code]).toEqual([line, 1]);
      expect(err).toMatch(/1 of \d+ parts could not be read.*witskit repair/);
    }
    const checked = run("info --check broken");
    expect(checked.code).toBe(1);
    expect(checked.out).toContain(PART);
    expect(run("info --check sound")).toMatchObject({ code: 0 });
    const repaired = run("repair broken");
    expect(repaired.err).toBe("made 1 unit again: 1\nbroken is whole\n");
    expect(repaired.code).toBe(0);
    expect(digests(join(folder, "broken"))).toEqual(digests(join(folder, "sound")));
  },
);

it("a part that is gone, or another's, is found by info --check and made again", {
  timeout: 180_000,
}, async () => {
  const folder = await datasets({
    gone: (path) => rmSync(path),
    swapped: (path) => copyFileSync(path.replace("00001", "00000"), path),
  });
  for (const name of ["gone", "swapped"]) {
    const { code, out } = witskit(`info --check ${name}`, { cwd: folder });
    expect(code).toBe(1);
    expect(out).toMatch(/part-00001\.parquet +.*manifest/);
    expect(witskit(`repair ${name}`, { cwd: folder }).code).toBe(0);
    expect(digests(join(folder, name))).toEqual(digests(join(folder, "sound")));
  }
});

it("a part whose log is gone or has changed cannot be made again: that is said, and the rest stays as it is", () => {
  const own = temporaryFolder({ "log.wits": frames(0, 500) });
  witskit("convert log.wits -o data/ -q", { cwd: own });
  truncateSync(join(own, "data/record=01/part-00000.parquet"), 1000);
  const manifest = readFileSync(join(own, "data", MANIFEST));
  writeFileSync(join(own, "log.wits"), frames(1, 501));
  const changed = witskit("repair data", { cwd: own });
  expect(changed).toMatchObject({ code: 1 });
  expect(changed.err).toMatch(/log\.wits/);
  rmSync(join(own, "log.wits"));
  expect(witskit("repair data", { cwd: own }).err).toMatch(
    /log\.wits, of which it was made, is not there any more/,
  );
  expect(readFileSync(join(own, "data", MANIFEST))).toEqual(manifest);
});

it("a dataset all of whose parts are broken cannot be read", () => {
  const own = temporaryFolder({ "log.wits": frames(0, 10) });
  witskit("convert log.wits -o data/ -q", { cwd: own });
  truncateSync(join(own, "data/record=01/part-00000.parquet"), 100);
  expect(witskit(["query", "FROM r01", "data"], { cwd: own })).toMatchObject({ code: 3 });
});

it("a large part that is damaged says what can be done, which is not to repair it", async () => {
  const folder = await datasets({});
  const run = (line: string) => witskit(line, { cwd: folder });
  expect(run("compact sound").code).toBe(0);
  const [large] = Object.keys(digests(join(folder, "sound"))).filter((path) => path.startsWith("record=01/"));
  cut(join(folder, "sound", large!));
  const repaired = run("repair sound");
  expect([repaired.code, repaired.err]).toEqual([
    1,
    expect.stringMatching(/faults left: compact has made .* --force/),
  ]);
  expect(run("convert log.wits -o sound/ --part-size 4096 --workers 1 --force").code).toBe(0);
  expect(run("repair sound").out + run("info sound --check").code).toMatch(/0$/);
});
