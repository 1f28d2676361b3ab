/** Datasets in an object store, through the program and a store that listens: written, grown, read, killed in the middle. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync } from "hyparquet";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { storeAddress } from "../../src/object-store/address.js";
import { digestOf } from "../../src/object-store/digest.js";
import { localDataset } from "../../src/object-store/pull.js";
import { openStore } from "../../src/object-store/store.js";
import { BINARY, sample } from "../cli/binary.js";
import { until } from "../until.js";
import { BUCKET, type StoreServer, storeServer } from "./store-server.js";

const AT = `s3://${BUCKET}/north/rig-7/`;
const LIST = `/${BUCKET}/north/rig-7/_witskit/objects.json`;

let folder: string;
let store: StoreServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "witskit-store-"));
  store = await storeServer(folder);
  for (const [name, value] of Object.entries(store.environment)) vi.stubEnv(name, value);
  mkdirSync(join(folder, "logs"));
  writeFileSync(join(folder, "logs", "a.wits"), sample("mixed-records.wits"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The store listens in this process, which may not wait for the program by standing still. */
function start(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [BINARY, ...words], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1", ...store.environment, ...environment },
  });
  const said = { out: "", err: "" };
  child.stdout.on("data", (text) => (said.out += text));
  child.stderr.on("data", (text) => (said.err += text));
  const ended = new Promise<Said>((resolve) => child.once("close", (code) => resolve({ code, ...said })));
  return { child, ended };
}

const run = (words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Said> =>
  start(words, environment).ended;
const convert = () => run(["convert", "logs", "-o", AT]);
/** Of records 01, as a reader with that cache has them. */
async function rows(cache: string): Promise<number> {
  vi.stubEnv("WITS_S3_CACHE", join(folder, cache));
  const table = join(await localDataset(AT, new AbortController().signal), "record=01");
  const counts = readdirSync(table).map(async (name) =>
    Number((await parquetMetadataAsync(await asyncBufferFromFile(join(table, name)))).num_rows),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** At which nobody listens. */
async function closedPort(): Promise<number> {
  const other = await storeServer(folder);
  await other.close();
  return Number(new URL(other.environment["WITS_S3_ENDPOINT"]!).port);
}

const add = (name: string): void => writeFileSync(join(folder, "logs", name), sample("mixed-records.wits"));
const sent = (): string[] =>
  store.asked
    .filter((line) => line.startsWith("PUT ") && !line.includes("/writers/"))
    .map((line) => line.slice(line.indexOf("/rig-7/") + "/rig-7/".length));

it("writes a dataset, its list last, and sends and fetches what is new when it grows", async () => {
  expect(await convert()).toMatchObject({ code: 0, out: "" });
  const first = sent();
  expect(first[0]).toBe("_witskit/objects.json");
  expect(first.at(-1)).toBe("_witskit/objects.json");
  expect(first.findLastIndex((key) => key.startsWith("record="))).toBeLessThan(
    first.findIndex((key) => key.endsWith(".manifest.ndjson")),
  );
  const one = await rows("reader");
  expect(one).toBeGreaterThan(0);
  expect(await run(["query", "SELECT count(*)::INT AS n FROM r01", AT, "--format", "json"])).toEqual({
    code: 0,
    out: `[\n{"n":${one}}\n]\n`,
    err: "",
  });

  add("b.wits");
  store.asked.length = 0;
  expect(await convert()).toMatchObject({ code: 0 });
  expect(
    sent()
      .filter((key) => key.endsWith(".parquet"))
      .every((key) => key.endsWith("part-00001.parquet")),
  ).toBe(true);
  store.asked.length = 0;
  expect(await rows("reader")).toBe(2 * one);
  expect(store.asked.filter((line) => line.includes("part-00000"))).toEqual([]);

  // From a machine that has none of it, as from this one, and as on a disk.
  add("c.wits");
  expect(
    await run(["convert", "logs", "-o", AT], { WITS_S3_CACHE: join(folder, "elsewhere") }),
  ).toMatchObject({ code: 0 });
  expect(await rows("reader")).toBe(3 * one);
  store.asked.length = 0;
  expect((await convert()).err).toContain("nothing that is new");
  expect(sent()).toEqual([]);
  const state = readdirSync(join(folder, "cache"), { recursive: true, encoding: "utf8" }).find((path) =>
    /staging$/.test(path),
  );
  expect((await run(["info", "--check", join("cache", state!)])).code).toBe(0);
});

it.each(["/record=11/part-00001.parquet", "/_witskit/objects.json"])(
  "has the state before when a writer is killed at %s, and the same command goes on",
  async (at) => {
    await convert();
    const before = await rows("reader");
    add("b.wits");
    let reached = false;
    store.before = ({ method, url }) =>
      (reached ||= method === "PUT" && decodeURIComponent(url ?? "").endsWith(at));
    const writer = start(["convert", "logs", "-o", AT]);
    await until(() => reached);
    writer.child.kill("SIGKILL");
    await writer.ended;
    store.before = undefined;
    expect(await rows("reader")).toBe(before);
    expect(await rows("another")).toBe(before);
    const came = sent().filter((key) => key.endsWith("part-00001.parquet") && !at.endsWith(key));
    expect(came).not.toEqual([]);
    store.asked.length = 0;
    expect(await convert()).toMatchObject({ code: 0 });
    expect(sent().filter((key) => came.includes(key))).toEqual([]);
    expect(await rows("reader")).toBe(2 * before);
    expect(await rows("another")).toBe(2 * before);
  },
);

it("gives a reader one whole state while the dataset is replaced under it", async () => {
  await convert();
  const before = await rows("reader");
  let arrived = false;
  let goOn = (): void => {};
  const replaced = new Promise<void>((resolve) => (goOn = resolve));
  store.before = async ({ method, url }) => {
    if (method === "GET" && url?.includes("part-00000") && !arrived) {
      arrived = true;
      await replaced;
    }
    return false;
  };
  const reading = rows("another");
  await until(() => arrived);
  writeFileSync(
    join(folder, "logs", "a.wits"),
    Buffer.concat([sample("mixed-records.wits"), sample("mixed-records.wits")]),
  );
  expect(await run(["convert", "logs", "-o", AT, "--force"])).toMatchObject({ code: 0 });
  goOn();
  expect(await reading).toBe(2 * before);
});

it("takes one writer at a time, on a store that knows no conditions and on one that does", async () => {
  let arrived = false;
  let goOn = (): void => {};
  const waited = new Promise<void>((resolve) => (goOn = resolve));
  store.before = async ({ method, url }) => {
    if (method === "PUT" && url?.includes("part-00000")) {
      arrived = true;
      await waited;
    }
    return false;
  };
  const writer = start(["convert", "logs", "-o", AT]);
  await until(() => arrived);
  const [elsewhere, here] = await Promise.all([
    run(["convert", "logs", "-o", AT], { WITS_S3_CACHE: join(folder, "elsewhere") }),
    convert(),
  ]);
  expect(elsewhere).toMatchObject({ code: 4, err: expect.stringContaining("[output-taken]") });
  expect(here).toMatchObject({ code: 4, err: expect.stringContaining("[output-taken]") });
  goOn();
  expect(await writer.ended).toMatchObject({ code: 0 });

  add("b.wits");
  const conditions: unknown[] = [];
  store.before = ({ method, url, headers }, response) => {
    if (method !== "PUT" || url !== LIST) return false;
    conditions.push(headers["if-match"]);
    response.writeHead(412).end();
    return true;
  };
  expect(await convert()).toMatchObject({ code: 4, err: expect.stringContaining("[output-taken]") });
  expect(conditions).toEqual([expect.stringMatching(/^"[0-9a-f]+"$/)]);
});

it("says what is wrong, with code 5, shows no key, and leaves nothing half", async () => {
  await convert();
  const before = await rows("reader");
  const secret = "n0b0dy-is-t0-see-this";
  const key = join(folder, "secret.txt");
  writeFileSync(key, `${secret}\n`);
  const other = await Promise.all([
    run(["info", "s3://no-such-bucket/x/"]),
    run(["convert", "logs", "-o", "s3://no-such-bucket/x/"]),
    run(["info", AT], { AWS_ACCESS_KEY_ID: "STRANGER" }),
    run(["info", AT], { WITS_S3_ENDPOINT: `http://127.0.0.1:${await closedPort()}` }),
    run(["info", `s3://${BUCKET}/nothing/`]),
    run(["info", AT], { AWS_SECRET_ACCESS_KEY: "" }),
    run(["info", AT, "-v"], { AWS_SECRET_ACCESS_KEY: secret }),
    run(["convert", "logs", "-o", AT, "-v"], { AWS_SECRET_ACCESS_KEY: "", AWS_SECRET_ACCESS_KEY_FILE: key }),
  ]);
  expect(other.map(({ code, err }) => [code, /\[([a-z-]+)\]/.exec(err)?.[1]])).toEqual([
    [5, "unreachable"],
    [5, "unreachable"],
    [5, "not-admitted"],
    [5, "connection-refused"],
    [3, "input-missing"],
    [2, "missing-option"],
    [5, "not-admitted"],
    [5, "not-admitted"],
  ]);
  for (const { out, err } of other.slice(-2)) {
    expect(err).toContain("the secret key does not fit");
    expect(out + err).not.toMatch(new RegExp(`${secret}|Signature=`));
  }

  // The store that listens here does not look at clocks.
  for (const [code, words] of [["RequestTimeTooSkewed", "set the clock"]]) {
    store.before = ({ headers }, response) => {
      response.writeHead(403, { "content-type": "application/xml" });
      response.end(
        `<Error><Code>${code}</Code><StringToSign>${headers.authorization}</StringToSign></Error>`,
      );
      return true;
    };
    const { err, ...said } = await run(["info", AT, "-v"], {
      AWS_SECRET_ACCESS_KEY: "",
      AWS_SECRET_ACCESS_KEY_FILE: key,
    });
    expect(said).toMatchObject({ code: 5, out: "" });
    expect(err).toContain(words);
    expect(err).not.toMatch(new RegExp(`${secret}|Signature=`));
  }

  add("b.wits");
  let stopped = false;
  store.before = ({ method, url, socket }) => {
    stopped ||= method === "PUT" && decodeURIComponent(url ?? "").includes("part-00001");
    if (stopped) socket.destroy();
    return stopped;
  };
  expect(await convert()).toMatchObject({ code: 5, err: expect.stringContaining("[connection-broken]") });
  store.before = undefined;
  expect(await rows("reader")).toBe(before);
  expect(await convert()).toMatchObject({ code: 0 });
  expect(await rows("reader")).toBe(2 * before);
});

it("fetches the tables that a question names, and no others, and tells of an unknown name what there is", async () => {
  await convert();
  const environment = { WITS_S3_CACHE: join(folder, "asking") };
  const ask = (sql: string) => run(["query", sql, AT, "--format", "json"], environment);
  const fetched = (): string[] => [
    ...new Set(store.asked.flatMap((line) => /^GET .*\/(record=\d\d|rejects)\//.exec(line)?.[1] ?? [])),
  ];
  store.asked.length = 0;
  const survey = await ask("SELECT count(*)::INT AS n FROM r07");
  expect(survey).toEqual({ code: 0, out: '[\n{"n":1}\n]\n', err: "" });
  expect(fetched()).toEqual(["record=07"]);
  const joined = "SELECT count(*)::INT AS n FROM log, Mud_Tank_Volumes, rejects";
  expect(await ask(joined)).toMatchObject({ code: 0, err: "" });
  expect(fetched().sort()).toEqual(["record=01", "record=07", "record=11"]);
  const unknown = await ask("SELECT * FROM r01 JOIN r99 USING (source)");
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining("r07") });
  expect(fetched()).toContain("record=15");
  // All of it is here by now, and is what is asked.
  store.asked.length = 0;
  expect(await ask("SELECT count(*)::INT AS n FROM r07")).toEqual(survey);
  expect(fetched()).toEqual([]);
});

it("names the store and not the copy, in pages, documents, failures and what a report was made from", async () => {
  await convert();
  const info = await run(["info", AT]);
  expect(info.out.split("\n")[0]).toBe(AT);
  expect(info.out).toContain(`witskit query "FROM log LIMIT 10" ${AT}`);
  const said = [
    info,
    await run(["info", AT, "--json"]),
    await run(["info", AT, "--check"]),
    await run(["analyze", AT]),
    await run(["qc", AT, "--json"]),
    await run(["export", AT, "-o", "all.csv"]),
    await run(["report", AT, "--format", "json", "-o", "-"]),
    await run(["convert", "logs", "-o", AT, "--units", "metric"]),
  ];
  expect(JSON.parse(said[1]!.out)).toMatchObject({ path: AT });
  expect(said.at(-1)).toMatchObject({
    code: 4,
    err: expect.stringMatching(`^witskit: ${AT} .*output-differs`),
  });
  for (const { out, err } of said) expect(out + err).not.toContain(join(folder, "cache"));
});

it("keeps the cache within its size: what was used longest ago goes, what was used just now stays", async () => {
  const [cache, other] = [join(folder, "bounded"), `s3://${BUCKET}/south/`];
  await convert();
  await run(["convert", "logs", "-o", other]);
  const environment = { WITS_S3_CACHE: cache, WITS_S3_CACHE_SIZE: "1KB" };
  const objects = (): number =>
    readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((path) =>
      /objects.[0-9a-f]{64}$/.test(path),
    ).length;
  expect(await run(["info", AT], environment)).toMatchObject({ code: 0 });
  const one = objects();
  expect(one).toBeGreaterThan(0);
  // Somebody may read the first one still.
  expect(await run(["info", other], environment)).toMatchObject({ code: 0 });
  expect(objects()).toBe(2 * one);
  const before = new Date(Date.now() - 7_200_000);
  for (const path of readdirSync(cache, { recursive: true, encoding: "utf8" }))
    if (/(state-[0-9a-f]+|place\.txt)$/.test(path)) utimesSync(join(cache, path), before, before);
  add("b.wits");
  await run(["convert", "logs", "-o", other]);
  expect(await run(["info", other], environment)).toMatchObject({ code: 0 });
  expect(readdirSync(cache)).toHaveLength(1);
  expect((await run(["info", AT], { ...environment, WITS_S3_CACHE_SIZE: "much" })).err).toContain(
    "WITS_S3_CACHE_SIZE",
  );
  expect(await run(["info", AT], environment)).toMatchObject({ code: 0 });
});

it("refuses by name what is not done there, and asks the store nothing", async () => {
  const refused = await Promise.all(
    [
      ["stream", "tcp://127.0.0.1:1", "-o", AT],
      ["compact", AT],
      ["repair", AT],
      ["convert", "logs", "-o", AT, "--watch"],
      ["convert", "logs", "-o", AT, "--dry-run"],
      ["convert", "logs", "-o", `s3://${BUCKET}/rig.parquet`],
      ["export", "logs", "-o", `s3://${BUCKET}/rig.csv`],
      ["info", "s3://KEY:SECRET@rigs/x/"],
      ["push", AT, "s3://rigs/x/"],
    ].map((words) => run(words)),
  );
  expect(refused.map(({ code }) => code)).toEqual(refused.map(() => 2));
  for (const { err } of refused) expect(err).toContain("s3://");
  expect(refused.map(({ err }) => err).join("")).not.toContain("SECRET@");
  expect(store.asked).toEqual([]);
});

it("pushes a dataset of this machine, and replaces nothing that is another's", async () => {
  await run(["convert", "logs", "-o", "dataset/"]);
  expect(await run(["push", "dataset/", AT])).toMatchObject({ code: 0 });
  expect(await rows("reader")).toBeGreaterThan(0);
  writeFileSync(join(folder, "other.wits"), sample("pason.wits"));
  await run(["convert", "other.wits", "-o", "other/"]);
  expect(await run(["push", "other/", AT])).toMatchObject({
    code: 4,
    err: expect.stringContaining("[output-differs]"),
  });
  expect(await run(["push", "other/", `s3://${BUCKET}/north/`])).toMatchObject({
    code: 4,
    err: expect.stringContaining("[output-foreign]"),
  });
  expect(await run(["push", "other/", AT, "--force"])).toMatchObject({ code: 0 });
  expect(await rows("reader")).toBe(4);
});

it("sends a large part in pieces, and takes no other content for it", async () => {
  const path = join(folder, "large");
  writeFileSync(path, randomBytes((16 << 20) + 7));
  const digest = await digestOf(path);
  const there = await openStore(storeAddress(AT), new AbortController().signal);
  await there.send("record=01/large", path, digest.size);
  expect(await there.list()).toMatchObject([{ key: "record=01/large", size: digest.size }]);
  const copy = join(folder, "copy");
  expect(await there.fetch("record=01/large", copy, { ...digest, sha256: "0".repeat(64) })).toBe(false);
  expect(await there.fetch("record=01/large", copy, digest)).toBe(true);
  expect(await digestOf(copy)).toEqual(digest);
});
