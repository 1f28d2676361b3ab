/** Databases of the system, started on free ports in folders of their own: what only a real server can tell is asked of one. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selfSigned } from "../../../src/input/link/sending/self-signed.js";
import { program } from "../../program.js";

export interface Server {
  readonly port: number;
  /** Of a database that is empty. */
  readonly url: string;
  /** A file of the certificate that it shows to who asks for TLS: for 127.0.0.1, and for no name. */
  readonly authority?: string;
  /** Makes another database, and answers its URL. */
  database(name: string): Promise<string>;
  /** As a crash does. */
  kill(): Promise<void>;
  /** In the folder that it had, on its port. Done when it answers. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

export const postgresProgram = program("postgres");
export const mariadbProgram = program("mariadbd");
export const influxProgram = program("influxd");

/** A user that a server accepts, where we are root, which it does not. */
function userNamed(name: string): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

export const PASSWORD = "p@ss/wörd:1";

/** Files of a certificate for the address 127.0.0.1, and for no name, in a folder of a server that alone reads them. */
async function certified(folder: string, user: { uid: number; gid: number } | undefined) {
  const { cert, key } = await selfSigned({ names: ["127.0.0.1"] });
  const files = { cert: join(folder, "server.crt"), key: join(folder, "server.key") };
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key, { mode: 0o600 });
  if (user !== undefined) for (const path of Object.values(files)) chownSync(path, user.uid, user.gid);
  return files;
}

export async function postgres(): Promise<Server> {
  const { default: pg } = await import("pg");
  const user = userNamed("postgres");
  const folder = mkdtempSync(join(tmpdir(), "witskit-postgres-"));
  const secret = join(folder, "secret");
  writeFileSync(secret, `${PASSWORD}\n`);
  if (user !== undefined) for (const path of [folder, secret]) chownSync(path, user.uid, user.gid);
  const data = join(folder, "data");
  const initdb = postgresProgram!.replace(/postgres$/, "initdb");
  const auth = ["--auth-host=scram-sha-256", "--auth-local=trust", `--pwfile=${secret}`];
  execFileSync(initdb, ["-D", data, "-U", "rig", ...auth, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"], {
    ...user,
    stdio: "ignore",
    cwd: folder,
  });
  const port = await freePort();
  const { cert, key } = await certified(folder, user);
  const secure = ["ssl=on", `ssl_cert_file=${cert}`, `ssl_key_file=${key}`];
  const settings = ["fsync=off", "max_wal_size=512MB", "shared_buffers=64MB", ...secure].flatMap((one) => [
    "-c",
    one,
  ]);
  const client = (database: string) =>
    new pg.Client({ host: "127.0.0.1", port, user: "rig", password: PASSWORD, database });
  const urlOf = (name: string): string =>
    `postgres://rig:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${name}`;
  return served(folder, {
    port,
    url: urlOf("postgres"),
    authority: cert,
    spawn: () =>
      spawn(
        postgresProgram!,
        ["-D", data, "-p", String(port), "-k", folder, "-h", "127.0.0.1", ...settings],
        {
          ...user,
          stdio: "ignore",
          cwd: folder,
        },
      ),
    async isReady() {
      const one = client("postgres");
      one.on("error", () => {});
      await one.connect();
      await one.end();
    },
    async database(name) {
      const one = client("postgres");
      await one.connect();
      await one.query(`CREATE DATABASE "${name}"`);
      await one.end();
      return urlOf(name);
    },
    // The processes that serve connections end with the one that started them, once they see it.
    stopSignal: "SIGINT",
  });
}

export async function mariadb(): Promise<Server> {
  const { createConnection } = await import("mysql2/promise");
  const user = userNamed("mysql");
  const folder = mkdtempSync(join(tmpdir(), "witskit-mariadb-"));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  const init = join(folder, "init.sql");
  writeFileSync(
    init,
    // A line is a statement, and no more than one.
    `CREATE USER IF NOT EXISTS 'rig'@'%' IDENTIFIED BY '${PASSWORD}';\nGRANT ALL ON *.* TO 'rig'@'%' WITH GRANT OPTION;\nCREATE DATABASE IF NOT EXISTS rigs;\n`,
  );
  chmodSync(init, 0o644);
  const install = program("mariadb-install-db")!;
  execFileSync(
    install,
    ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"],
    {
      ...user,
      stdio: "ignore",
      cwd: folder,
    },
  );
  const port = await freePort();
  const connect = (database: string) =>
    createConnection({ host: "127.0.0.1", port, user: "rig", password: PASSWORD, database });
  const urlOf = (name: string): string =>
    `mariadb://rig:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${name}`;
  const { cert, key } = await certified(folder, user);
  const settings = [
    // With 0, what was committed is lost when it is killed.
    "--innodb-flush-log-at-trx-commit=2",
    "--local-infile=1",
    "--skip-log-bin",
    "--character-set-server=utf8mb4",
    "--innodb-buffer-pool-size=64M",
    `--ssl-cert=${cert}`,
    `--ssl-key=${key}`,
  ];
  const places = [`--datadir=${data}`, `--socket=${join(folder, "s")}`, `--pid-file=${join(folder, "pid")}`];
  return served(folder, {
    port,
    url: urlOf("rigs"),
    authority: cert,
    spawn: () =>
      spawn(
        mariadbProgram!,
        [
          "--no-defaults",
          ...places,
          `--port=${port}`,
          "--bind-address=127.0.0.1",
          `--init-file=${init}`,
          ...settings,
        ],
        { ...user, stdio: "ignore", cwd: folder },
      ),
    async isReady() {
      await (await connect("rigs")).end();
    },
    async database(name) {
      const one = await connect("rigs");
      await one.query(`CREATE DATABASE \`${name}\``);
      await one.end();
      return urlOf(name);
    },
    stopSignal: "SIGTERM",
  });
}

/** InfluxDB 1. */
export async function influx(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "witskit-influx-"));
  const [port, backup] = [await freePort(), await freePort()];
  const settings = join(folder, "influxdb.conf");
  writeFileSync(
    settings,
    `reporting-disabled = true
bind-address = "127.0.0.1:${backup}"
[meta]
dir = "${folder}/meta"
[data]
dir = "${folder}/data"
wal-dir = "${folder}/wal"
[http]
bind-address = "127.0.0.1:${port}"
log-enabled = false
`,
  );
  const ask = async (question: string): Promise<void> => {
    const body = new URLSearchParams({ q: question });
    await (await fetch(`http://127.0.0.1:${port}/query`, { method: "POST", body })).text();
  };
  return served(folder, {
    port,
    url: `influx://127.0.0.1:${port}/rigs`,
    spawn: () => spawn(influxProgram!, ["-config", settings], { stdio: "ignore", cwd: folder }),
    isReady: () => ask("CREATE DATABASE rigs"),
    async database(name) {
      await ask(`CREATE DATABASE ${name}`);
      return `influx://127.0.0.1:${port}/${name}`;
    },
    stopSignal: "SIGTERM",
  });
}

interface Served extends Pick<Server, "port" | "url" | "authority" | "database"> {
  spawn(): ChildProcess;
  /** Throws while it does not answer. */
  isReady(): Promise<void>;
  readonly stopSignal: NodeJS.Signals;
}

/** Milliseconds after which the reason why a server does not answer is worth more than its answer. */
const LONGEST_START = 60_000;

/** In which processes of a server that was killed may still hold its memory: the next one ends at once then. */
const STILL_THERE = 10_000;

async function served(folder: string, { spawn, isReady, stopSignal, ...about }: Served): Promise<Server> {
  let process: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (process === undefined || process.exitCode !== null || process.signalCode !== null) return;
    const gone = once(process, "exit");
    process.kill(signal);
    await gone;
  };
  const start = async (): Promise<void> => {
    process = spawn();
    const limit = performance.now() + LONGEST_START;
    for (;;) {
      if (process.exitCode !== null) {
        if (performance.now() > limit - LONGEST_START + STILL_THERE)
          throw new Error(`${process.spawnfile} has ended with ${process.exitCode}`);
        await new Promise((done) => setTimeout(done, 100));
        process = spawn();
      }
      try {
        return await isReady();
      } catch (error) {
        if (performance.now() > limit) {
          await end("SIGKILL");
          throw error;
        }
        await new Promise((done) => setTimeout(done, 20));
      }
    }
  };
  await start();
  return {
    ...about,
    start,
    kill: () => end("SIGKILL"),
    async stop() {
      await end(stopSignal);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
