import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { SAMPLES } from "../../cli/binary.js";
import { keptWitskit as witskit } from "../../cli/kept-program.js";
import { HOSTILE, logOf } from "./log.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const rig = join(SAMPLES, "rig.wits");
const text = (name: string): string => readFileSync(join(cwd, name), "utf8");

function log(name: string, ...frames: Parameters<typeof logOf>): string {
  writeFileSync(join(cwd, name), logOf(...frames));
  return name;
}

/** Draws and answers what was said on standard error. */
function plotted(...words: string[]): string {
  const { code, out, err } = witskit(["plot", ...words], { cwd });
  expect({ code, out, err }).toEqual({ code: 0, out: "", err: expect.stringMatching(/wrote /) });
  return err;
}

function refused(...words: string[]): string {
  const { code, out, err } = witskit(["plot", ...words], { cwd });
  expect({ code, out }).toEqual({ code: expect.any(Number), out: "" });
  expect(code).toBeGreaterThan(0);
  return err;
}

/** Elements that are opened and closed in turn, every attribute in quotes, no bare `&` or `<`: else this throws. */
function wellFormed(svg: string): void {
  const open: string[] = [];
  let rest = svg;
  while (rest !== "") {
    const words = /^[^<]*/.exec(rest)![0];
    expect(words.replace(/&(amp|lt|gt|quot);/g, "")).not.toContain("&");
    rest = rest.slice(words.length);
    if (rest === "") break;
    const [tag, end, name, , alone] = /^<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)(\/?)>/.exec(rest) ?? [];
    expect(tag, rest.slice(0, 80)).toBeDefined();
    if (end === "/") expect(open.pop()).toBe(name);
    else if (alone === "") open.push(name!);
    rest = rest.slice(tag!.length);
  }
  expect(open).toEqual([]);
}

/** The points of a curve in the file, and the frame that its values stand in. */
function curveIn(svg: string, name: string): { points: [number, number][]; lines: number } {
  const path = new RegExp(`<path class="curve" data-name="${name}" d="([^"]*)"`).exec(svg)?.[1] ?? "";
  const points = [...path.matchAll(/[ML](\S+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  return { points: points as [number, number][], lines: path.split("M").length - 1 };
}

const namesIn = (svg: string): string[] => [...svg.matchAll(/data-name="([^"]*)"/g)].map(([, name]) => name!);

describe("an SVG", () => {
  it("has each value at its place between the ends of the scale, and time running down", () => {
    const frames = [0, 25, 100, 50, 75].map((value) => ({ "0113": value }));
    plotted(log("places.wits", frames), "-o", "places.svg", "--tracks", "ROPA:0-100");
    const svg = text("places.svg");
    wellFormed(svg);
    const { points } = curveIn(svg, "ROPA");
    const [x0, y0] = points[0]!;
    const width = points[2]![0] - x0;
    const height = points[4]![1] - y0;
    expect(width).toBeGreaterThan(200);
    expect(height).toBeGreaterThan(500);
    expect(
      points.map(([x, y]) => [(x - x0) / width, (y - y0) / height].map((place) => Math.round(place * 1000))),
    ).toEqual([
      [0, 0],
      [250, 250],
      [1000, 500],
      [500, 750],
      [750, 1000],
    ]);
  });

  it("leaves open where the log has nulls", () => {
    const frames = Array.from({ length: 30 }, (_, i) => ({
      "0113": i >= 10 && i < 20 ? -999.25 : i,
      "0114": 5,
    }));
    plotted(log("gap.wits", frames), "-o", "gap.svg", "--tracks", "ROPA,HKLA");
    expect(curveIn(text("gap.svg"), "ROPA").lines).toBe(2);
    expect(curveIn(text("gap.svg"), "HKLA").lines).toBe(1);
  });

  it("shows the one row of many that peaks", () => {
    const frames = Array.from({ length: 9000 }, (_, i) => ({ "0121": i === 4321 ? 90 : 10 + (i % 2) }));
    plotted(log("peak.wits", frames), "-o", "peak.svg", "--tracks", "SPPA:0-100");
    const { points } = curveIn(text("peak.svg"), "SPPA");
    const xs = points.map(([x]) => x);
    const usual = xs.filter((x) => x < Math.min(...xs) + 100);
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(800);
    expect(usual.length).toBe(xs.length - 1);
  });

  it("has name, unit and scale in the heads, labels at round times with the depth beside, and activities by name", () => {
    plotted(rig, "-o", "rig.svg", "--units", "metric");
    const svg = text("rig.svg");
    wellFormed(svg);
    const words = ["ROPA m/h", "HKLA 10 kN", "SPPA kPa", "06:02", "06:10", "drilling"];
    expect(words.filter((one) => !svg.includes(`>${one}<`))).toEqual([]);
    expect(namesIn(svg)).toEqual(
      expect.arrayContaining(["ROPA", "DBTM", "HKLA", "WOBA", "TQA", "SPPA", "TVA"]),
    );
    expect(svg).toMatch(/>29\d\d\.\d</);
  });

  it("by depth has a row for each step of the hole", () => {
    const depths = [100, 100.5, 100.5, 99, 101, 102];
    const frames = depths.map((depth, i) => ({ "0110": depth, "0113": i * 10 }));
    const said = plotted(
      log("depth.wits", frames),
      "-o",
      "depth.svg",
      "--tracks",
      "ROPA:0-100",
      "--index",
      "depth",
    );
    expect(said).toMatch(/no deeper than before are left out: 2\n/);
    const { points } = curveIn(text("depth.svg"), "ROPA");
    expect(points).toHaveLength(4);
    expect(text("depth.svg")).toContain(">100.4<");
  });
});

describe("the picture", () => {
  it("is a PNG as wide as the SVG", () => {
    plotted(rig, "-o", "rig.png", "--units", "metric");
    const png = readFileSync(join(cwd, "rig.png"));
    expect(png.subarray(0, 8)).toEqual(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1400, expect.any(Number)]);
    expect(png.length).toBeGreaterThan(30_000);
  });
});

describe("what comes from the log", () => {
  const hostile = (): string =>
    log("hostile.wits", [
      { "0101": HOSTILE, "0113": 1 },
      { "0101": HOSTILE, "0113": 2 },
    ]);

  it("is inert in a page, which allows no script but its own", () => {
    plotted(hostile(), "-o", "hostile.html", "--force");
    const html = text("hostile.html");
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
    expect(html.match(/<script/g)).toHaveLength(html.match(/<\/script>/g)!.length);
    expect(html).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[^;]*; style-src 'sha256-[^;]*; img-src data:; base-uri 'none'; form-action 'none'">/,
    );
    expect(html).not.toMatch(/https?:\/\/(?!jfly\.)/);
  });

  it("is text in an SVG", () => {
    plotted(hostile(), "-o", "hostile.svg");
    wellFormed(text("hostile.svg"));
    expect(text("hostile.svg")).toContain("&lt;/script&gt;");
  });
});

describe("tracks", () => {
  const two = (): string =>
    log(
      "two.wits",
      Array.from({ length: 20 }, (_, i) => ({ "0108": i, "0113": i, "0124": 0, "1126": 40 + i, "1128": 7 })),
    );

  it("are taken by mnemonic, by code, and from another record", () => {
    plotted(two(), "-o", "two.svg", "--tracks", "ropa|0108|11.TV12|1128");
    expect(namesIn(text("two.svg"))).toEqual(["ROPA", "DBTM", "TV12", "TV14"]);
  });

  it("of a driller leave out what the log does not have, and what stands still", () => {
    const said = plotted(two(), "-o", "usual.svg");
    expect(namesIn(text("usual.svg")).sort()).toEqual(["DBTM", "ROPA"]);
    expect(said).toContain("the same throughout, and left out: SPM2 0");
  });

  it("of a record without a driller's items are its own", () => {
    plotted(two(), "-o", "tanks.svg", "--records", "11");
    expect(namesIn(text("tanks.svg"))).toEqual(["TV14", "TV12"]);
  });

  it("that do not exist are refused with those that do", () => {
    expect(refused(two(), "-o", "x.svg", "--tracks", "ROPX")).toMatch(
      /there is no curve ROPX here\. Did you mean ROPA\? There are DBTM, ROPA, SPM2; of record 11 others, written as 11\.\w+/,
    );
    expect(refused(two(), "-o", "x.svg", "--tracks", "ROPA:x")).toContain('"ROPA:x" is no curve');
    const named = log("named.wits", [{ "0101": "A", "0113": 1 }]);
    expect(refused(named, "-o", "x.svg", "--tracks", "WID")).toMatch(/WID \(Well Identifier\) is a text/);
  });
});

describe("bad input is answered with what there is instead", () => {
  it.each([
    [["-o", "x.jpg"], /the endings are \.html, \.svg, \.png/],
    [[], /nothing says where to; give -o FILE/],
    [["-o", "x.svg", "--records", "9"], /there is no record 9 here; there are record 01/],
    [["-o", "x.svg", "--from", "2030-01-01"], /none between --from and --until/],
    [
      ["-o", "x.svg", "--index", "depth"],
      /no column of hole depth \(DMEA, DRTM or DBTM\); --index time draws/,
    ],
  ])("%j", (words, sentence) => {
    const name = log("short.wits", [{ "0113": 1 }, { "0113": 2 }]);
    expect(refused(name, ...words)).toMatch(sentence);
  });

  it("rows without a time", () => {
    writeFileSync(join(cwd, "timeless.wits"), "&&\n0110100\n01131\n!!\n&&\n0110101\n01132\n!!\n");
    expect(refused("timeless.wits", "-o", "x.svg")).toMatch(
      /2 rows and none has a time; --index depth draws it by/,
    );
    plotted("timeless.wits", "-o", "timeless.svg", "--index", "depth");
  });

  it("a file that is there, unless --force", () => {
    const name = log("again.wits", [{ "0113": 1 }]);
    plotted(name, "-o", "again.svg");
    expect(refused(name, "-o", "again.svg")).toMatch(/--force/);
    plotted(name, "-o", "again.svg", "--force");
  });
});

describe("several wells in one stream", () => {
  const wells = (): string =>
    log(
      "wells.wits",
      Array.from({ length: 9 }, (_, i) => ({
        "0101": i % 3 === 0 ? "A-1" : "B-2",
        "0113": i % 3 === 0 ? 90 : i,
      })),
    );

  it("are drawn one at a time: the one with the most rows, and the others are named", () => {
    const said = plotted(wells(), "-o", "b.svg", "--tracks", "ROPA:0-100");
    expect(said).toContain("of 2 wells this is B-2; --well draws another: A-1");
    expect(text("b.svg")).toContain(">B-2<");
    expect(curveIn(text("b.svg"), "ROPA").points).toHaveLength(6);
  });

  it("or the one that is asked for", () => {
    plotted(wells(), "-o", "a.svg", "--tracks", "ROPA:0-100", "--well", "a-1");
    expect(text("a.svg")).toContain(">A-1<");
    expect(curveIn(text("a.svg"), "ROPA").points).toHaveLength(2);
    expect(refused(wells(), "-o", "x.svg", "--well", "C-3")).toContain(
      "there is no well C-3 here; there are A-1, B-2",
    );
  });
});
