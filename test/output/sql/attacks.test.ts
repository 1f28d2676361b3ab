/** What somebody else has put into a database, and who may not write there: real servers, and a load by people's own command. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFile } from "../../../src/output/sql/sqlite/database.js";
import { BINARY, SAMPLES } from "../../cli/binary.js";
import { keptWitskit as witskit } from "../../cli/kept-program.js";
import { until } from "../../until.js";
import { mariadb, mariadbProgram, PASSWORD, postgres, postgresProgram, type Server } from "./servers.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
let made = 0;
const servers = new Map<string, Server>();

beforeAll(async () => {
  cpSync(join(SAMPLES, "rig.wits"), join(cwd, "rig.wits"));
  expect(witskit(["convert", "rig.wits", "-o", "dataset", "-q", "--units", "metric"], { cwd }).code).toBe(0);
  const [one, other] = await Promise.all([
    postgresProgram === undefined ? undefined : postgres(),
    mariadbProgram === undefined ? undefined : mariadb(),
  ]);
  if (one !== undefined) servers.set("PostgreSQL", one);
  if (other !== undefined) servers.set("MariaDB", other);
});
afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()));
  rmSync(cwd, { recursive: true, force: true });
});

const load = (to: string) => witskit(["load", "dataset", "--to", to], { cwd });
const count = (url: string) =>
  witskit(["query", "SELECT count(*) AS n FROM r01", "--format", "json", "--database", url], { cwd });

interface Place {
  readonly url: string;
  /** As its owner. Rows as objects. */
  run(sql: string): Promise<readonly object[]>;
}

const engines: Readonly<Record<string, () => Promise<Place>>> = {
  async PostgreSQL() {
    const url = await servers.get("PostgreSQL")!.database(`attack_${made++}`);
    const { default: pg } = await import("pg");
    return {
      url,
      async run(sql) {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        const { rows = [] } = await client.query(sql);
        await client.end();
        return rows as object[];
      },
    };
  },
  async MariaDB() {
    const url = await servers.get("MariaDB")!.database(`attack_${made++}`);
    const { createConnection } = await import("mysql2/promise");
    return {
      url,
      async run(sql) {
        const connection = await createConnection({
          uri: url.replace("mariadb:", "mysql:"),
          multipleStatements: true,
        });
        const [rows] = await connection.query(sql);
        await connection.end();
        return Array.isArray(rows) ? (rows as object[]) : [];
      },
    };
  },
  async SQLite() {
    const path = join(cwd, `attack-${made++}.db`);
    return {
      url: `sqlite://${path}`,
      async run(sql) {
        const database = await openFile(path, path);
        try {
          if (!/^SELECT/.test(sql)) database.exec(sql);
          return /^SELECT/.test(sql) ? database.prepare(sql).all() : [];
        } finally {
          database.close();
        }
      },
    };
  },
};

describe.each(["PostgreSQL", "MariaDB", "SQLite"])("%s", (name) => {
  const isHere = name === "SQLite" || (name === "MariaDB" ? mariadbProgram : postgresProgram) !== undefined;

  it.skipIf(!isHere)(
    "a view of somebody's that has the name of a table or of a view is left as it is",
    async () => {
      for (const taken of ["record_01", "r01"]) {
        const { url, run } = await engines[name]!();
        await run(`CREATE TABLE mine (note varchar(20)); INSERT INTO mine VALUES ('stays')`);
        await run(`CREATE VIEW ${taken} AS SELECT note FROM mine`);
        const { code, err } = load(url);
        expect({ code, err }, taken).toEqual({
          code: 4,
          err: expect.stringMatching(
            new RegExp(`${taken} that witskit did not make.*\\[output-foreign\\]\\n$`, "s"),
          ),
        });
        expect(err).not.toContain(PASSWORD);
        expect((await run(`SELECT * FROM ${taken}`)).map((row) => ({ ...row }))).toEqual([{ note: "stays" }]);
      }
    },
  );
});

const READER = "reader-s-pass";
describe.each(["PostgreSQL", "MariaDB"])("%s: who may read alone", (name) => {
  it.skipIf(!(name === "MariaDB" ? mariadbProgram : postgresProgram))(
    "asks what is there, and is told that nothing can be written",
    async () => {
      const { url, run } = await engines[name]!();
      expect(load(url).code).toBe(0);
      const database = new URL(url).pathname.slice(1);
      await run(
        name === "MariaDB"
          ? `CREATE USER reader@'%' IDENTIFIED BY '${READER}'; GRANT SELECT ON ${database}.* TO reader@'%'`
          : `CREATE ROLE reader LOGIN PASSWORD '${READER}'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`,
      );
      const reader = url.replace(/\/\/[^@]*@/, `//reader:${READER}@`);
      expect(count(reader)).toEqual({ code: 0, out: '[\n{"n":1138}\n]\n', err: "" });
      for (const words of [["--replace-changed"], ["--layout", "long"]]) {
        const { code, err } = witskit(["load", "rig.wits", "--units", "metric", "--to", reader, ...words], {
          cwd,
        });
        expect({ code, err }).toEqual({
          code: 4,
          err: expect.stringMatching(/GRANT (SELECT, INSERT|ALL) ON .*\[output-forbidden\]\n$/s),
        });
        expect(err).not.toContain(READER);
      }
      const changed = witskit(["query", "DELETE FROM record_01", "--database", reader], { cwd });
      expect(changed.code).not.toBe(0);
      const owner = witskit(["query", "DELETE FROM record_01", "--database", url], { cwd });
      expect(owner.code).not.toBe(0);
      expect(count(url).out).toBe('[\n{"n":1138}\n]\n');
    },
  );
});

it.skipIf(postgresProgram === undefined)("no table says with which password it was filled", async () => {
  const { url, run } = await engines["PostgreSQL"]!();
  expect(load(url).code).toBe(0);
  for (const table of ["witskit_tables", "witskit_columns", "witskit_loaded"])
    expect(JSON.stringify(await run(`SELECT * FROM ${table}`))).not.toMatch(/p@ss|p%40ss/);
  const words = JSON.stringify(await run("SELECT application_name, query FROM pg_stat_activity"));
  expect(words).not.toMatch(/p@ss|p%40ss/);
});

it.skipIf(process.platform !== "linux")(
  "who lists processes sees no password, while a server that says nothing is waited for",
  async () => {
    const secret = "n0b0dy-is-t0-see-this";
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    for (const scheme of ["postgres", "mariadb"]) {
      const before = sockets.length;
      const words = ["load", "dataset", "--to", `${scheme}://rig:${secret}@127.0.0.1:${port}/rigs`, "-v"];
      const child = spawn(process.execPath, [BINARY, ...words], { cwd });
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (text: Buffer) => {
          said += text.toString();
        });
      const closed = once(child, "close");
      await until(() => sockets.length > before);
      const shown = readFileSync(`/proc/${child.pid}/cmdline`, "utf8");
      expect(shown).toContain(`rig:***@127.0.0.1:${port}`);
      expect(shown).not.toContain(secret);
      for (const socket of sockets) socket.destroy();
      await closed;
      expect(child.exitCode).toBe(5);
      expect(said).not.toContain(secret);
    }
    server.close();
  },
);
