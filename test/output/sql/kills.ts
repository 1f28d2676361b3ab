/**
 * Drills of loading: the loader, or the database, is killed at moments that a seed chooses, the same command goes on, and each row of the
 * dataset is in the database once. `node --import ./scripts/typescript.mjs test/output/sql/kills.ts 1-30` does as many as you like.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { mariadb, mariadbProgram, postgres, postgresProgram, type Server } from "./servers.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PROGRAM = join(ROOT, "dist/cli/main.js");

/** Commands that may be needed in a drill; the last is never disturbed. */
const LIVES = 4;

export interface Drill {
  readonly dataset: string;
  /** What every drill must end in. */
  readonly truth: string;
  /** Milliseconds that an undisturbed load takes. */
  readonly usual: number;
}

const run = (words: readonly string[]): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], { encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
};

/** All rows and the ledger, in words that can be compared. */
const QUESTION =
  "SELECT (SELECT count(*) FROM r01) AS rows_01, (SELECT sum(round(DMEA * 100)) FROM r01) AS depths, (SELECT count(*) FROM " +
  '(SELECT DISTINCT source, "offset" FROM r01) AS kept) AS different, (SELECT count(*) FROM r11) AS rows_11, ' +
  "(SELECT count(*) FROM r12) AS rows_12, (SELECT count(*) FROM r14) AS rows_14, " +
  "(SELECT sum(row_count) FROM witskit_loaded) AS noted";

export function outcome(url: string): string {
  const { code, out, err } = run(["query", "--database", url, QUESTION, "--format", "json"]);
  return code === 0 ? out : err;
}

/** A dataset of many parts in `folder`, and what a load of it comes to. */
export async function drillOf(folder: string, url: string): Promise<Drill> {
  const dataset = join(folder, "dataset");
  const words = ["convert", join(ROOT, "samples/rig.wits"), "-o", dataset, "--part-size", "20KiB", "-q"];
  const converted = run([...words, "--units", "metric"]);
  if (converted.code !== 0) throw new Error(converted.err);
  const began = performance.now();
  const loaded = run(["load", dataset, "--to", url]);
  if (loaded.code !== 0) throw new Error(loaded.err);
  return { dataset, truth: outcome(url), usual: performance.now() - began };
}

/** What is wrong with how it ended; undefined when nothing is. `server` is killed instead of the loader, where it is given. */
export async function drilled(
  seed: number,
  { dataset, truth, usual }: Drill,
  url: string,
  server?: Server,
): Promise<string | undefined> {
  let state = seed * 2_654_435_761;
  const random = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0;
    return state / 2 ** 32;
  };
  for (let life = 1; life <= LIVES; life++) {
    const loader = spawn(process.execPath, [PROGRAM, "load", dataset, "--to", url, "-q"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    loader.stderr.on("data", (piece: Buffer) => {
      said += piece.toString();
    });
    const ended = once(loader, "close");
    if (life < LIVES) {
      await Promise.race([delay(usual * (0.3 + 0.6 * random())), ended]);
      if (server === undefined) loader.kill("SIGKILL");
      else {
        await server.kill();
        await ended;
        await server.start();
        const { exitCode } = loader;
        if (exitCode !== 0 && exitCode !== 5)
          return `a database that was killed ended the loader with ${exitCode}: ${said}`;
      }
    }
    await ended;
    if (life === LIVES && loader.exitCode !== 0)
      return `the last load ended with ${loader.exitCode}: ${said}`;
  }
  const found = outcome(url);
  return found === truth ? undefined : `found ${found} instead of ${truth}`;
}

/** The seeds that are asked for, half of them with kills of the database. */
async function main(seeds: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "witskit-"));
  const [server, maria] = await Promise.all([
    postgresProgram === undefined ? undefined : postgres(),
    mariadbProgram === undefined ? undefined : mariadb(),
  ]);
  let wrong = 0;
  try {
    const places: readonly { name: string; fresh(of: string): Promise<string>; server?: Server }[] = [
      { name: "sqlite, loader", fresh: async (of) => `sqlite://${join(folder, `${of}.db`)}` },
      ...(server === undefined
        ? []
        : [
            { name: "postgres, loader", fresh: (of: string) => server.database(of) },
            { name: "postgres, database", fresh: (of: string) => server.database(of), server },
          ]),
      ...(maria === undefined
        ? []
        : [
            { name: "mariadb, loader", fresh: (of: string) => maria.database(of) },
            { name: "mariadb, database", fresh: (of: string) => maria.database(of), server: maria },
          ]),
    ];
    const drill = await drillOf(folder, await places[0]!.fresh("truth"));
    for (const seed of seeds) {
      const place = places[seed % places.length]!;
      const fault = await drilled(seed, drill, await place.fresh(`drill_${seed}`), place.server);
      if (fault !== undefined) wrong++;
      console.log(`${seed} ${place.name}: ${fault ?? "each row once"}`);
    }
  } finally {
    await Promise.all([server?.stop(), maria?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = wrong === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first = 1, last = first] = (process.argv[2] ?? "1-30").split("-").map(Number);
  await main(Array.from({ length: last - first + 1 }, (_, i) => first + i));
}
