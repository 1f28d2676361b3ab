/** What every database keeps of the contract of loaders, in one that is real. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Field } from "../../../src/columns/field.js";
import type { Page, Values } from "../../../src/columns/page.js";
import { analysisTable } from "../../../src/output/sql/analysis-tables.js";
import type { Loader, TableRows } from "../../../src/output/sql/loader.js";
import { openLoader } from "../../../src/output/sql/open.js";
import { sqlTable } from "../../../src/output/sql/tables.js";
import { skipped } from "../../program.js";
import { mariadb, mariadbProgram, postgres, postgresProgram, type Server } from "./servers.js";

const field = (name: string, type: Field["type"], rest: Partial<Field> = {}): Field => ({
  name,
  type,
  utc: false,
  code: undefined,
  mnemonic: undefined,
  meaning: name,
  unit: undefined,
  ...rest,
});
const FIELDS = [
  field("timestamp", "time"),
  field("source", "text"),
  field("offset", "integer"),
  field("WID", "text", { code: 101, mnemonic: "WID" }),
  field("DMEA", "number", { code: 110, mnemonic: "DMEA", unit: "m", meaning: "Depth Hole (meas)" }),
];
const TABLE = sqlTable("record=01", "General Time-Based", FIELDS);
const NOVEMBER = Date.UTC(2026, 10, 30, 23, 59, 59, 123);

/** Rows at these offsets; a value that is left out is the offset. */
function page(
  offsets: readonly number[],
  { values, fields = FIELDS }: { values?: readonly number[]; fields?: readonly Field[] } = {},
): Page {
  const rows = offsets.length;
  const byName: Readonly<Record<string, Values>> = {
    timestamp: Float64Array.from(offsets, (offset) => NOVEMBER + offset * 1000),
    source: offsets.map(() => "rig.wits"),
    offset: Float64Array.from(offsets),
    WID: offsets.map(() => "A-1"),
    DMEA: Float64Array.from(values ?? offsets),
  };
  return { rows, fields, values: fields.map(({ name }) => byName[name]) };
}

const rowsOf = (...pages: readonly Page[]) => {
  const asked = { times: 0 };
  const rows = (): TableRows[] => {
    asked.times++;
    return pages.map((one) => ({ table: TABLE, page: one }));
  };
  return { rows, asked };
};

interface Place {
  /** Of a database that is empty. */
  fresh(): Promise<string>;
  ask(url: string, sql: string): Promise<unknown[][]>;
}

let server: Server | undefined;
let maria: Server | undefined;
const folder = mkdtempSync(join(tmpdir(), "witskit-"));
let made = 0;
beforeAll(async () => {
  [server, maria] = await Promise.all([
    postgresProgram === undefined ? undefined : postgres(),
    mariadbProgram === undefined ? undefined : mariadb(),
  ]);
});
afterAll(async () => {
  await Promise.all([server?.stop(), maria?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const places: Readonly<Record<string, Place>> = {
  PostgreSQL: {
    fresh: () => server!.database(`rig_${made++}`),
    async ask(url, sql) {
      const { default: pg } = await import("pg");
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        return (await client.query({ text: sql, rowMode: "array" })).rows as unknown[][];
      } finally {
        await client.end();
      }
    },
  },
  MariaDB: {
    fresh: () => maria!.database(`rig_${made++}`),
    async ask(url, sql) {
      const { openAsking } = await import("../../../src/output/sql/open-asking.js");
      const asking = await openAsking(url);
      try {
        const rows: unknown[][] = [];
        for await (const some of (await asking.ask(sql.replace(" AS text)", " AS char)"))).rows())
          rows.push(...some.map((row) => [...row]));
        return rows;
      } finally {
        await asking.close();
      }
    },
  },
  SQLite: {
    fresh: async () => `sqlite://${join(folder, `rig-${made++}.db`)}`,
    async ask(url, sql) {
      const { openFile } = await import("../../../src/output/sql/sqlite/database.js");
      const database = await openFile(url.slice("sqlite://".length), url, true);
      try {
        return database.prepare(sql).all().map(Object.values);
      } finally {
        database.close();
      }
    },
  },
};

const here: Readonly<Record<string, string | undefined>> = {
  PostgreSQL: postgresProgram,
  MariaDB: mariadbProgram,
  SQLite: "",
};

describe.each(["PostgreSQL", "MariaDB", "SQLite"])("%s", (name) => {
  const isHere = here[name] !== undefined;
  const place = places[name]!;
  const test = it.skipIf(!isHere);
  const loading = async <Result>(
    url: string,
    doing: (loader: Loader) => Promise<Result>,
  ): Promise<Result> => {
    const loader = await openLoader(url);
    try {
      await loader.ensure([TABLE]);
      return await doing(loader);
    } finally {
      await loader.close();
    }
  };

  test("replaces what was found of a source from a place on, unless somebody else has meanwhile", async () => {
    const url = await place.fresh();
    const columns = [field("source", "text"), field("state", "text")];
    const found = analysisTable("states", { fields: columns, columns });
    const states = (...words: string[]): Page => ({
      rows: words.length,
      fields: [columns[0]!, columns[1]!, field("place", "integer")],
      values: [
        words.map(() => "a"),
        words.map((word) => word.slice(1)),
        Float64Array.from(words, (word) => Number(word[0])),
      ],
    });
    const unit = "analysis/states a";
    const sent = { unit, source: "a", known: undefined, position: "3 x", from: 0, rows: 3 };
    await loading(url, async (loader) => {
      await loader.ensure([found]);
      await loader.replace(found, [sent], () => [states("0run", "1drill", "2pull")]);
      // Who looked before these were there knows of no position.
      await expect(loader.replace(found, [sent], () => [states("0other")])).rejects.toMatchObject({
        code: "output-taken",
      });
      const behind = { ...sent, known: "3 x", position: "2 y", from: 1, rows: 2 };
      await expect(
        loader.replace(found, [behind], () => {
          throw new Error("of the caller");
        }),
      ).rejects.toThrow("of the caller");
      expect(await loader.positions("analysis/states ")).toEqual(new Map([[unit, "3 x"]]));
      await loader.replace(found, [behind], () => [states("1ream")]);
      expect(await loader.positions("analysis/states ")).toEqual(new Map([[unit, "2 y"]]));
      expect(await loader.positions("analysis/trips ")).toEqual(new Map());
    });
    expect(await place.ask(url, "SELECT state FROM states ORDER BY state")).toEqual([["ream"], ["run"]]);
  });

  test(
    skipped("has the rows of a unit once, however often it is written", isHere ? "" : undefined, name),
    async () => {
      const url = await place.fresh();
      const { rows, asked } = rowsOf(page([0, 100]), page([200]));
      const written = await loading(url, (loader) => loader.write({ name: "part-0" }, rows));
      expect(written).toMatchObject({ already: false, rows: 3, present: 0 });
      const again = await loading(url, (loader) => loader.write({ name: "part-0" }, rows));
      expect({ again, asked }).toMatchObject({ again: { already: true, rows: 0 }, asked: { times: 1 } });
      expect(await loading(url, (loader) => loader.loaded(["part-0", "part-1"]))).toEqual(
        new Set(["part-0"]),
      );
      const all = await place.ask(url, 'SELECT source, "offset", DMEA FROM r01 ORDER BY 2');
      expect(all.map((row) => row.map(String))).toEqual(
        ["0", "100", "200"].map((at) => ["rig.wits", at, at]),
      );
    },
  );

  test("leaves out rows that are there, and says so where they have other values", async () => {
    const url = await place.fresh();
    await loading(url, (loader) => loader.write({ name: "a" }, rowsOf(page([100, 200])).rows));
    const overlap = await loading(url, (loader) =>
      loader.write({ name: "b" }, rowsOf(page([0, 100, 200, 300])).rows),
    );
    expect(overlap).toMatchObject({ rows: 2, present: 2 });
    const other = rowsOf(page([200, 400], { values: [0.5, 0.5] }));
    await expect(loading(url, (loader) => loader.write({ name: "c" }, other.rows))).rejects.toMatchObject({
      code: "rows-differ",
      message: expect.stringContaining("rig.wits at byte 200"),
    });
    expect(await place.ask(url, "SELECT count(*) FROM log")).toEqual([
      [expect.toSatisfy((n) => Number(n) === 4)],
    ]);
    const loader = await openLoader(url, { replaceChanged: true });
    await loader.ensure([TABLE]);
    await loader.write({ name: "c" }, other.rows);
    await loader.close();
    const values = await place.ask(url, 'SELECT DMEA FROM r01 ORDER BY "offset"');
    expect(values.flat()).toEqual([0, 100, 0.5, 300, 0.5]);
  });

  test("keeps the position of a stream with its rows", async () => {
    const url = await place.fresh();
    const write = (position: string, ...offsets: number[]) =>
      loading(url, (loader) => loader.write({ name: "rig", position }, rowsOf(page(offsets)).rows));
    await write("10", 0);
    await write("20", 100);
    expect(await loading(url, (loader) => loader.position("rig"))).toBe("20");
    expect(await loading(url, (loader) => loader.position("another"))).toBeUndefined();
    expect((await place.ask(url, "SELECT count(*) FROM r01")).flat().map(Number)).toEqual([2]);
  });

  test("takes nothing of a unit that fails, or is aborted, and passes on what its rows throw", async () => {
    const url = await place.fresh();
    const { reason } = AbortSignal.abort();
    for (const thrown of [new Error("the part is damaged"), reason]) {
      const failing = async function* (): AsyncGenerator<TableRows> {
        yield { table: TABLE, page: page([0, 100]) };
        throw thrown;
      };
      await expect(loading(url, (loader) => loader.write({ name: "a" }, failing))).rejects.toBe(thrown);
    }
    expect(await loading(url, (loader) => loader.loaded(["a"]))).toEqual(new Set());
    expect((await place.ask(url, "SELECT count(*) FROM r01")).flat().map(Number)).toEqual([0]);
  });

  test("adds columns that come, and refuses other types, other units and tables of others", async () => {
    const url = await place.fresh();
    await loading(url, (loader) => loader.write({ name: "a" }, rowsOf(page([0])).rows));
    const more = [...FIELDS, field("GASA", "number", { code: 140, mnemonic: "GASA" })];
    const wider = sqlTable("record=01", "General Time-Based", more);
    const loader = await openLoader(url);
    await loader.ensure([wider]);
    await loader.write({ name: "b" }, () => [{ table: wider, page: page([100], { fields: more }) }]);
    expect(await loader.statements([wider])).toEqual([]);
    const inFeet = FIELDS.map((one) => (one.name === "DMEA" ? { ...one, unit: "ft" } : one));
    await expect(loader.ensure([sqlTable("record=01", "", inFeet)])).rejects.toMatchObject({
      code: "output-differs",
      message: expect.stringMatching(/DMEA in m, and what comes is in ft/),
    });
    const inUtc = FIELDS.map((one) => (one.name === "timestamp" ? { ...one, utc: true } : one));
    await expect(loader.ensure([sqlTable("record=01", "", inUtc)])).rejects.toMatchObject({
      code: "output-differs",
    });
    await loader.close();
    expect((await place.ask(url, "SELECT GASA FROM r01")).flat()).toEqual([null, null]);
  });

  test("has numbers, times and texts as they are", async () => {
    const url = await place.fresh();
    const numbers = [0.1, -1e-300, 5e-324, 1.7976931348623157e308, Number.POSITIVE_INFINITY, 1 / 3];
    const offsets = numbers.map((_, i) => 2 ** 52 + i);
    const one = page(offsets, { values: numbers });
    const texts = ["it's", 'a "name"', "\\.\t\n", "深さ", "", "x".repeat(300_000)];
    const values = one.values.map((column, i) => (FIELDS[i]!.name === "WID" ? texts : column));
    const clock = (values[0] as Float64Array).fill(NOVEMBER);
    clock.set([Number.NaN, Date.UTC(1969, 0), Date.UTC(2150, 0, 1, 0, 0, 0, 1)]);
    if (name === "MariaDB") numbers[4] = 4; // it has no infinite number
    (one.values[4] as Float64Array).set(numbers);
    const { changed } = await loading(url, (loader) =>
      loader.write({ name: "a" }, rowsOf({ ...one, values }).rows),
    );
    // A build of SQLite takes numbers for 0 that are next to it, and that is said.
    if (changed.size > 0) numbers[2] = 0;
    expect([...changed.values()]).toEqual(changed.size > 0 ? [1] : []);
    const rows = await place.ask(
      url,
      'SELECT "offset", WID, DMEA, CAST("timestamp" AS text) FROM r01 ORDER BY 1',
    );
    expect(rows.map(([offset]) => Number(offset))).toEqual(offsets);
    expect(rows.map(([, text]) => text)).toEqual(texts);
    expect(rows.map(([, , number]) => number)).toEqual(numbers);
    const times = rows.map(([, , , time]) => (time === null ? null : String(time).replace(/\.000$/, "")));
    expect(times.slice(0, 3)).toEqual([null, "1969-01-01 00:00:00", "2150-01-01 00:00:00.001"]);
  });
});
