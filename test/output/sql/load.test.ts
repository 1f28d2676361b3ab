/** `witskit load` and `witskit query --database`, as people call them, with real servers. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selfSigned } from "../../../src/input/link/sending/self-signed.js";
import { openAsking } from "../../../src/output/sql/open-asking.js";
import { openFile } from "../../../src/output/sql/sqlite/database.js";
import { openDatabase } from "../../../src/query/database.js";
import { type QueryResult, resultOf } from "../../../src/query/result.js";
import { writeJson } from "../../../src/query/result-text.js";
import { BINARY, SAMPLES, startWitskit } from "../../cli/binary.js";
import { keptWitskit as witskit } from "../../cli/kept-program.js";
import { until } from "../../until.js";
import { mariadb, mariadbProgram, PASSWORD, postgres, postgresProgram, type Server } from "./servers.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
cpSync(join(SAMPLES, "rig.wits"), join(cwd, "rig.wits"));
let server: Server | undefined;
let maria: Server | undefined;
let made = 0;
beforeAll(async () => {
  expect(witskit(["convert", "rig.wits", "-o", "dataset", "-q", "--units", "metric"], { cwd }).code).toBe(0);
  for (const [name, ...words] of [["analyzed"], ["causal", "--causal"]] as const) {
    cpSync(join(cwd, "dataset"), join(cwd, name), { recursive: true });
    expect(witskit(["analyze", name, "-o", name, "-q", ...words], { cwd }).code).toBe(0);
  }
  cpSync(join(SAMPLES, "spec.wits"), join(cwd, "other.wits"));
  [server, maria] = await Promise.all([
    postgresProgram === undefined ? undefined : postgres(),
    mariadbProgram === undefined ? undefined : mariadb(),
  ]);
});
afterAll(async () => {
  await Promise.all([server?.stop(), maria?.stop()]);
  rmSync(cwd, { recursive: true, force: true });
});

const fresh: Readonly<Record<string, () => Promise<string>>> = {
  PostgreSQL: () => server!.database(`load_${made++}`),
  MariaDB: () => maria!.database(`load_${made++}`),
  SQLite: async () => `sqlite://${join(cwd, `load-${made++}.db`)}`,
};
/** Nothing that engines mean differently: where nulls sort, what 1/2 is. */
const QUESTIONS = [
  'SELECT * FROM r01 ORDER BY "offset" LIMIT 200',
  'SELECT * FROM r11 ORDER BY "offset" LIMIT 20',
  "SELECT count(*) AS n, max(DMEA) AS deepest, min(ROPA) AS slowest, (SELECT count(*) FROM rejects) AS rejected, " +
    "(SELECT count(*) FROM unmapped) AS other, (SELECT max(mnemonic) FROM catalog) AS last FROM general_time_based",
  'SELECT min("timestamp") AS first, max("timestamp") AS last, count("timestamp") AS n FROM log',
  "SELECT source, WID, count(*) AS n, sum(CASE WHEN ROPA > 20 THEN 1 ELSE 0 END) AS fast FROM log GROUP BY source, WID",
  'SELECT * FROM (SELECT "offset", DMEA - lag(DMEA) OVER (ORDER BY "offset") AS drilled FROM r01) AS steps ' +
    'WHERE drilled > 0 ORDER BY "offset" LIMIT 50',
  "SELECT code, mnemonic, name, type, metric_unit FROM catalog WHERE record IN (1, 11) ORDER BY code",
  "SELECT a.code, a.name, count(*) AS n FROM activity_codes a JOIN r01 ON r01.ACTC = a.code GROUP BY a.code, a.name ORDER BY a.code",
  "SELECT count(*) AS n FROM r01 WHERE WID = 'no such well' OR WID = lower(WID)",
];
/** Lines of which nothing could be made, with bytes that are no text, and some that would end one. */
/** Tables that an analysis makes, each whole. */
const FOUND = [
  'SELECT * FROM states ORDER BY source, "start"',
  'SELECT * FROM connections ORDER BY source, "start"',
  "SELECT * FROM calibration ORDER BY source, quantity",
  "SELECT * FROM depth ORDER BY source, depth",
  "SELECT * FROM kpis ORDER BY source, name",
  "SELECT * FROM trips",
  "SELECT state, count(*) AS n, sum(seconds) AS s, max(" +
    '"end"' +
    ") AS last FROM states GROUP BY state ORDER BY state",
];
const TORN = [
  "&&\r\n01081500.0\r\n0110abc\r\n!!\r\n",
  "noise \0\xff\xfe\"\\'\xe6\xb7\xb1\x1a\r\n",
  "&&\r\n01081501.0\r\n01081502.0\r\nxx\0\r\n!!\r\n",
].join("");

/** As `query --format json` writes it. */
async function jsonOf(result: QueryResult): Promise<string> {
  const pieces: string[] = [];
  await writeJson(result, async (piece) => void pieces.push(piece));
  return pieces.join("");
}

const answers = new Map<string, string>();
async function answerOfDataset(question: string): Promise<string> {
  if (answers.size === 0) {
    const database = await openDatabase(join(cwd, "dataset"));
    for (const one of QUESTIONS) answers.set(one, await jsonOf(await database.query(one)));
    await database.close();
  }
  return answers.get(question)!;
}

const here: Readonly<Record<string, string | undefined>> = {
  PostgreSQL: postgresProgram,
  MariaDB: mariadbProgram,
  SQLite: "",
};

describe.each(["PostgreSQL", "MariaDB", "SQLite"])("%s", (name) => {
  const test = it.skipIf(here[name] === undefined);

  test("answers the questions that a dataset answers, alike", async () => {
    const url = await fresh[name]!();
    const { code, err } = witskit(["load", "dataset", "--to", url], { cwd });
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringMatching(/^loaded into \S+: record_01 1,138 rows/),
    });
    expect(err).not.toContain(PASSWORD);
    const [question] = QUESTIONS;
    const said = witskit(["query", question!, "--format", "json", "--database", url], { cwd });
    expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: "" });
    const asking = await openAsking(url);
    for (const one of QUESTIONS) {
      const theirs = await jsonOf(resultOf(await asking.ask(one)));
      expect(JSON.parse(theirs), one).toEqual(JSON.parse(await answerOfDataset(one)));
      if (one === question) expect(said.out).toBe(theirs);
    }
    await asking.close();
    const again = witskit(["load", "dataset", "--to", url], { cwd });
    expect(again.err).toMatch(/nothing that is new\n {2}4 of 4 parts were there already/);
  });

  test("has the tables of an analysis, once, and those of another analysis in their place", async () => {
    const url = await fresh[name]!();
    const load = (...words: string[]) => {
      const { code, err } = witskit(["load", ...words, "--to", url], { cwd });
      expect(code, err).toBe(0);
      return err;
    };
    const sameAs = async (dataset: string): Promise<void> => {
      const [database, asking] = [await openDatabase(join(cwd, dataset)), await openAsking(url)];
      for (const one of FOUND) {
        const theirs = JSON.parse(await jsonOf(resultOf(await asking.ask(one))));
        expect(theirs, one).toEqual(JSON.parse(await jsonOf(await database.query(one))));
      }
      await Promise.all([database.close(), asking.close()]);
    };
    expect(load("analyzed")).toMatch(/analysis_connections 1 row, .*analysis_states 11 rows/);
    await sameAs("analyzed");
    expect(load("analyzed")).toMatch(/nothing that is new\n.*\n {2}\d+ rows were there already/);
    // Another log beside it, whose rows stay.
    expect(load("other.wits", "--units", "metric", "--analyze")).toMatch(/analysis_states 1 row\n/);
    const others = "SELECT count(*) AS n FROM states WHERE source = 'other.wits'";
    const count = async (question: string): Promise<unknown> => {
      const asking = await openAsking(url);
      const answer = JSON.parse(await jsonOf(resultOf(await asking.ask(question))));
      await asking.close();
      return answer[0].n;
    };
    const [all, own] = [await count("SELECT count(*) AS n FROM states"), await count(others)];
    expect(Number(all) - Number(own)).toBe(11);
    expect(load("causal")).toMatch(/analysis_states 14 rows(.|\n)*rows of an analysis before made room/);
    expect(await count("SELECT count(*) AS n FROM states")).toBe(Number(own) + 14);
    expect(await count(others)).toBe(own);
    expect(load("causal")).toContain("nothing that is new");
    // In other units they would be beside rows that are not theirs.
    const feet = witskit(["load", "analyzed", "--to", "fps", "--database", await fresh[name]!()], { cwd });
    expect(feet).toMatchObject({
      code: 0,
      err: expect.stringMatching(/the tables of its analysis are left out(?!.*analysis_)/s),
    });
  });

  test("has the bytes of rejects as they were sent", async () => {
    const url = await fresh[name]!();
    writeFileSync(join(cwd, "torn.wits"), TORN, "latin1");
    expect(witskit(["load", "torn.wits", "--to", url], { cwd })).toMatchObject({
      code: 0,
      err: expect.stringContaining("rejects 4 rows"),
    });
    const question = 'SELECT "offset", code, reason, bytes FROM rejects ORDER BY "offset"';
    const { out } = witskit(["query", "--database", url, question, "--format", "json"], { cwd });
    const rejects = JSON.parse(out) as { offset: number; reason: string; bytes: string }[];
    expect(rejects.map(({ reason }) => reason)).toEqual([
      "not-a-number",
      "outside-frame",
      "duplicate-item",
      "bad-line",
    ]);
    for (const { offset, bytes } of rejects) {
      const sent = Buffer.from(bytes, "base64").toString("latin1");
      expect(TORN.slice(offset, offset + sent.length)).toBe(sent);
      expect(sent).toMatch(/\r\n$/);
    }
  });

  test("takes a log, and reads it once", async () => {
    const url = await fresh[name]!();
    const load = (...words: string[]) => witskit(["load", "rig.wits", "--to", url, ...words], { cwd });
    expect(load("--units", "metric")).toMatchObject({
      code: 0,
      err: expect.stringContaining("record_01 1,138 rows"),
    });
    expect(load("--units", "metric").err).toMatch(/^1 log is in \S+ already, and not read again\n$/);
    expect(witskit(["load", "dataset", "--to", url], { cwd }).err).toMatch(
      /1,363 rows were there already|4 of 4 parts/,
    );
    expect(load("--units", "fps")).toMatchObject({
      code: 4,
      err: expect.stringMatching(/in M, and what comes is in F/),
    });
  });

  test("shows its statements and does nothing, and has a row a value", async () => {
    const url = await fresh[name]!();
    const shown = witskit(["load", "dataset", "--to", url, "--dry-run", "--layout", "long"], { cwd });
    expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/CREATE TABLE \S*["`]long["`] \(/) });
    expect(witskit(["query", "--database", url, 'SELECT * FROM "long"'], { cwd }).code).toBe(2);
    expect(witskit(["load", "dataset", "--to", url, "--layout", "long"], { cwd }).code).toBe(0);
    const question = `SELECT count(*) AS n, max(value) AS deepest FROM "long" WHERE mnemonic = 'DMEA' AND code = '0110'`;
    const { out } = witskit(["query", "--database", url, question, "--format", "json"], { cwd });
    expect(JSON.parse(out)).toEqual([{ n: 1137, deepest: 2976.55 }]);
  });
});

/** What is open at a path of `/proc`, which may be gone by now. */
function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** What the server says of the connection on which it is asked. */
const CIPHER: Readonly<Record<string, string>> = {
  PostgreSQL: "SELECT cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
  MariaDB:
    "SELECT variable_value AS cipher FROM information_schema.session_status WHERE variable_name = 'SSL_CIPHER'",
};

describe.each(["PostgreSQL", "MariaDB"])("%s over TLS", (name) => {
  const test = it.skipIf(here[name] === undefined);
  const at = async (host: string, words: string): Promise<string> =>
    `${(await fresh[name]!()).replace("127.0.0.1", host)}?sslmode=${words}`;
  const loads = (to: string) => witskit(["load", "dataset", "--to", to], { cwd });
  const authority = (): string => (name === "MariaDB" ? maria : server)!.authority!;

  test("loads where the certificate is of the authority that is named, and for the host, which an address is too", async () => {
    const url = await at("127.0.0.1", `verify-full&sslrootcert=${authority()}`);
    expect(loads(url)).toMatchObject({ code: 0, err: expect.stringContaining("record_01 1,138 rows") });
    const { out } = witskit(["query", "--database", url, CIPHER[name]!, "--format", "json"], { cwd });
    expect(JSON.parse(out)).toEqual([{ cipher: expect.stringMatching(/^TLS_/) }]);
  });

  test("loads nothing where it is of another one, or of none, or for another host, and says so", async () => {
    const other = join(cwd, "other.pem");
    writeFileSync(other, (await selfSigned({ names: ["127.0.0.1"] })).cert);
    for (const [host, words] of [
      ["127.0.0.1", `verify-full&sslrootcert=${other}`],
      ["127.0.0.1", "verify-full"],
      ["127.0.0.1", "require"],
      ["localhost", `verify-full&sslrootcert=${authority()}`],
      ["localhost", `require&sslrootcert=${authority()}`],
    ] as const) {
      const { code, err } = loads(await at(host, words));
      expect({ code, err }, `${host} ${words}`).toEqual({
        code: 5,
        err: expect.stringMatching(/certificate.*\[not-admitted\]\n$/s),
      });
      expect(err).not.toContain(PASSWORD);
    }
  });
});

describe("what goes wrong", () => {
  it.skipIf(postgresProgram === undefined)("is said in a sentence, without a password", async () => {
    const url = new URL(await server!.database("wrong"));
    const at = (change: (url: URL) => void): string => {
      const other = new URL(url);
      change(other);
      return other.href;
    };
    const loads = (to: string, env: Readonly<Record<string, string>> = {}) =>
      witskit(["load", "dataset", "--to", to], { cwd, env });
    const secret = "a-secret-of-mine";
    const wrong = loads(at((one) => (one.password = secret)));
    expect(wrong).toMatchObject({ code: 5, err: expect.stringContaining("[not-admitted]") });
    expect(wrong.err).not.toContain(secret);
    expect(loads(at((one) => (one.pathname = "/nowhere"))).err).toContain("createdb");
    expect(loads("postgres://rig@127.0.0.1:9/rig")).toMatchObject({
      code: 5,
      err: expect.stringContaining("[connection-refused]"),
    });
    expect(loads("mariadb://rig@127.0.0.1:9/rig")).toMatchObject({
      code: 5,
      err: expect.stringContaining("[connection-refused]"),
    });
    expect(loads("sqlite:///nowhere/at/all.db")).toMatchObject({ code: 4 });
    writeFileSync(join(cwd, "text.db"), "this is no database, and has more bytes than a head of one has");
    expect(loads(`sqlite://${join(cwd, "text.db")}`)).toMatchObject({
      code: 4,
      err: expect.stringContaining("[output-foreign]"),
    });
    expect(readFileSync(join(cwd, "text.db"), "utf8")).toMatch(/^this is no database/);
    // A password that a file has.
    writeFileSync(join(cwd, "secret"), `${PASSWORD}\n`);
    const bare = at((one) => (one.password = ""));
    expect(loads(bare)).toMatchObject({
      code: 5,
      err: expect.stringContaining("WITS_DATABASE_PASSWORD_FILE"),
    });
    expect(loads(bare, { WITS_DATABASE_PASSWORD_FILE: join(cwd, "secret") }).code).toBe(0);
  });

  it("is said of what answers and is no PostgreSQL", async () => {
    const stranger = createServer(
      (socket) => void socket.on("data", () => socket.end("HTTP/1.1 400 Bad\r\n\r\n")),
    );
    await once(stranger.listen(0, "127.0.0.1"), "listening");
    const { port } = stranger.address() as AddressInfo;
    const child = startWitskit(`load dataset --to postgres://u@127.0.0.1:${port}/x?sslmode=verify-full`, cwd);
    let said = "";
    child.stderr!.on("data", (text: Buffer) => {
      said += text.toString();
    });
    const [code] = await once(child, "close");
    stranger.close();
    expect([code, said]).toEqual([
      5,
      expect.stringContaining("is no PostgreSQL; check the host and the port"),
    ]);
  });

  it.skipIf(mariadbProgram === undefined)("is said of MariaDB too", async () => {
    const url = await maria!.database("wrong");
    const loads = (to: string) => witskit(["load", "dataset", "--to", to], { cwd });
    const secret = "a-secret-of-mine";
    const wrong = loads(url.replace(encodeURIComponent(PASSWORD), secret));
    expect(wrong).toMatchObject({ code: 5, err: expect.stringContaining("[not-admitted]") });
    expect(wrong.err).not.toContain(secret);
    expect(loads(url.replace(/wrong$/, "nowhere"))).toMatchObject({
      code: 5,
      err: expect.stringContaining("CREATE DATABASE"),
    });
    const { createConnection } = await import("mysql2/promise");
    const connection = await createConnection(url.replace("mariadb:", "mysql:"));
    await connection.query("CREATE TABLE record_01 (mine text)");
    await connection.query("INSERT INTO record_01 VALUES ('stays')");
    expect(loads(url)).toMatchObject({
      code: 4,
      err: expect.stringMatching(/record_01 that witskit did not make.*another database in the URL/),
    });
    expect((await connection.query("SELECT * FROM record_01"))[0]).toEqual([{ mine: "stays" }]);
    await connection.end();
  });

  it.skipIf(process.platform !== "linux")(
    "is an interrupt, which ends a load that waits for another program too",
    async () => {
      const path = join(cwd, "held.db");
      const holder = await openFile(path, path);
      holder.exec("CREATE TABLE mine (n); BEGIN IMMEDIATE");
      const load = spawn(process.execPath, [BINARY, "load", "dataset", "--to", `sqlite://${path}`], { cwd });
      let said = "";
      load.stderr.on("data", (piece: Buffer) => {
        said += piece.toString();
      });
      const files = `/proc/${load.pid}/fd`;
      await until(() => readdirSync(files).some((file) => linkAt(join(files, file)) === path));
      const ended = once(load, "close");
      load.kill("SIGINT");
      await ended;
      expect({ code: load.exitCode, said }).toMatchObject({
        code: 130,
        said: expect.stringContaining("[interrupted]"),
      });
      holder.exec("ROLLBACK");
      const tables = holder.prepare("SELECT name FROM sqlite_master").all();
      holder.close();
      expect(tables.map(({ name }) => name)).toEqual(["mine"]);
    },
  );

  it.skipIf(postgresProgram === undefined)("is a table of others, which stays as it is", async () => {
    const url = await server!.database("foreign");
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("CREATE TABLE record_01 (mine text); INSERT INTO record_01 VALUES ('stays')");
    const { code, err } = witskit(["load", "dataset", "--to", url], { cwd });
    expect({ code, err }).toEqual({
      code: 4,
      err: expect.stringMatching(/record_01 that witskit did not make.*\?schema=wits/),
    });
    expect((await client.query("SELECT * FROM record_01")).rows).toEqual([{ mine: "stays" }]);
    expect(witskit(["load", "dataset", "--to", `${url}?schema=Own schema`], { cwd }).code).toBe(0);
    expect((await client.query('SELECT count(*)::int AS n FROM "Own schema".r01')).rows).toEqual([
      { n: 1138 },
    ]);
    await client.end();
  });
});

describe("a database that --to names", () => {
  const load = (words: readonly string[], more: object = {}) => witskit(words, { cwd, ...more });

  it("gets the same from export as from load, in units that another --to says", async () => {
    const [loaded, exported] = [await fresh["SQLite"]!(), await fresh["SQLite"]!()];
    const units = ["--units", "metric", "--to=fps", "-q"];
    expect(load(["load", "rig.wits", "--to", loaded, ...units])).toMatchObject({ code: 0, err: "" });
    expect(load(["export", "rig.wits", ...units, `--to=${exported}`])).toMatchObject({ code: 0, err: "" });
    const ask = (url: string) =>
      load(["query", "--database", url, "SELECT * FROM r01", "--format", "json"]).out;
    expect(JSON.parse(ask(exported))).toHaveLength(1138);
    expect(ask(exported)).toBe(ask(loaded));
    expect(load(["load", "rig.wits", "--to", exported, ...units.slice(0, -1)]).err).toContain("1 log is in");
    const [long, dry] = [await fresh["SQLite"]!(), await fresh["SQLite"]!()];
    expect(load(["export", "dataset", "--to", long, "--layout", "long"]).err).toMatch(/: long [\d,]+ rows/);
    expect(load(["export", "dataset", "--to", dry, "--dry-run"]).out).toContain('CREATE TABLE "record_01"');
  });

  it("is meant by a setting too, where no file is named, and one run writes to one place", async () => {
    const url = await fresh["SQLite"]!();
    const env = { WITS_DATABASE: url };
    expect(load(["export", "dataset"], { env }).err).toMatch(/^loaded into \S+: record_01/);
    expect(load(["export", "dataset", "-o", "r01.csv", "--records", "1"], { env }).code).toBe(0);
    const counted = load(["query", "SELECT count(*) AS n FROM r01", "--format", "json"], { env });
    expect(JSON.parse(counted.out)).toEqual([{ n: 1138 }]);
    expect(load(["query", "SELECT count(*) AS n FROM r01", "dataset", "--format", "json"], { env }).out).toBe(
      counted.out,
    );
    for (const [words, why] of [
      [["export", "dataset", "-o", "r01.csv", "--to", url], "-o names a file and --to a database"],
      [["export", "dataset", "--to", url, "--every", "1m"], "--every is not kept: it is of files"],
      [
        ["export", "dataset", "-o", "r02.csv", "--layout", "long"],
        "--layout is not kept: it is of databases",
      ],
      [["load", "dataset", "--to", "mqtt://b/x"], "mqtt://b/x is no database"],
      [
        ["convert", "rig.wits", "--to", "mysql://u:secret@b/x"],
        "is no set of units; a database is told to load",
      ],
      [
        ["stream", "tcp://b:1", "-o", "s", "--to", "mqtt://u:secret@b/x"],
        "b/x: that is no database; give it as --to-mqtt",
      ],
      [["stream", "tcp://b:1", "-o", "s", "--to", "rows.lp"], "rows.lp does not know what it has"],
      [["stream", "tcp://b:1", "--to", url], "give -o OUT/"],
    ] as const) {
      const { code, err } = load(words);
      expect([code, err]).toEqual([2, expect.stringContaining(why)]);
      expect(err).not.toContain("secret");
    }
  });
});
