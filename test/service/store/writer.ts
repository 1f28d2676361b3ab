/** Puts reports without end, many at once, and says each that was acknowledged: a child to be killed. `writer.ts PLACE FIRST` */
import { writeSync } from "node:fs";
import { openStore } from "../../../src/service/store/open.js";
import { putShift } from "../../../src/service/store/repositories/shift-put.js";
import { report, run, worker } from "../shift/report.js";
import { doEvent } from "./deciding.js";
import { ada } from "./house.js";

const [place, first] = process.argv.slice(2);
const store = await openStore(place!);
const dates = (n: number): string => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10);

let next = Number(first);
async function write(): Promise<void> {
  for (;;) {
    const n = next++;
    const id = `w-${n}`;
    const content = report({
      date: dates(n),
      crew: [{ ...worker("ada", 12), id: `${id}-c` }],
      runs: [run(n, n + 1, 0, 1, { id: `${id}-r` })],
    });
    await store.transaction("north", (t) => putShift(t, { id, content, ifVersion: null, by: ada }));
    writeSync(1, `${id} draft\n`);
    await store.transaction("north", (t) => doEvent(t, id, "submit"));
    writeSync(1, `${id} submitted\n`);
  }
}
await Promise.all([write(), write(), write()]);
