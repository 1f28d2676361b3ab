/** Recorded data over HTTP: rows in every form, what the rig did, days and links; and what somebody tries with it. */
import { mkdtempSync, rmSync } from "node:fs";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convert } from "../../../src/bulk/convert.js";
import { namedFolderIn } from "../../../src/service/recorded/allowed.js";
import { made } from "../../samples/decoded.js";
import { until } from "../../until.js";
import { admin, person } from "./people.js";
import { company } from "./rigs.js";
import { ask, type Served, start } from "./serving.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-datasets-"));
const rigs = join(folder, "rigs");

let served: Served;
let viewer: string;
let supervisor: string;
let client: string;

beforeAll(async () => {
  await mkdir(rigs);
  const { bytes } = made("comprehensive");
  await writeFile(join(folder, "rig.wits"), bytes);
  const from = { inputs: [join(folder, "rig.wits")], units: "metric" } as const;
  await convert({ ...from, output: join(rigs, "rig-7"), tz: "Europe/Oslo" });
  await cp(join(rigs, "rig-7"), join(folder, "others"), { recursive: true });
  await cp(join(rigs, "rig-7"), join(rigs, "torn"), { recursive: true });
  const parts = join(rigs, "torn", "record=01");
  const [part = ""] = await readdir(parts);
  // The footer is whole, and a page in the middle is not.
  const torn = await readFile(join(parts, part));
  torn.fill(0xff, torn.length >> 1, (torn.length >> 1) + 4096);
  await writeFile(join(parts, part), torn);
  served = await start(undefined, {
    datasets: [rigs, `other/rig-9=${join(folder, "others")}`].map(namedFolderIn),
  });
  const by = await admin(served);
  await company(served, { cookie: by });
  viewer = (await person(served, by, "viewer", "viewer")).cookie;
  supervisor = (await person(served, by, "supervisor", "supervisor", { rigs: ["rig-2"] })).cookie;
  client = (await person(served, by, "client", "client", { client: "client-a" })).cookie;
});
afterAll(async () => {
  await served.end();
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}, cookie = viewer) =>
  ask(served, `GET ${path}`, { cookie, headers });

async function raw(path: string): Promise<{ readonly type: string | null; readonly bytes: Uint8Array }> {
  const response = await fetch(`${served.url}/api/v1${path}`, { headers: { cookie: viewer } });
  expect(response.status).toBe(200);
  return { type: response.headers.get("content-type"), bytes: new Uint8Array(await response.arrayBuffer()) };
}

const rows = "/datasets/rig-7/records/01";
const MINUTE = "from=2024-03-04T06:00&until=2024-03-04T06:01";

it("says which there are, with what columns mean", async () => {
  expect((await get("/datasets")).body).toEqual({
    items: [
      { id: "rig-7", live: false },
      { id: "torn", live: false },
    ],
    next: null,
  });
  const { body } = await get("/datasets/rig-7");
  expect(body).toMatchObject({ timezone: "Europe/Oslo", live: false });
  const table = body.tables.find(({ record }: { record: string }) => record === "01");
  expect(table).toMatchObject({ meaning: "General Time-Based", rows: 86_400 });
  const depth = table.columns.find((column: { name: string }) => column.name === "DMEA");
  expect(depth).toMatchObject({ unit: "M", code: "0110", type: "number" });
  expect(JSON.stringify(body)).not.toContain(folder);
});

describe("rows", () => {
  const asked = `${rows}?columns=timestamp,DMEA,WID&${MINUTE}`;

  it("are the same in JSON, CSV, NDJSON, Arrow and Parquet", async () => {
    const { body } = await get(asked);
    expect(body.columns.map(({ name, unit }: { name: string; unit?: string }) => [name, unit])).toEqual([
      ["timestamp", undefined],
      ["DMEA", "M"],
      ["WID", undefined],
    ]);
    expect(body.items).toHaveLength(60);
    expect(body.items[0].timestamp).toBe("2024-03-04T05:00:00.000Z");
    expect(body.more).toBe(false);
    const depths = body.items.map(({ DMEA }: { DMEA: number }) => DMEA);
    const csv = (await get(asked, { accept: "text/csv" })).body.trim().split("\n");
    expect(csv[0]).toBe("timestamp,DMEA,WID");
    expect(csv.slice(1).map((line: string) => Number(line.split(",")[1]))).toEqual(depths);
    const ndjson = await raw(`${asked}&format=ndjson`);
    const lines = Buffer.from(ndjson.bytes).toString().trim().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(body.items);
    const arrow = await raw(`${asked}&format=arrow`);
    expect(arrow.type).toBe("application/vnd.apache.arrow.stream");
    const table = tableFromIPC(arrow.bytes);
    expect([...table.getChild("DMEA")!]).toEqual(depths);
    expect(table.schema.fields[1]!.metadata.get("wits.unit")).toBe("M");
    const parquet = await raw(`${asked}&format=parquet`);
    const found = await parquetReadObjects({ file: parquet.bytes.buffer as ArrayBuffer });
    expect(found.map((row) => row["DMEA"])).toEqual(depths);
  });

  it("say that there are more, where a limit leaves some out", async () => {
    const { body } = await get(`${asked}&limit=59`);
    expect([body.items.length, body.more]).toEqual([59, true]);
    expect((await get(`${asked}&limit=60`)).body.more).toBe(false);
  });

  it("by a moment with a zone are those of that instant", async () => {
    const { body } = await get(`${rows}?columns=timestamp&from=2024-03-04T05:00Z&until=2024-03-04T05:01Z`);
    expect(body.items.map(({ timestamp }: { timestamp: string }) => timestamp)).toEqual(
      (await get(asked)).body.items.map(({ timestamp }: { timestamp: string }) => timestamp),
    );
  });

  it("of a time without any are none, under the same heads", async () => {
    const { body } = await get(`${rows}?columns=DMEA&from=2030-01-01`);
    expect([body.items, body.more]).toEqual([[], false]);
  });

  it.each([
    ["a column that there is not", "?columns=NOPE", 400, "no column NOPE"],
    ["a time that is none", "?from=yesterday", 400, "?from: yesterday is no time"],
    [
      "an end before the beginning",
      "?from=2024-03-05&until=2024-03-04",
      400,
      "?until: it must be after from",
    ],
    ["a column twice", "?columns=DMEA,DMEA", 400, "?/columns: it must have each one once"],
    ["a limit of none", "?limit=0", 400, "limit"],
    ["another format", "?format=exe", 400, "format"],
    ["something else", "?sql=drop", 400, ""],
  ])("are refused for %s", async (_, query, status, words) => {
    const { status: answered, body } = await get(`${rows}${query}`);
    expect([answered, body.detail]).toEqual([status, expect.stringContaining(words)]);
    expect(JSON.stringify(body)).not.toContain(folder);
  });

  it("of a record that there is not, or in a form that there is not, are not there", async () => {
    expect((await get("/datasets/rig-7/records/42")).status).toBe(404);
    expect((await get(rows, { accept: "image/png" })).status).toBe(406);
  });
});

describe("what the rig did", () => {
  it("is told between two moments, each row whole", async () => {
    const path = "/datasets/rig-7/analysis/connections?from=2024-03-04T06:00&until=2024-03-04T18:00";
    const { body } = await get(path);
    const drilled = body.items.filter(({ kind }: { kind: string }) => kind === "drilling");
    expect(drilled).toHaveLength(5);
    expect(drilled[0].start).toMatch(/^2024-03-04T\d\d:\d\d:\d\d\.000Z$/);
    expect((await get(`${path}&format=csv`)).body.split("\n")[0]).toContain("slip_to_slip_s");
  });

  it("has key figures of those moments alone", async () => {
    const figure = async (day: string): Promise<number> => {
      const { body } = await get(`/datasets/rig-7/analysis/kpis?${day}`);
      return body.items.find(({ name }: { name: string }) => name === "hole_made")?.value;
    };
    expect(await figure("from=2024-03-04T06:00&until=2024-03-04T18:00")).toBeCloseTo(132.76, 2);
  });

  it("is not told of years", async () => {
    const { status, body } = await get("/datasets/rig-7/analysis/states?from=1990-01-01&until=2030-01-01");
    expect([status, body.detail]).toEqual([400, expect.stringContaining("31 days")]);
  });
});

it("reports a day as a document, and as paper", async () => {
  const { body } = await get("/datasets/rig-7/report/2024-03-04?day_start=06:00");
  expect(body.days).toHaveLength(1);
  expect(body.days[0].date).toBe("2024-03-04");
  const paper = await raw("/datasets/rig-7/report/2024-03-04?format=pdf");
  expect([paper.type, Buffer.from(paper.bytes.subarray(0, 5)).toString()]).toEqual([
    "application/pdf",
    "%PDF-",
  ]);
  expect((await get("/datasets/rig-7/report/2030-03-04")).status).toBe(404);
});

describe("somebody who tries", () => {
  it.each([
    "/datasets/..%2Fothers",
    "/datasets/%2e%2e",
    "/datasets/rig-7%2F..%2F..%2Fothers/records/01",
    "/datasets/rig-7%00/records/01",
    "/datasets/rig-7/records/..%2f..",
    "/datasets/rig-7/analysis/..%2fstates",
    "/datasets/rig-9",
    "/datasets/rig-9/records/01",
    "/datasets/rig-9/analysis/states",
    "/datasets/rig-9/report/2024-03-04",
  ])("gets nothing of %s", async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(JSON.stringify(body)).not.toContain(folder);
  });

  it("without the rig of the data has none, nor has a client", async () => {
    for (const cookie of [supervisor, client]) {
      expect((await get("/datasets", {}, cookie)).body.items).toEqual([]);
      for (const path of [rows, "/datasets/rig-7", "/datasets/rig-7/report/2024-03-04"])
        expect((await get(path, {}, cookie)).status).toBe(404);
    }
  });

  it("goes away in the middle leaves nothing open", async () => {
    const { streams } = served.service;
    // More than may be open at once.
    for (let i = 0; i < 17; i++)
      await new Promise<void>((resolve) => {
        const asked = request(
          `${served.url}/api/v1${rows}?format=csv`,
          { headers: { cookie: viewer } },
          (answer) =>
            answer.once("data", () => {
              asked.destroy();
              resolve();
            }),
        );
        asked.on("error", () => {});
        asked.end();
      });
    // All turns are free again.
    await until(() => {
      const ends = Array.from({ length: 16 }, () => {
        try {
          return streams.begin();
        } catch {
          return undefined;
        }
      });
      for (const end of ends) end?.();
      return ends.every((end) => end !== undefined);
    });
  });

  it("reads slowly holds some bytes, and not the dataset", async () => {
    const response = await fetch(`${served.url}/api/v1${rows}?format=csv`, { headers: { cookie: viewer } });
    const reader = response.body!.getReader();
    let bytes = (await reader.read()).value!.length;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      bytes += piece.value.length;
    expect(bytes).toBeGreaterThan(10_000_000);
  });
});

it("what turns out to be damaged breaks the answer off, and never ends it as if it were whole", async () => {
  const read = fetch(`${served.url}/api/v1/datasets/torn/records/01?format=csv`, {
    headers: { cookie: viewer },
  });
  await expect(read.then((response) => response.text())).rejects.toThrow();
});

it("a dataset that grows meanwhile is told as it was when it was asked, and then as it is", async () => {
  const grown = join(rigs, "grown");
  const logs = join(folder, "logs");
  await mkdir(logs);
  const log = await readFile(join(folder, "rig.wits"));
  const half = log.indexOf("&&", log.length >> 1);
  await writeFile(join(logs, "a.wits"), log.subarray(0, half));
  const how = { inputs: [logs], output: grown, units: "metric", tz: "Europe/Oslo" } as const;
  await convert(how);
  const before = (await get("/datasets/grown/records/01?columns=DMEA&format=csv")).body;
  const reading = get("/datasets/grown/records/01?columns=DMEA&format=csv");
  await writeFile(join(logs, "b.wits"), log.subarray(half));
  await convert(how);
  expect((await reading).body).toBe(before);
  const after = (await get("/datasets/grown/records/01?columns=DMEA&format=csv")).body;
  expect(after.startsWith(before)).toBe(true);
  // A head, and a line a row.
  expect(after.split("\n")).toHaveLength(86_402);
});
