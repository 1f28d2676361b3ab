/** What people say of a day: it holds where they said it, what was found stays beside it, and the same files make the same bytes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeReport, type ReportOptions } from "../../src/bulk/report/report.js";
import { readOverrides } from "../../src/cli/config/overrides-file.js";
import { Failure } from "../../src/failure/failure.js";
import type { TimeLine } from "../../src/report/document/time.js";
import type { DayReport, Report } from "../../src/report/document.js";
import { overridesText } from "../../src/report/overrides/write.js";
import { rendererOf } from "../../src/report/renderers.js";
import { scenarioLog } from "../analysis/trouble/feed.js";
import { keptWitskit as witskit } from "../cli/kept-program.js";
import { drilled } from "./rows.js";

let folder: string;
let log: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "witskit-said-"));
  log = join(folder, "log.wits");
  // Drilled from 6 to 10 and from 12 to 14; between, and around, no row tells.
  writeFileSync(
    log,
    drilled({ from: "2024-03-04T06:00:00", minutes: 240, every: 60 }) +
      drilled({ from: "2024-03-04T12:00:00", minutes: 120, every: 60, depth: 1120 }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(text: string, name = "said.toml"): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function reportWith(path?: string, options: ReportOptions = {}): Promise<Report> {
  const overrides = path === undefined ? undefined : await readOverrides(path);
  return (await makeReport([log], { units: "metric", ...options, overrides })).report;
}

const dayWith = async (text: string, name?: string): Promise<DayReport> =>
  (await reportWith(written(text, name))).days[0]!;

const shape = ({ from, to, activity, timeClass }: TimeLine): string =>
  `${from.clock} ${to.clock} ${activity}, ${timeClass}`;
const shapes = ({ time }: DayReport): string[] => time.lines.map(shape);
const hundredths = (lines: readonly TimeLine[]): number =>
  lines.reduce((sum, { hours }) => sum + Math.round(100 * hours.value!), 0);

const FOUND = [
  "00:00 06:00 No data, no data",
  "06:00 10:00 Drilling, planned",
  "10:00 12:00 No data, no data",
  "12:00 14:00 Drilling, planned",
  "14:00 24:00 No data, no data",
];

const SAID = `
[rename]
Drilling = { activity = "Coring", code = "formation evaluation -- core", iadc = "4" }

[[overrides]]
start = 2024-03-04T07:30
end = 2024-03-04T08:15:20
activity = "Repair"
code = "interruption -- repair"
comment = "Repaired the top drive."

[[overrides]]
start = 2024-03-04T10:00
end = 2024-03-04T11:00
activity = "Rig service"
class = "planned"
hole-depth = 1120.5

[[overrides]]
start = 2024-03-04T12:30
end = 2024-03-04T13:00
cause = "weather"
remark = "Waves of 9 m."
`;

describe("what people say", () => {
  it("of nothing leaves all as it was found", async () => {
    const { days } = await reportWith();
    expect(shapes(days[0]!)).toEqual(FOUND);
    for (const { said, found } of days[0]!.time.lines) expect([said, found]).toEqual([null, null]);
  });

  it("cuts lines, names them, and keeps what was found beside it", async () => {
    const day = await dayWith(SAID);
    expect(shapes(day)).toEqual([
      "00:00 06:00 No data, no data",
      "06:00 07:30 Coring, planned",
      "07:30 08:15 Repair, lost",
      "08:15 10:00 Coring, planned",
      "10:00 11:00 Rig service, planned",
      "11:00 12:00 No data, no data",
      "12:00 12:30 Coring, planned",
      "12:30 13:00 Coring, lost",
      "13:00 14:00 Coring, planned",
      "14:00 24:00 No data, no data",
    ]);
    const { lines, totals, lost } = day.time;
    expect(hundredths(lines)).toBe(2400);
    expect(lines.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(86_400);
    expect(lines[2]!.seconds).toBe(45 * 60 + 20);
    const repair = lines[2]!;
    expect(repair.said).toMatchObject({ activity: "Repair", comment: "Repaired the top drive." });
    expect(repair.found).toMatchObject({ activity: "Drilling", timeClass: "planned" });
    expect(repair.found!.text).toContain("Drilled from 1045.0 m");
    expect(repair.text).toBe("Repaired the top drive.");
    expect([repair.codes.npd, repair.cause]).toEqual(["interruption -- repair", "repair"]);
    const core = lines[1]!;
    expect([core.codes.npd, core.codes.iadc]).toEqual(["formation evaluation -- core", "4"]);
    expect(core.said!.activity).toBe("Coring");
    expect(core.found!.activity).toBe("Drilling");
    const service = lines[4]!;
    expect(service.holeDepthEnd.value).toBe(1120.5);
    expect(service.found).toMatchObject({ activity: "No data", timeClass: "no data" });
    expect(lost.map(({ cause, decidedBy }) => [cause, decidedBy])).toEqual([
      ["repair", "overrides"],
      ["weather", "overrides"],
    ]);
    expect(totals.noData.value).toBe(17);
    expect(Math.round(100 * (totals.planned.value! + totals.lost.value!))).toBe(700);
    expect(day.remarks).toMatchObject([{ text: "Waves of 9 m.", by: "overrides", time: { clock: "12:30" } }]);
  });

  it("in CSV is the same", async () => {
    const toml = await dayWith(SAID.slice(SAID.indexOf("[[overrides]]")));
    const csv = await dayWith(
      [
        "start,end,activity,code,class,cause,comment,remark,Hole_Depth",
        "2024-03-04T07:30,2024-03-04T08:15:20,Repair,interruption -- repair,,,Repaired the top drive.,,",
        '2024-03-04T10:00,2024-03-04T11:00,"Rig service",,planned,,,,1120.5',
        "2024-03-04T12:30,2024-03-04T13:00,,,,weather,,Waves of 9 m.,",
      ].join("\r\n"),
      "said.csv",
    );
    expect(csv).toEqual(toml);
    const byDay = await dayWith("day,start,end,code\n2024-03-04,22:00,24:00,drilling -- casing\n", "day.csv");
    expect(shapes(byDay).at(-1)).toBe("22:00 24:00 drilling -- casing, planned");
  });

  it("over another's time holds where it was said later, and says so", async () => {
    const day = await dayWith(
      "start,end,activity\n2024-03-04T07:00,2024-03-04T09:00,One\n2024-03-04T08:00,2024-03-04T08:30,Two\n",
      "over.csv",
    );
    expect(shapes(day).slice(1, 6)).toEqual([
      "06:00 07:00 Drilling, planned",
      "07:00 08:00 One, planned",
      "08:00 08:30 Two, planned",
      "08:30 09:00 One, planned",
      "09:00 10:00 Drilling, planned",
    ]);
    expect(day.quality.warnings.join()).toMatch(
      /over\.csv:3 and .*over\.csv:2 say something of the same time/,
    );
  });

  it("of another well, or another day, changes nothing here", async () => {
    const day = await dayWith(
      "start,end,well,activity\n2024-03-04T07:00,2024-03-04T09:00,OTHER,One\n2024-03-01T07:00,2024-03-01T08:00,,Two\n",
      "elsewhere.csv",
    );
    expect(shapes(day)).toEqual(FOUND);
  });

  it("takes lost time back", async () => {
    const both = `[rename]\nDrilling = { activity = "Fishing", class = "lost" }\n[[overrides]]\nstart = 2024-03-04T12:00\nend = 2024-03-04T14:00\nactivity = "Drilling"\nclass = "planned"\n`;
    const day = await dayWith(both);
    expect(shapes(day).slice(1, 4)).toEqual([
      "06:00 10:00 Fishing, lost",
      "10:00 12:00 No data, no data",
      "12:00 14:00 Drilling, planned",
    ]);
    expect(day.time.totals.lost.value).toBe(4);
  });
});

describe("a file that cannot be meant", () => {
  const span = "[[overrides]]\nstart = 2024-03-04T07:00\nend = 2024-03-04T08:00\n";
  it.each([
    ["a.toml", `${span}activty = "x"\n`, /a\.toml:\d: there is no activty; .*Did you mean activity/],
    ["b.toml", `${span}class = "loss"\n`, /b\.toml:\d: .*class/],
    [
      "c.toml",
      "[[overrides]]\nstart = 2024-03-04T09:00\nend = 2024-03-04T08:00\n",
      /c\.toml:1: it ends before/,
    ],
    ["d.toml", "[[overrides]]\nstart = 2024-03-04T09:00\n", /d\.toml:1: an override needs start and end/],
    ["e.toml", `${span}hole-depth = "deep"\n`, /e\.toml:\d: hole-depth is "deep"/],
    ["f.toml", "[override]\nx = 1\n", /f\.toml:1: there is no override; there are overrides, rename/],
    ["g.toml", "[[overrides]\n", /g\.toml:1: it is no TOML/],
    ["h.toml", "[rename]\nDrilling = 7\n", /h\.toml:2: Drilling is neither a name nor a table/],
    ["i.csv", "start,end,actvity\n2024-03-04T07:00,2024-03-04T08:00,x\n", /i\.csv:2: there is no actvity/],
    [
      "j.csv",
      "start,end\n2024-03-04T07:00,2024-03-04T08:00\nyesterday,2024-03-04T09:00\n",
      /j\.csv:3: start is "yesterday"/,
    ],
    ["k.csv", "start,end\n2024-03-04T07:00\n", /k\.csv.*it is no CSV/],
    [
      "l.csv",
      "day,start,end\n2024-03-04,7,8\n",
      /l\.csv:2: start is "7", and beside a day it is a time of day/,
    ],
    ["m.csv", "start,end,class\n2024-03-04T07:00,2024-03-04T08:00,no data\n", /m\.csv:2: .*class/],
    ["n.csv", "day,start,end\n2024-02-30,07:00,08:00\n", /n\.csv:2: start is/],
  ])("is refused with its line: %s", async (name, text, message) => {
    const refused = await readOverrides(written(text, name)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Failure);
    expect((refused as Failure).message).toMatch(message);
  });
});

describe("a file that the program starts", () => {
  let trip: string;
  let found: Report;
  beforeAll(async () => {
    // What lies between trip and drilling is told by what is around it.
    const made = scenarioLog("comprehensive", { hours: 4, seed: 1 }, { every: 30 });
    trip = written(made.log, "trip.wits");
    found = (await makeReport([trip], { units: "metric", day: "all" })).report;
  });

  const again = async (text: string, name: string): Promise<Report> => {
    const overrides = await readOverrides(written(text, name));
    return (await makeReport([trip], { units: "metric", day: "all", overrides })).report;
  };

  it.each(["started.toml", "started.csv"])("changes nothing as it is: %s", async (name) => {
    expect(found.days[0]!.time.lines.length).toBeGreaterThan(3);
    const { days, wells, warnings } = await again(overridesText(found, name), name);
    expect({ days, wells, warnings }).toEqual({
      days: found.days,
      wells: found.wells,
      warnings: found.warnings,
    });
  });

  it("changes the line that somebody changed, and no other", async () => {
    const { lines } = found.days[0]!.time;
    for (const [place, { from, to }] of lines.entries()) {
      const { days } = await again(`start,end,activity\n${from.iso},${to.iso},Told\n`, "one.csv");
      const after = days[0]!.time.lines;
      expect(after[place]!.activity).toBe("Told");
      expect(after[place]!.found!.activity).toBe(lines[place]!.activity);
      expect(after.filter((_, one) => one !== place)).toEqual(lines.filter((_, one) => one !== place));
    }
  });
});

describe("the same files", () => {
  it("make the same bytes, of every kind", async () => {
    const path = written(SAID);
    for (const name of ["day.json", "day.pdf", "day.xlsx", "day.html", "day.txt"]) {
      const made = async (): Promise<Buffer> => {
        const render = await rendererOf(name).load();
        return Buffer.from(await render(await reportWith(path), {}));
      };
      const [one, other] = [await made(), await made()];
      expect(one.equals(other), name).toBe(true);
    }
  });

  it("go through the program: files are started, given again, and refused", () => {
    const first = witskit("report log.wits --units metric --write-overrides p.toml -o p0.json", {
      cwd: folder,
    });
    expect([first.code, first.err]).toEqual([
      0,
      expect.stringContaining("wrote p.toml: give it again with --overrides p.toml"),
    ]);
    const again = witskit("report log.wits --units metric --overrides p.toml -o p1.json -o p1.csv.json", {
      cwd: folder,
    });
    expect(again.code).toBe(0);
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Report;
    expect(read("p1.json").days).toEqual(read("p0.json").days);
    expect(read("p1.json").made.files.map(({ role }) => role)).toEqual(["input", "overrides"]);
    expect(readFileSync(join(folder, "p1.json")).equals(readFileSync(join(folder, "p1.csv.json")))).toBe(
      true,
    );
    written("start,end\n1,2\n", "wrong.csv");
    const refused = witskit("report log.wits --overrides wrong.csv -o never.json", { cwd: folder });
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('wrong.csv:2: start is "1"');
  });
});
