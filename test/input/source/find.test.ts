import { symlinkSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { findSources } from "../../../src/input/source/find.js";
import { temporaryFolder } from "./folder.js";

const home = process.cwd();
afterEach(() => process.chdir(home));

/** Works in a fresh folder with these files, so that names can be relative. */
function inFolder(...files: string[]): string {
  const folder = temporaryFolder(Object.fromEntries(files.map((file) => [file, "&&\n"])));
  process.chdir(folder);
  return folder;
}

const namesOf = async (...inputs: string[]) => (await findSources(inputs)).map(({ name }) => name);

describe("a file", () => {
  it("is a source by any ending, in the order of the arguments, with its size", async () => {
    inFolder("b.bin", "a.wits");
    expect(await findSources(["./b.bin", "a.wits"])).toEqual([
      { name: "./b.bin", size: 3, modified: expect.any(Number) },
      { name: "a.wits", size: 3, modified: expect.any(Number) },
    ]);
  });

  it("is read once, under its first name", async () => {
    inFolder("logs/a.wits");
    symlinkSync("a.wits", "logs/latest.wits");
    expect(await namesOf("./logs/a.wits", "logs", "logs/*.wits", "-", "-")).toEqual(["./logs/a.wits", "-"]);
  });

  it("may have a name that looks like a glob", async () => {
    inFolder("[1].wits", "1.wits");
    expect(await namesOf("[1].wits")).toEqual(["[1].wits"]);
  });

  it("that is missing is an error", async () => {
    inFolder("a.wits");
    await expect(findSources(["a.wits", "b.wits"])).rejects.toThrow(
      "cannot read b.wits: there is no such file",
    );
    await expect(findSources(["a.wits/c"])).rejects.toMatchObject({ kind: "input" });
  });
});

describe("a folder", () => {
  it("gives its logs, however deep, by code point of the path", async () => {
    inFolder(
      "in/b.WITS",
      "in/a/z.log.gz",
      "in/a.txt",
      "in/B.dat.zst",
      "in/\u{1F6E2}.wits",
      "in/\uFB01.wits",
      "in/readme.md",
      "in/a.parquet",
      "in/.hidden.wits",
      "in/_part.wits",
      "in/_witskit/x.log",
      "in/.git/x.log",
    );
    const names = ["B.dat.zst", "a.txt", "a/z.log.gz", "b.WITS", "\uFB01.wits", "\u{1F6E2}.wits"];
    expect(await namesOf("in")).toEqual(names.map((name) => `in/${name}`));
    expect(await namesOf("./in/")).toEqual(names.map((name) => `./in/${name}`));
    expect(await namesOf(".")).toEqual(names.map((name) => `./in/${name}`));
  });

  it("takes what tells of a log beside it for none", async () => {
    const truth = '[{"0108": 3650.4}]\n';
    const files = { "in/day.wits": "&&\n", "in/day.truth.json": truth, "in/other.truth.json": truth };
    process.chdir(temporaryFolder(files));
    expect(await namesOf("in")).toEqual(["in/day.wits", "in/other.truth.json"]);
    expect(await namesOf("in/day.truth.json")).toEqual(["in/day.truth.json"]);
  });

  it("without a log says what counts as one", async () => {
    inFolder("in/readme.md");
    await expect(findSources(["in"])).rejects.toThrow(/no log in the folder in: .*\.wits \.wit/);
  });

  it("may be linked to, but not from below", async () => {
    inFolder("in/a.wits", "elsewhere/b.wits");
    symlinkSync("../elsewhere", "in/rig2");
    expect(await namesOf("in")).toEqual(["in/a.wits", "in/rig2/b.wits"]);
    symlinkSync("../in", "in/rig2/back");
    const leftOut: string[] = [];
    const found = await findSources(["in"], { onLeftOut: (path, why) => leftOut.push(`${path}: ${why}`) });
    expect(found.map(({ name }) => name)).toEqual(["in/a.wits", "in/rig2/b.wits"]);
    expect(leftOut).toEqual(["in/rig2/back: a link that leads back to a folder above it"]);
  });

  it("keeps a dangling link, whose reading fails alone", async () => {
    inFolder("in/a.wits");
    symlinkSync("gone", "in/b.wits");
    expect(await findSources(["in"])).toEqual([
      { name: "in/a.wits", size: 3, modified: expect.any(Number) },
      { name: "in/b.wits", size: undefined },
    ]);
  });
});

describe("a glob", () => {
  it("gives the files it matches, whatever their endings", async () => {
    const folder = inFolder("2016/b.xyz", "2016/a.wits", "2017/c.wits");
    expect(await namesOf("2016/*")).toEqual(["2016/a.wits", "2016/b.xyz"]);
    expect(await namesOf("**/*.{wits,log}")).toEqual(["2016/a.wits", "2017/c.wits"]);
    expect(await namesOf(`${folder}/201[67]/*.wits`)).toEqual([
      `${folder}/2016/a.wits`,
      `${folder}/2017/c.wits`,
    ]);
    process.chdir("2016");
    expect(await namesOf("../2017/*")).toEqual(["../2017/c.wits"]);
  });

  it("may match folders", async () => {
    inFolder("2016/a.wits", "2017/c.wits", "2017/d.md");
    expect(await namesOf("201?")).toEqual(["2016/a.wits", "2017/c.wits"]);
  });

  it("without a match is an error", async () => {
    inFolder("a.wits");
    await expect(findSources(["*.gz"])).rejects.toThrow("no file matches *.gz");
  });
});
