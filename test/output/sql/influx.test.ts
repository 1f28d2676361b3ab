/** Points: lines that are read by a parser as strict as InfluxDB's, posts that are answered in all ways, and a real InfluxDB. */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Field } from "../../../src/columns/field.js";
import type { Page } from "../../../src/columns/page.js";
import { analysisTable } from "../../../src/output/sql/analysis-tables.js";
import { pointsPlace } from "../../../src/output/sql/influx/address.js";
import { lineWriter } from "../../../src/output/sql/influx/lines.js";
import { openInflux } from "../../../src/output/sql/influx/loader.js";
import { asking, poster } from "../../../src/output/sql/influx/post.js";
import { sqlTable } from "../../../src/output/sql/tables.js";
import { BINARY, SAMPLES, witskit } from "../../cli/binary.js";
import { influx, influxProgram, type Server } from "./servers.js";

interface Point {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string | number | bigint>>;
  readonly time: bigint;
}

const NAME = String.raw`(?:[^,= \n\\]|\\[,= ]|\\(?![,= ]))+`;
const NUMBER = String.raw`-?\d+(?:\.\d+)?(?:e[+-]?\d+)?`;
const VALUE = String.raw`"(?:[^"\\]|\\["\\])*"|-?\d+i|${NUMBER}`;
const POINT = new RegExp(
  String.raw`(${NAME})((?:,${NAME}=${NAME})*) ((?:${NAME}=(?:${VALUE}))(?:,${NAME}=(?:${VALUE}))*) (-?\d+)\n`,
  "y",
);

/** All points of a text; throws where a sign of it belongs to none. */
function pointsIn(text: string): Point[] {
  const points: Point[] = [];
  const plain = (name: string): string => name.replace(/\\([,= ])/g, "$1");
  const pairs = (of: string, value: string): [string, string][] =>
    [...of.matchAll(new RegExp(`(?:^|,)(${NAME})=(${value})`, "gy"))].map((found) => [
      plain(found[1]!),
      found[2]!,
    ]);
  for (POINT.lastIndex = 0; POINT.lastIndex < text.length; ) {
    const at = POINT.lastIndex;
    const found = POINT.exec(text);
    if (found === null) throw new Error(`no point at ${at}: ${text.slice(at, at + 200)}`);
    const [, measurement, tags, fields, time] = found as unknown as [string, string, string, string, string];
    points.push({
      measurement: plain(measurement),
      tags: Object.fromEntries(pairs(tags, NAME).map(([key, value]) => [key, plain(value)])),
      fields: Object.fromEntries(
        pairs(fields, VALUE).map(([key, value]) => [
          key,
          value.startsWith('"')
            ? value.slice(1, -1).replace(/\\(["\\])/g, "$1")
            : value.endsWith("i")
              ? BigInt(value.slice(0, -1))
              : Number(value),
        ]),
      ),
      time: BigInt(time),
    });
  }
  return points;
}

const nameOf = ({ measurement, tags, time }: Point): string =>
  JSON.stringify([measurement, tags, String(time)]);

const field = (name: string, type: Field["type"], code?: number): Field => ({
  name,
  type,
  utc: true,
  code,
  mnemonic: undefined,
  meaning: name,
  unit: undefined,
});
const FIELDS = [
  field("timestamp", "time"),
  field("source", "text"),
  field("offset", "integer"),
  field("WID", "text", 101),
  field("TEXT", "text", 102),
  field("DMEA", "number", 110),
];
const TABLE = sqlTable("record=01", "", FIELDS);
const NOON = Date.UTC(2026, 10, 30, 12);

interface Row {
  readonly time: number;
  readonly source?: string;
  readonly well?: string;
  readonly text?: string;
  readonly depth?: number;
}

const pageOf = (rows: readonly Row[]): Page => ({
  rows: rows.length,
  fields: FIELDS,
  values: [
    Float64Array.from(rows, ({ time }) => time),
    rows.map(({ source = "rig.wits" }) => source),
    Float64Array.from(rows, (_, i) => i * 100),
    rows.map(({ well }) => well),
    rows.map(({ text }) => text),
    Float64Array.from(rows, ({ depth = Number.NaN }) => depth),
  ],
});

function written(rows: readonly Row[], precision: "ns" | "ms" = "ns") {
  const writer = lineWriter(precision, "out.lp");
  const text = [...writer.lines(TABLE, pageOf(rows))].join("");
  return { points: pointsIn(text), text, ...writer.changes() };
}

describe("lines", () => {
  it("have numbers, texts and tags as they are, and nothing for what is not there", () => {
    const numbers = [0.1, -1e-300, 5e-324, 1.7976931348623157e308, 1 / 3, -0, 1e21];
    const texts = ['a "name"', "back\\slash\\", "two\nlines", "深さ", "a=b, c", "", "\\\\n"];
    const wells = ["A 1", "a,b", "x=y", "C:\\logs\\a b", "深さ", 'q"q', undefined];
    const { points } = written(
      numbers.map((depth, i) => ({
        time: NOON + i,
        depth,
        text: texts[i]!,
        ...(wells[i] && { well: wells[i] }),
      })),
    );
    expect(points.map(({ fields }) => fields["DMEA"])).toEqual(numbers);
    expect(points.map(({ fields }) => fields["TEXT"])).toEqual(texts);
    expect(points.map(({ tags }) => tags["well"])).toEqual(wells);
    expect(points.map(({ time }) => time)).toEqual(numbers.map((_, i) => BigInt(NOON + i) * 1_000_000n));
    const [bare] = written([{ time: NOON }]).points;
    expect(bare).toEqual({
      measurement: "record_01",
      tags: { source: "rig.wits" },
      fields: { offset: 0n },
      time: BigInt(NOON) * 1_000_000n,
    });
  });

  it("say what they cannot have", () => {
    const { points, changed, changedRows } = written([
      { time: Number.NaN },
      { time: Date.UTC(1600, 0) },
      { time: NOON, depth: Number.NEGATIVE_INFINITY },
      { time: -1 },
      { time: -2, well: "ends\\", source: "two\nlines" },
    ]);
    expect(points).toHaveLength(3);
    expect([...changedRows.keys()]).toEqual([
      expect.stringMatching(/^have no time/),
      expect.stringMatching(/^are of a time before 1677/),
      expect.stringMatching(/^are of a time that another row/),
    ]);
    expect([...changed]).toEqual([
      [expect.stringMatching(/^are infinite/), 1],
      [expect.stringMatching(/^are tags with a line break/), 2],
    ]);
    expect(points[2]!.tags).toEqual({ source: "two lines", well: "ends/" });
  });

  it("have rows of one time apart, also where the clock goes back, and alike each time", () => {
    const times = [0, 1000, 1000, 1000, 2000, 3000, 1000, 2000, 3000, 3000, 4000, 0];
    const rows = ["a", "b"].flatMap((source) => times.map((time) => ({ time: NOON + time, source })));
    const { points, text, changedRows } = written(rows);
    expect(new Set(points.map(nameOf)).size).toBe(rows.length);
    expect(points.map(({ time }) => Number(time / 1_000_000n))).toEqual(rows.map(({ time }) => time));
    expect([...changedRows.values()]).toEqual([2 * 7]);
    expect(written(rows).text).toBe(text);
    // Before 1970 too, where milliseconds round the other way.
    const early = written([-1, -1, 0, 0].map((time) => ({ time }))).points;
    expect(early.map(({ time }) => time)).toEqual([-1_000_000n, -999_999n, 0n, 1n]);
    expect(() => written(rows, "ms")).toThrow(/the same millisecond.*without \?precision=ms/);
    expect(written([{ time: NOON }], "ms").points[0]!.time).toBe(BigInt(NOON));
  });
});

describe("a post", () => {
  const asked: { url: string; authorization: string | undefined; lines: number }[] = [];
  /** What is answered next; 204 behind it. */
  const answers: { status: number; body?: string; headers?: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const lines = gunzipSync(Buffer.concat(pieces)).toString().split("\n").length - 1;
      asked.push({ url: request.url!, authorization: request.headers.authorization, lines });
      const { status, body = "", headers = {} } = answers.shift() ?? { status: 204 };
      response.writeHead(status, headers).end(body);
    });
  });
  beforeAll(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
  });
  afterAll(() => void server.close());
  const posting = async (path: string, lines: readonly string[], user = ""): Promise<void> => {
    asked.length = 0;
    const { port } = server.address() as AddressInfo;
    const place = pointsPlace(`influx://${user}127.0.0.1:${port}${path}`);
    if ("path" in place) throw new Error("that is a file");
    await poster(place, await asking(place))(lines);
  };
  const LINES = ["a b=1 1\n", "a b=2 2\n", "a b=3 3\n"];

  it("goes where each version has it, with what admits it", async () => {
    await posting("/rigs?rp=year&precision=ms", LINES, "rig:p%40ss@");
    expect(asked).toEqual([
      { url: "/write?db=rigs&rp=year&precision=ms", authorization: `Basic ${btoa("rig:p@ss")}`, lines: 3 },
    ]);
    await posting("/rigs?org=Our+wells", LINES, ":a-token@");
    expect(asked).toEqual([
      {
        url: "/api/v2/write?bucket=rigs&org=Our%2Bwells&precision=ns",
        authorization: "Token a-token",
        lines: 3,
      },
    ]);
    expect(() => pointsPlace("influx://db:8086/rigs?api=2")).toThrow(/wants the organisation/);
    expect(() => pointsPlace("influx://db:8086")).toThrow(/names no database/);
    expect(() => pointsPlace("influx://db:8086/rigs?nothing=1")).toThrow(/has no parameter nothing/);
    expect(pointsPlace("influx://db.example/rigs")).toMatchObject({ write: { protocol: "https:" } });
  });

  it("is sent again while the server is busy, and in halves where it is too large", async () => {
    answers.push({ status: 503 }, { status: 429, headers: { "retry-after": "0" } });
    await posting("/rigs", LINES);
    expect(asked.map(({ lines }) => lines)).toEqual([3, 3, 3]);
    answers.push({ status: 413 });
    await posting("/rigs", LINES);
    expect(asked.map(({ lines }) => lines)).toEqual([3, 1, 2]);
  });

  it.each([
    [
      400,
      '{"error":"partial write: field type conflict: input field"}',
      "output-differs",
      /another type.*partial write/,
    ],
    [
      400,
      '{"code":"invalid","message":"unable to parse"}',
      "output-unwritable",
      /refuses points.*unable to parse/,
    ],
    [401, "", "not-admitted", /WITS_DATABASE_PASSWORD_FILE/],
    [403, "", "not-admitted", /may not write there/],
    [404, '{"error":"database not found"}', "unreachable", /no database rigs; CREATE DATABASE/],
    [302, "", "unreachable", /as no InfluxDB does/],
  ] as const)("that is answered with %i %s is a failure in words", async (status, body, code, message) => {
    answers.push({ status, body });
    await expect(posting("/rigs", LINES)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(asked).toHaveLength(1);
  });

  it("that something else answers is a failure that says so", async () => {
    const stranger = createTcpServer(
      (socket) => void socket.on("error", () => {}).write("220 mail ready\r\n"),
    );
    await once(stranger.listen(0, "127.0.0.1"), "listening");
    const place = pointsPlace(`influx://127.0.0.1:${(stranger.address() as AddressInfo).port}/rigs`);
    if ("path" in place) throw new Error("that is a file");
    const failing = poster(place, await asking(place))(LINES);
    await expect(failing).rejects.toMatchObject({
      code: "unreachable",
      message: expect.stringContaining("is no InfluxDB"),
    });
    stranger.close();
  });

  it("of one point that is too large is a failure", async () => {
    answers.push({ status: 413 });
    await expect(posting("/rigs", LINES.slice(0, 1))).rejects.toThrow(/a single point is larger/);
  });
});

describe("load", () => {
  const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
  let server: Server | undefined;
  beforeAll(async () => {
    cpSync(join(SAMPLES, "rig.wits"), join(cwd, "rig.wits"));
    const words = ["convert", "rig.wits", "-o", "dataset", "-q", "--units", "metric", "--tz", "UTC"];
    expect(witskit(words, { cwd }).code).toBe(0);
    if (influxProgram !== undefined) server = await influx();
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(cwd, { recursive: true, force: true });
  });

  it("writes a file of lines, all rows and the same each time", () => {
    const load = (...words: string[]) => witskit(["load", "dataset", "--to", ...words], { cwd });
    expect(load("rows.lp")).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^written into rows.lp: record_01 1,138/),
    });
    const text = readFileSync(join(cwd, "rows.lp"), "utf8");
    const points = pointsIn(text);
    expect(new Set(points.map(nameOf)).size).toBe(1363);
    const question = 'SELECT "offset", DMEA, HKLA FROM r01 ORDER BY "offset"';
    const { out } = witskit(["query", question, "dataset", "--format", "json"], { cwd });
    const found = points
      .filter(({ measurement }) => measurement === "record_01")
      .map(({ fields: { offset, DMEA = null, HKLA = null } }) => ({ offset: Number(offset), DMEA, HKLA }));
    expect(found).toEqual(JSON.parse(out));
    expect(load("rows.lp")).toMatchObject({ code: 4, err: expect.stringContaining("[output-exists]") });
    expect(load(`file://${cwd}/rows.lp`, "--force").code).toBe(0);
    expect(readFileSync(join(cwd, "rows.lp"), "utf8")).toBe(text);
    expect(witskit(["load", "rig.wits", "--to", "clock.lp"], { cwd })).toMatchObject({
      code: 0,
      err: expect.stringMatching(/written as if they were UTC; --tz/),
    });
    expect(witskit(["query", "--database", "rows.lp", "SELECT 1"], { cwd })).toMatchObject({ code: 2 });
  });

  const FOUND = [field("source", "text"), field("start", "time"), field("seconds", "number")];
  const STATES = analysisTable("states", { fields: FOUND, columns: FOUND });
  /** Rows of the first of these sources, all of which were found anew, into a loader. */
  async function refound(url: string, sources: readonly string[], hours: readonly number[]) {
    const loader = await openInflux(url);
    const page: Page = {
      rows: hours.length,
      fields: FOUND,
      values: [
        hours.map(() => sources[0]!),
        Float64Array.from(hours, (hour) => NOON + hour * 3_600_000),
        Float64Array.from(hours),
      ],
    };
    const about = { unit: "", known: undefined, position: "", from: 0, rows: hours.length };
    const written = await loader.replace(
      STATES,
      sources.map((source) => ({ ...about, source })),
      () => [page],
    );
    await loader.close();
    return written;
  }

  it.skipIf(influxProgram === undefined)(
    "takes away what an analysis before found of the same sources, and of no other one",
    async () => {
      const url = await server!.database("found");
      const there = async (): Promise<unknown[]> => {
        const body = new URLSearchParams({ db: "found", q: "SELECT seconds, source FROM analysis_states" });
        const answer = await fetch(`http://127.0.0.1:${server!.port}/query`, { method: "POST", body });
        const { results } = (await answer.json()) as { results: { series?: { values: unknown[][] }[] }[] };
        return (results[0]!.series?.[0]?.values ?? []).map(([, ...values]) => values.join(" of ")).sort();
      };
      const [odd, other] = [String.raw`it's "a" \b\\c, d=e`, "other"];
      await refound(url, [odd], [1, 2, 3]);
      await refound(url, [other], [1, 2]);
      await refound(url, [odd], [2, 4]);
      expect(await there()).toEqual([`1 of ${other}`, `2 of ${other}`, `2 of ${odd}`, `4 of ${odd}`].sort());
      // Of a source in which nothing is found any more nothing is left.
      await refound(url, [odd, other], [5]);
      expect(await there()).toEqual([`5 of ${odd}`]);
      const { remarks } = await refound(`${url}?rp=autogen`, [odd], [6]);
      expect(remarks).toEqual([expect.stringContaining("is there still: a statement would delete")]);
    },
  );

  it("deletes by a predicate in version 2, and says where a server has no such thing", async () => {
    const asked: unknown[] = [];
    let status = 204;
    const two = createServer((request, response) => {
      let body = "";
      request.on("data", (text) => {
        body += text;
      });
      request.on("end", () => {
        const deletes = request.url!.startsWith("/api/v2/delete");
        if (deletes) asked.push([request.url, JSON.parse(body)]);
        response.writeHead(deletes ? status : 204).end(status === 204 ? "" : '{"message":"no such path"}');
      });
    });
    await once(two.listen(0, "127.0.0.1"), "listening");
    const url = `influx://127.0.0.1:${(two.address() as AddressInfo).port}/rigs?org=ours`;
    expect((await refound(url, ['a "b"\\'], [1])).remarks).toEqual([]);
    expect(asked).toEqual([
      [
        "/api/v2/delete?bucket=rigs&org=ours",
        {
          start: "1677-09-21T00:12:43.145224194Z",
          stop: "2262-04-11T23:47:16.854775806Z",
          predicate: String.raw`_measurement="analysis_states" AND source="a \"b\"/"`,
        },
      ],
    ]);
    status = 404;
    expect((await refound(url, ["rig"], [1])).remarks).toEqual([
      "what an analysis before has found at other times is there still: the server answers 404: no such path",
    ]);
    two.close();
  });

  it.skipIf(influxProgram === undefined)(
    "has each row once in InfluxDB, after a kill and a second load",
    async () => {
      const url = server!.url;
      const load = (to = url) => witskit(["load", "dataset", "--to", to], { cwd });
      // Wherever it is by then.
      spawnSync(process.execPath, [BINARY, "load", "dataset", "--to", url], {
        cwd,
        timeout: 600,
        killSignal: "SIGKILL",
      });
      for (const _ of [1, 2]) {
        expect(load()).toMatchObject({ code: 0, err: expect.stringContaining("record_01 1,138 rows") });
        const question =
          'SELECT count("offset"), max("DMEA") FROM record_01; SELECT count("offset") FROM record_11';
        const body = new URLSearchParams({ db: "rigs", q: question });
        const answer = await fetch(`http://127.0.0.1:${server!.port}/query`, { method: "POST", body });
        const { results } = (await answer.json()) as { results: { series: { values: number[][] }[] }[] };
        expect(results.map(({ series }) => series[0]!.values[0]!.slice(1))).toEqual([[1138, 2976.55], [114]]);
      }
      expect(load(url.replace(/rigs$/, "nowhere"))).toMatchObject({
        code: 5,
        err: expect.stringMatching(
          /no database nowhere; CREATE DATABASE makes one.* \[unreachable\]|\[unreachable\]/,
        ),
      });
      const other = await server!.database("other");
      const taken = await fetch(`http://127.0.0.1:${server!.port}/write?db=other&precision=s`, {
        method: "POST",
        body: `record_01,source=other DMEA="deep" ${Date.UTC(2024, 2, 1, 6) / 1000}`,
      });
      expect(taken.status).toBe(204);
      expect(load(other)).toMatchObject({
        code: 4,
        err: expect.stringMatching(/another type.*\[output-differs\]/s),
      });
      expect(load("influx://127.0.0.1:9/rigs")).toMatchObject({
        code: 5,
        err: expect.stringContaining("[connection-refused]"),
      });
    },
  );
});
