/**
 * Kills of what writes, or of the database under it, at moments that a seed chooses: each report that was acknowledged is there, whole, with its
 * history, and the audit chain holds. `node --import ./scripts/typescript.mjs test/service/store/kills.ts 1-20` does twenty on each engine.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { verify } from "../../../src/service/store/audit/chain.js";
import type { Store } from "../../../src/service/store/database.js";
import { readShifts } from "../../../src/service/store/repositories/shift-read.js";
import { type Place, postgresPlace, sqlitePlace } from "./engines.js";
import { furnish } from "./house.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export interface Killing {
  readonly place: Place;
  /** What was acknowledged, over all kills: the last state of each report. */
  readonly acknowledged: Map<string, string>;
}

/** How many more must be acknowledged before the kill that a seed chooses. */
const moreOf = (seed: number): number => 3 + ((seed * 7919) % 23);

/** What is wrong after it; nothing when all is right. `server` kills the database and starts it again. */
export async function killed(
  seed: number,
  { place, acknowledged }: Killing,
  server = false,
): Promise<string[]> {
  const words = ["--import", "./scripts/typescript.mjs", "test/service/store/writer.ts", place.place];
  const child = spawn(process.execPath, [...words, String(seed * 1000)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (piece: Buffer) => said.push(String(piece)));
  const gone = once(child, "exit");
  let more = moreOf(seed);
  let isKilled = false;
  for await (const line of createInterface(child.stdout)) {
    const [id, state] = line.split(" ") as [string, string];
    acknowledged.set(id, state);
    if (--more > 0 || isKilled) continue;
    isKilled = true;
    await delay((seed * 31) % 7);
    if (server) await place.crash?.();
    else child.kill("SIGKILL");
  }
  await gone;
  if (server) await place.restart?.();
  if (!isKilled) return [`the writer ended by itself: ${said.join("")}`];
  const store = await place.open();
  try {
    return await faultsIn(store, acknowledged);
  } finally {
    await store.close();
  }
}

async function faultsIn(store: Store, acknowledged: ReadonlyMap<string, string>): Promise<string[]> {
  return store.read("north", async (t) => {
    const found = new Map(
      (await readShifts(t, [...acknowledged.keys()])).map(({ document }) => [document.id, document]),
    );
    const faults = [...acknowledged].flatMap(([id, state]) => {
      const document = found.get(id);
      if (document === undefined) return [`${id} was acknowledged and is not there`];
      if (document.runs.length !== 1 || document.crew.length !== 1) return [`${id} is not whole`];
      // What came after the last acknowledgement may have been done too.
      return state === "submitted" && document.state !== "submitted"
        ? [`${id} is ${document.state}, and was submitted`]
        : [];
    });
    const chain = await verify(t.sql);
    return chain.isWhole ? faults : [...faults, `the chain breaks at ${chain.seq}: ${chain.what}`];
  });
}

async function main([from, to]: readonly number[]): Promise<void> {
  for (const start of [sqlitePlace, postgresPlace]) {
    const place = await start();
    const store = await place.open();
    await furnish(store, "north");
    await store.close();
    const killing: Killing = { place, acknowledged: new Map() };
    try {
      for (let seed = from!; seed <= to!; seed++) {
        const server = place.engine === "postgres" && seed % 2 === 0;
        const faults = await killed(seed, killing, server);
        for (const fault of faults) console.log(`${place.engine} ${seed}: ${fault}`);
        if (faults.length > 0) process.exitCode = 1;
      }
      console.log(
        `${place.engine}: ${to! - from! + 1} kills, ${killing.acknowledged.size} reports acknowledged`,
      );
    } finally {
      await place.end();
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await main((process.argv[2] ?? "1-20").split("-").map(Number));
