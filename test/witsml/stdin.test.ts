/** Documents that come by a pipe, which gives its bytes once: they are kept for their second reading, and nothing stays behind. */
import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { hearWitskit, witskit } from "../cli/binary.js";
import { until } from "../until.js";
import { log, readFiles, scratch } from "./reading.js";

const ROWS = Array.from(
  { length: 2000 },
  (_, i) =>
    `2016-01-01T00:${String(Math.floor(i / 60)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}Z,${i},3.5`,
);
const DOCUMENT = log(["T::date time", "DBTM:m", "A:ft"], ROWS);

/** A folder to work in, with one for temporary files in it. */
function place(): { cwd: string; temporary: string; env: Record<string, string> } {
  const cwd = scratch("piped");
  const temporary = join(cwd, "temporary");
  mkdirSync(temporary, { recursive: true });
  return { cwd, temporary, env: { TMPDIR: temporary } };
}

it("what comes by standard input has the rows of the file, packed and in UTF-16 too", () => {
  const { cwd, temporary, env } = place();
  writeFileSync(join(cwd, "log.xml"), DOCUMENT);
  const rows = (text: string): string => text.replaceAll(/^(.*?),[^,]*,/gm, "$1,");
  const file = witskit("log.xml -o - --format csv", { cwd, env });
  expect(rows(file.out).split("\n")).toHaveLength(ROWS.length + 2);
  const wide = Buffer.from(`\uFEFF${DOCUMENT}`, "utf16le");
  for (const input of [DOCUMENT, gzipSync(DOCUMENT)]) {
    const piped = witskit("- -o - --format csv", { cwd, env, input });
    expect(piped.code).toBe(0);
    expect(rows(piped.out)).toBe(rows(file.out));
  }
  expect(witskit("- -o wide.parquet", { cwd, env, input: wide }).err).toContain("2,000");
  expect(readdirSync(temporary)).toEqual([]);
});

it("sniff, info, validate, qc and decode read it as they read a file", () => {
  const { cwd, temporary, env } = place();
  const told = {
    sniff: "a WITSML document",
    info: "2,000",
    validate: "2000 rows|2,000 rows",
    qc: "2,000",
    decode: "DBTM",
  };
  for (const [command, what] of Object.entries(told)) {
    const { code, out, err } = witskit([command, "-"], { cwd, env, input: DOCUMENT });
    expect(code, err).toBe(0);
    expect(out).toMatch(new RegExp(what));
  }
  const broken = DOCUMENT.replace("00:01:00Z", "00:00:00Z");
  expect(witskit("validate -", { cwd, env, input: broken })).toMatchObject({ code: 1, out: /index-order/ });
  expect(readdirSync(temporary)).toEqual([]);
});

it("a document that is broken off or that cannot be kept is told, with the code for it", () => {
  const { cwd, env } = place();
  const cut = witskit("- -o cut.parquet", { cwd, env, input: DOCUMENT.slice(0, -40) });
  expect(cut).toMatchObject({ code: 0, err: /breaks off|ends before/ });
  const nowhere = witskit("- -o none.parquet", { cwd, env: { TMPDIR: join(cwd, "none") }, input: DOCUMENT });
  expect(nowhere).toMatchObject({ code: 4, err: /cannot keep standard input, a WITSML document/ });
});

it("an interrupted command removes what it has kept", async () => {
  const { cwd, temporary } = place();
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = temporary;
  const { child, said, ended } = hearWitskit("convert - -o out.parquet", cwd);
  if (before === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = before;
  child.stdin.on("error", () => {});
  child.stdin.write(DOCUMENT.slice(0, 50_000));
  await until(() => readdirSync(temporary).length > 0);
  child.kill("SIGINT");
  expect(await ended, said.err).toBe(130);
  expect(readdirSync(temporary)).toEqual([]);
  expect(readdirSync(cwd)).toEqual(["temporary"]);
});

it("a named pipe is read like a file, and a plain log that comes by one as ever", async () => {
  const path = scratch("pipe.fifo");
  execFileSync("mkfifo", [path]);
  const give = (text: string): void => {
    writeFileSync(`${path}.file`, text);
    execFile("sh", ["-c", `cat '${path}.file' > '${path}'`]);
  };
  give(DOCUMENT);
  const { rows } = await readFiles([path]);
  expect(rows).toHaveLength(ROWS.length);
  expect(rows.at(-1)).toMatchObject({ DBTM: 1999 });
  give("&&\n01081.5\n!!\n");
  expect(await convert({ inputs: [path], output: `${path}.parquet` })).toMatchObject({ frames: 1 });
});

it("of several named pipes, which may be written one after the other, none is waited for before its turn", async () => {
  const folder = dirname(scratch("pipes"));
  const [first, second] = [join(folder, "one.fifo"), join(folder, "two.fifo")];
  execFileSync("mkfifo", [first, second]);
  const frames = "&&\n01081.5\n!!\n".repeat(20_000);
  writeFileSync(`${first}.file`, frames);
  execFile("sh", ["-c", `cat '${first}.file' > '${first}'; cat '${first}.file' > '${second}'`]);
  expect(await convert({ inputs: [first, second], output: `${first}.parquet` })).toMatchObject({
    frames: 40_000,
  });
  writeFileSync(`${first}.file`, DOCUMENT);
  execFile("sh", ["-c", `cat '${first}.file' > '${first}'; cat '${first}.file' > '${second}'`]);
  const refused = convert({ inputs: [first, second], output: `${first}.xml.parquet` });
  await expect(refused).rejects.toMatchObject({ code: "input-refused" });
});
