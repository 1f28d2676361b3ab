/** Surveys as trajectories, cuttings and shows as mud logs: valid by the schemas, with the numbers and the words that the rig sent. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logVersions } from "../../../src/witsml/log.js";
import { witskit } from "../../cli/binary.js";
import { schemaFaultsIn, schemas, withoutSchemas } from "../../schemas.js";
import { all, type Element, elementOf, textIn } from "./reading.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const read = (path: string): string => readFileSync(join(cwd, path), "utf8");

const frame = (...lines: string[]): string => `&&\r\n${lines.join("\r\n")}\r\n!!\r\n`;
const head = (record: string, time: string): string[] => [
  `${record}01A & <B>`,
  `${record}05240304`,
  `${record}06${time}`,
];

const surveys = [
  frame(...head("07", "060000"), "07081000.25", "0709990.1", "07131.25", "0714210", "0715212.5", "07200.35"),
  frame(...head("07", "061000"), "07081030.5", "07131.5", "0714211"),
  // Sent again, as rigs do.
  frame(...head("07", "061500"), "07081030.5", "07131.5", "0714211"),
];
const samples = [0, 1].map((i) =>
  frame(
    ...head("15", `060${i}00`),
    `1508${1000 + 5 * i}.5`,
    "1511Sandstone",
    "151270",
    "1513fine, clean",
    "1514lt gry",
    "152212.5",
    "1524Odd <rock>",
    "152530",
    "1547fair show",
    "15482.61",
    "15490.5",
    "15501.5",
  ),
);
const shows = [
  frame(
    ...head("16", "060030"),
    "16091000",
    "16111004",
    "1613LIMESTONE",
    "1626brown, even",
    "1631500",
    "1632100",
  ),
];

beforeAll(() => {
  writeFileSync(join(cwd, "mud.wits"), [...surveys, ...samples, ...shows].join(""));
  expect(witskit("convert mud.wits -o mud --units metric --tz UTC -q", { cwd }).code).toBe(0);
});

/** Texts of all elements of that name in a document, whatever is above them and however the first letter is written. */
const within = (element: Element, name: string): string[] =>
  element.children.flatMap((child) => [
    ...(child.name.toLowerCase() === name.toLowerCase() && child.children.length === 0 ? [child.text] : []),
    ...within(child, name),
  ]);

describe.each(logVersions)("%s", (version) => {
  const folder = version;
  let told: string;
  beforeAll(() => {
    const { code, err } = witskit(`export mud -o ${folder}/ --witsml ${version}`, { cwd });
    expect(code, err).toBe(0);
    told = err;
  });
  const documentOf = (name: string): Element => elementOf(read(`${folder}/${name}.xml`));

  it.skipIf(!schemas)(`every document is valid${schemas ? "" : `: ${withoutSchemas}`}`, async () => {
    const names = readdirSync(join(cwd, folder));
    const objects = ["mudLog-15.xml", "mudLog-16.xml", "r07.xml", "r15.xml", "r16.xml", "trajectory.xml"];
    expect(names.sort()).toEqual([
      ...(version === "2.0" ? ["cuttings-15.xml", "cuttings-16.xml"] : []),
      ...objects,
    ]);
    expect(
      await schemaFaultsIn(
        version,
        names.map((name) => join(cwd, folder, name)),
      ),
    ).toBe("");
  });

  it("has a station for each survey that is deeper than the one before, with the corrected azimuth where there is one", () => {
    const trajectory = documentOf("trajectory");
    const depths = version === "2.1" ? within(trajectory, "MeasuredDepth") : within(trajectory, "md");
    expect(depths).toEqual(["1000.25", "1030.5"]);
    expect(within(trajectory, "azi")).toEqual(["212.5", "211"]);
    expect(within(trajectory, "incl")).toEqual(["1.25", "1.5"]);
    expect(within(trajectory, "dTimStn")).toEqual(["2024-03-04T06:00:00.000Z", "2024-03-04T06:10:00.000Z"]);
    expect(told).toContain(
      "surveys that are no deeper than the row before them are in the log, and not in the trajectory",
    );
  });

  it("has an interval for each sample, from the one before down to it, and what the rig said of it", () => {
    const mud = documentOf("mudLog-15");
    const cuttings = version === "2.0" ? documentOf("cuttings-15") : mud;
    const [tops, bases] = {
      "1": ["mdTop", "mdBottom"],
      "2.0": ["MdTop", "MdBase"],
      "2.1": ["MdMin", "MdMax"],
    }[version.startsWith("1") ? "1" : (version as "2.0" | "2.1")]!.map((name) => new Set(within(mud, name)));
    expect([...tops!]).toEqual(["1000.5"]);
    expect([...bases!].sort()).toEqual(["1000.5", "1005.5"]);
    expect(within(cuttings, "lithPc").slice(0, 2)).toEqual(["70", "30"]);
    const kinds = within(cuttings, version.startsWith("1") ? "type" : "Kind");
    expect(kinds.slice(0, 2)).toEqual(
      version.startsWith("1") ? ["Sandstone", "Odd <rock>"] : ["sandstone", "WITS:Odd <rock>"],
    );
    expect(within(cuttings, "densBulk")).toEqual(["2.61", "2.61"]);
    expect(JSON.stringify(cuttings)).toContain("fair show");
    expect(within(documentOf("mudLog-16"), "methAv")).toEqual(["500"]);
  });
});

it("a file takes objects of one kind: logs, and what --objects says", () => {
  const logs = witskit("export mud -o logs.xml", { cwd });
  expect(logs.code).toBe(0);
  expect(logs.err).toMatch(/its surveys make a trajectory too.*--objects trajectory/);
  expect(all(elementOf(read("logs.xml")), "log")).toHaveLength(3);
  const { code, err } = witskit("export mud -o surveys.xml --objects trajectory", { cwd });
  expect(code, err).toBe(0);
  expect(err).toMatch(/r07 2 of 3 rows.*r07: 1 row left out that are no deeper/s);
  const [trajectory] = all(elementOf(read("surveys.xml")), "trajectory");
  expect(textIn(trajectory!, "nameWell")).toBe("A & <B>");
  expect(witskit("export mud -o both.xml --objects trajectory,mudlog", { cwd }).err).toMatch(
    /objects of one kind/,
  );
});
