/** The files that the documentation shows: maps, settings, and logs. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { readHeads } from "../../src/cli/config/head-file.js";
import { readOverrides } from "../../src/cli/config/overrides-file.js";
import { readRigFile } from "../../src/cli/config/rig-file.js";
import { readMap } from "../../src/input/feed/map-file.js";
import { witskit } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { type Block, blocksIn, pages, pagesWith, placeOf } from "./page.js";

const named = (block: Block): [string, Block] => [placeOf(block), block];
const isMap = ({ language, text }: Block): boolean =>
  language === "csv"
    ? /^(?:#.*\n)*code,/.test(text)
    : Object.keys(parse(text)).every((key) => /^\d{4}$/.test(key));
const shown = pagesWith("csv", "toml").flatMap((page) => blocksIn(page, "csv", "toml"));

describe("maps", () => {
  it.each(shown.filter(isMap).map(named))(
    "%s has nothing wrong in it",
    async (_place, { language, text }) => {
      const path = join(temporaryFolder({ [`rig.${language}`]: text }), `rig.${language}`);
      expect((await readMap(path)).length).toBeGreaterThan(1);
    },
  );
});

describe("settings", () => {
  const told = shown.filter((block) => block.language === "toml" && !isMap(block));
  /** What is known of a rig, and verdicts on its time, have files of their own. */
  const isRig = ({ text }: Block): boolean =>
    Object.keys(parse(text)).some((key) => ["rig", "well", "circulation", "efficiency"].includes(key));
  /** So has what stands at the top of a report: there the rig is a name, and no table. */
  const isHead = ({ text }: Block): boolean => typeof parse(text)["rig"] === "string";
  const isVerdicts = ({ text }: Block): boolean => Object.hasOwn(parse(text), "overrides");

  it.each(told.filter((block) => isRig(block) || isVerdicts(block)).map(named))(
    "%s is what --rig, --overrides or --head takes",
    async (_place, block) => {
      const path = join(temporaryFolder({ "told.toml": block.text }), "told.toml");
      const read = isHead(block) ? readHeads : isRig(block) ? readRigFile : readOverrides;
      expect(await read(path)).toBeDefined();
    },
  );

  it.each(told.filter((block) => !isRig(block) && !isVerdicts(block)).map(named))(
    "%s has nothing wrong in it",
    (_place, { text }) => {
      const cwd = temporaryFolder({ "witskit.toml": text });
      const { code, out, err } = witskit(["config", "check"], { cwd });
      expect({ code, said: `${out}${err}` }).toMatchObject({ code: 0 });
    },
  );
});

describe("logs", () => {
  const LOG = /^a log( on each line)?$/;
  const logs = pages
    .flatMap((page) => page.blocks)
    .flatMap((block) => {
      const mark = LOG.exec(block.mark ?? "");
      if (mark === null) return [];
      const lines = mark[1] === undefined ? [block.text] : (block.text.match(/.+\n/g) ?? []);
      return lines.map((text, i) => [`${placeOf(block)} ${i + 1}`, text] as const);
    });

  it.each(logs)("%s is read, and nothing in it is rejected", (_place, text) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "log.txt"), text);
    const { code, out, err } = witskit("log.txt -o log.parquet --stats json", { cwd });
    expect({ code, err }).toMatchObject({ code: 0 });
    const { frames, values, rejects } = JSON.parse(out);
    expect({ rejects, files: readdirSync(cwd).includes("log.parquet") }).toEqual({
      rejects: {},
      files: true,
    });
    expect(Math.min(frames, values)).toBeGreaterThan(0);
  });
});
