/** What the rig did, by the program: on a page, as tables in every format, beside a dataset, and live. */
import { createHmac } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lockAnalysis } from "../../src/dataset/analysis-lock.js";
import { serve } from "../input/link/rig.js";
import { Run } from "../live/run.js";
import { until } from "../until.js";
import { hearWitskit, type Ran, sample } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-analyze-"));
const run = (line: string): Ran => witskit(line, { cwd });
const table = (line: string): Record<string, unknown>[] => {
  const { code, out, err } = run(line);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out);
};

/** A trip in with mud moved from the trip tank, which is an event, then some drilling. */
const HOURS = 4;

beforeAll(() => {
  expect(run(`samples --create comprehensive --hours ${HOURS} -o day.wits -q`).code).toBe(0);
  expect(run("convert day.wits -o dataset/ --units metric -q").code).toBe(0);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("analyze", () => {
  it("has a page for people: what the rig did, what stood out and what was found of it", () => {
    const { code, out, err } = run("analyze day.wits --units metric");
    expect([code, err]).toEqual([0, ""]);
    for (const head of [
      "STATE ",
      "CONNECTIONS ",
      "TRIPS ",
      "KEY FIGURE ",
      "WHAT STOOD OUT",
      "FOUND OF THE RIG ",
    ])
      expect(out).toContain(`\n${head}`);
    expect(out).toContain("Advisory, not a well-control system.");
  });

  it("has key figures of each day, which say which day it is, and refuses what it would not keep", () => {
    const { code, out, err } = run(
      "analyze day.wits --units metric --table kpis --by-day --day-start 08:00 --format csv",
    );
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n")[0]).toBe("source,well,from,until,name,value,unit,definition");
    const spans = out.split("\n").filter((line) => line.includes(",span,"));
    expect(spans.map((line) => line.split(",").slice(2, 6).join())).toEqual([
      "2024-03-03T08:00:00.000,2024-03-04T08:00:00.000,span,7200",
      "2024-03-04T08:00:00.000,2024-03-05T08:00:00.000,span,7199",
    ]);
    for (const line of ["--by-day", "--table states --by-day", "--table kpis --day-start 06:00"])
      expect(run(`analyze day.wits ${line}`).code).toBe(2);
    expect(run("analyze day.wits --table kpis --by-day --day-start 24:00").err).toContain("06:00");
  });

  it("has states whose seconds are the span of the rows, without a hole and without two at a time", () => {
    const states = table("analyze day.wits --units metric --table states --format json");
    const time = (value: unknown): number => Date.parse(`${value}Z`) / 1000;
    for (const [i, { start }] of states.entries()) if (i > 0) expect(start).toBe(states[i - 1]!["end"]);
    const seconds = states.reduce((sum, row) => sum + Number(row["seconds"]), 0);
    expect(seconds).toBe(time(states.at(-1)!["end"]) - time(states[0]!["start"]));
    expect(seconds).toBe(HOURS * 3600 - 1);
  });

  it("has a row of flags for each row of the log, whose states are those of the intervals", () => {
    const flags = table("analyze day.wits --units metric --table flags --format json");
    expect(flags).toHaveLength(HOURS * 3600);
    const states = table("analyze day.wits --units metric --table states --format json");
    for (const { time, state } of flags.slice(0, -1)) {
      const interval = states.find(
        ({ start, end }) => String(start) <= String(time) && String(time) < String(end),
      );
      expect([time, state]).toEqual([time, interval!["state"]]);
    }
    expect(new Set(flags.map((row) => row["in_slips"]))).toEqual(new Set([0, 1]));
  });

  it("tells the same in every format", () => {
    const rows = table("analyze day.wits --units metric --table connections --format json");
    expect(rows.length).toBeGreaterThan(20);
    for (const ending of ["csv", "ndjson", "parquet", "arrow"])
      expect(
        run(`analyze day.wits --units metric --table connections -o connections.${ending} -q`).code,
      ).toBe(0);
    const lines = readFileSync(join(cwd, "connections.ndjson"), "utf8").trimEnd().split("\n");
    // Times are written in another form, and an object a line leaves out what is null.
    const plain = ({ start: _, end: __, ...row }: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
    expect(lines.map((line) => plain(JSON.parse(line)))).toEqual(rows.map(plain));
    expect(readFileSync(join(cwd, "connections.csv"), "utf8").trimEnd().split("\n")).toHaveLength(
      rows.length + 1,
    );
    const words = ["query", "SELECT count(*) AS n FROM log", "connections.parquet", "--format", "json"];
    expect(JSON.parse(witskit(words, { cwd }).out)).toEqual([{ n: rows.length }]);
    const { out: info } = run("info connections.parquet");
    expect(info).toContain(`${rows.length}`);
    expect(info).toContain("slip_to_slip_s");
  });

  it("finds the same in a dataset as in its log", () => {
    const other = table("analyze dataset/ --table states --format json");
    const own = table("analyze day.wits --units metric --table states --format json");
    const bare = ({ source: _, ...row }: Record<string, unknown>) => row;
    expect(other.map(bare)).toEqual(own.map(bare));
  });

  it("lays its tables beside those of a dataset, where query sees them", () => {
    const { code, err } = run("analyze dataset/ -o dataset/");
    expect([code, err]).toEqual([
      0,
      expect.stringContaining("wrote dataset/analysis/states/part-00000.parquet: "),
    ]);
    const words = [
      "query",
      "SELECT count(*) AS n, sum(seconds) AS s FROM states",
      "dataset/",
      "--format",
      "json",
    ];
    const asked = witskit(words, { cwd });
    expect(JSON.parse(asked.out)).toEqual([{ n: expect.any(Number), s: HOURS * 3600 - 1 }]);
    const events = witskit(["query", "SELECT kind FROM events", "dataset/", "--format", "json"], { cwd });
    expect(JSON.parse(events.out)).toContainEqual({ kind: "tank_transfer" });
    const told = witskit(["query", "FROM states", "dataset/", "--to", "fps"], { cwd });
    expect([told.code, told.err]).toEqual([2, expect.stringContaining("--to is not kept by states")]);
    // It is there already.
    expect(run("analyze dataset/ -o dataset/").code).toBe(4);
    expect(run("analyze dataset/ -o dataset/ --force -q")).toMatchObject({ code: 0, err: "" });
    // A stream numbers its parts; they make room for what is found of all.
    const folder = join(cwd, "dataset/analysis/states");
    renameSync(join(folder, "part-00000.parquet"), join(folder, "part-00003.parquet"));
    expect(run("analyze dataset/ -o dataset/ --table states --format parquet")).toMatchObject({
      code: 4,
      err: expect.stringContaining("part-00003.parquet is there already"),
    });
    expect(run("analyze dataset/ -o dataset/ --force -q")).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(folder)).toEqual(["part-00000.parquet"]);
    expect(witskit(words, { cwd }).out).toBe(asked.out);
    // The dataset is what it was.
    expect(run("info dataset/ --check").code).toBe(0);
  });

  it("takes what is known of the well from a file and from flags, and names the line of what it cannot take", () => {
    writeFileSync(join(cwd, "rig.toml"), '[well]\nbit-diameter = "12.25 in"\n');
    const mse = (flags: string): number =>
      table(`analyze day.wits --units metric${flags} --table depth --format json`).filter(
        (row) => row["mse"] !== null,
      ).length;
    expect(mse("")).toBe(0);
    expect(mse(" --rig rig.toml")).toBeGreaterThan(0);
    writeFileSync(join(cwd, "wrong.toml"), '[well]\n\nbit-diamter = "12.25 in"\n');
    expect(run("analyze day.wits --rig wrong.toml")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/wrong\.toml:3: there is no well\.bit-diamter.*Did you mean bit-diameter\?/),
    });
  });

  it("refuses what it could not keep", () => {
    for (const [line, why] of [
      ["analyze day.wits --format csv", "--table names one"],
      ["analyze day.wits --table nothing", "there is no table"],
      ["analyze day.wits --format xlsx --table states", "there is no format xlsx for an analysis"],
      ["analyze day.wits --limit 3", "--limit is not kept"],
      ["analyze dataset/ --to fps", "--to is not kept"],
      ["plot dataset/ -o p.svg --analyze --tz Europe/Oslo", "--tz and --analyze"],
      ["stream tcp://127.0.0.1:9 -o never --to-webhook http://127.0.0.1:9/", "--analyze"],
    ] as const)
      expect([line, run(line)]).toEqual([
        line,
        expect.objectContaining({ code: 2, err: expect.stringContaining(why) }),
      ]);
  });

  it("says what nothing tells, of a log without record 1 and of one without times", () => {
    writeFileSync(join(cwd, "other.wits"), "&&\r\n0813100\r\n081512\r\n!!\r\n");
    expect(run("analyze other.wits")).toMatchObject({
      code: 0,
      err: expect.stringContaining("no row of record 1"),
    });
    writeFileSync(join(cwd, "timeless.wits"), "&&\r\n01081500\r\n!!\r\n".repeat(3));
    expect(run("analyze timeless.wits")).toMatchObject({
      code: 0,
      err: expect.stringContaining("have no time"),
    });
  });
});

describe("plot --analyze", () => {
  it("has lanes of states and events beside the curves", () => {
    expect(run("plot day.wits -o day.svg --analyze --units metric -q")).toMatchObject({ code: 0, err: "" });
    const svg = readFileSync(join(cwd, "day.svg"), "utf8");
    expect(svg).toContain('data-name="State"');
    expect(svg).toContain('data-name="Events"');
    expect(run("plot day.wits -o bare.svg --units metric -q").code).toBe(0);
    expect(readFileSync(join(cwd, "bare.svg"), "utf8")).not.toContain('data-name="State"');
  });
});

describe("stream --analyze", () => {
  it("writes the tables that a causal analysis of the log has, and posts events until they are taken", async () => {
    const posted: { readonly body: string; readonly signature: string | undefined }[] = [];
    let away = true;
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (text) => {
        body += text;
      });
      request.on("end", () => {
        if (!away)
          posted.push({ body, signature: request.headers["x-witskit-signature"] as string | undefined });
        response.statusCode = away ? 503 : 204;
        away = false;
        response.end();
      });
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    process.env["WITS_WEBHOOK_SECRET"] = "s3cret";
    const { ended, said } = hearWitskit(
      `stream day=file://${join(cwd, "day.wits")} -o live --units metric --analyze --to-webhook http://127.0.0.1:${port}/events -q`,
      cwd,
    );
    delete process.env["WITS_WEBHOOK_SECRET"];
    expect([await ended, said.err]).toEqual([0, expect.not.stringContaining("could not")]);
    server.close();
    const causal = table("analyze day.wits --units metric --causal --table states --format json");
    const words = [
      "query",
      "SELECT * EXCLUDE (source) FROM states ORDER BY start",
      "live",
      "--format",
      "json",
    ];
    const live = JSON.parse(witskit(words, { cwd }).out) as Record<string, unknown>[];
    const bare = ({ source: _, ...row }: Record<string, unknown>) => row;
    expect(live).toEqual(causal.map(bare));
    const events = table("analyze day.wits --units metric --causal --table events --format json");
    const told = posted.map(({ body }) => JSON.parse(body));
    expect(told.filter(({ phase }) => phase === "over").map(({ event }) => event)).toEqual(
      events.map(({ kind }) => kind),
    );
    expect(told.length).toBe(2 * events.length);
    for (const { body, signature } of posted)
      expect(signature).toBe(`sha256=${createHmac("sha256", "s3cret").update(body).digest("hex")}`);
  });

  it("keeps who analyses the same dataset out while it runs, and is kept out", async () => {
    const { port } = await serve((socket) => void socket.write(sample("rig.wits")));
    const stream = `stream rig=tcp://127.0.0.1:${port} -o held --units metric --analyze --rotate-every 200ms`;
    const recording = new Run(stream, cwd);
    await until(() => existsSync(join(cwd, "held/record=01")));
    const taken = { code: 4, err: expect.stringContaining("another run writes to held/analysis") };
    expect(run("analyze held -o held --force")).toMatchObject(taken);
    expect(await recording.end("SIGTERM")).toBe(0);
    expect(run("analyze held -o held --force -q")).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(join(cwd, "held/analysis"))).not.toContain("analysis.lock");
    const lock = await lockAnalysis(join(cwd, "held"));
    expect(run(stream)).toMatchObject(taken);
    await lock.release();
    // Of a run that was killed there is one that counts for nothing.
    writeFileSync(join(cwd, "held/analysis/analysis.lock"), "");
    expect(run("analyze held -o held --force -q")).toMatchObject({ code: 0, err: "" });
  });
});
