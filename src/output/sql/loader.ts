/**
 * What every database promises to whoever loads rows into it, be it parts of a dataset or what a live stream has just decoded.
 *
 * `openLoader(url)` opens one; `ensure` makes tables, and columns that have come since; `write` takes the rows of one unit of work in
 * one transaction together with a line in the ledger of the database, `witskit_loaded`. So a unit is there whole or not at all, and
 * whoever asks the ledger first (`loaded`, `position`) sends nothing twice, whichever side was killed. Rows are named by source and
 * offset: those that are there already are compared, and never there twice; rows with other values are a `Failure`, nothing is
 * overwritten in silence. Two ways to name units:
 *
 * - what is finished has a name for ever, such as the checksum of a part: `write` of a name that is in the ledger asks for no row;
 * - what goes on has the name of its stream and a `position`, a text that means something to the caller alone: the latest one is
 *   kept with the rows up to it, and `position` tells it after a crash. Positions must come in order, from one writer a stream.
 *
 * `rows` may be called again, where the database ends a transaction for its own reasons (a deadlock, a partition that another loader
 * has just made); its pages are lent, and read before the next one is asked for. Memory is that of a page.
 *
 * What has no transactions cannot promise that, and says so by `promise`: of line protocol and InfluxDB all is there at least once, and what is sent
 * again takes the place of itself. They know no units and no positions, and of a unit that fails, some is there.
 */
import type { Page } from "../../columns/page.js";
import type { SqlTable } from "./tables.js";

export interface Loader {
  /** The URL without its secrets. */
  readonly shown: string;
  /** What is written lasts, once each or, without transactions, at least once and by overwriting; undefined is `once`. */
  readonly promise?: "once" | "overwrites" | undefined;
  /**
   * Makes the tables and their columns, as far as they are not there, the views of queries, and the tables that explain them. Columns are
   * added and never dropped. Throws `Failure("output-foreign")` for a table that is not ours, `("output-differs")` for other types or units.
   */
  ensure(tables: readonly SqlTable[]): Promise<void>;
  /** The statements that `ensure` would run now. */
  statements(tables: readonly SqlTable[]): Promise<readonly string[]>;
  /** Those of the units that are in the ledger. */
  loaded(units: readonly string[]): Promise<ReadonlySet<string>>;
  /** The last position that was written with this unit; undefined where there is none. */
  position(unit: string): Promise<string | undefined>;
  /** The same of all units whose names begin so, by their names. */
  positions(prefix: string): Promise<ReadonlyMap<string, string>>;
  /** All rows of a unit or none. When this is done they are durable, as far as the database keeps its promises. */
  write(unit: LoadUnit, rows: () => AsyncIterable<TableRows> | Iterable<TableRows>): Promise<Written>;
  /**
   * Rows of some sources of a table, found anew: those that are there go as far as they are others, and these come, in one transaction with the positions of
   * their units. Throws `Failure("output-taken")` where a position is another one than its `known`: somebody else has written meanwhile.
   */
  replace(
    table: SqlTable,
    refound: readonly Refound[],
    rows: () => AsyncIterable<Page> | Iterable<Page>,
  ): Promise<Written>;
  /** Shows what was written, where nothing is seen of it before all of it is there, as of a file. */
  finish?(): Promise<void>;
  /** May be called at any time, after a failure too, and again. */
  close(): Promise<void>;
}

export interface LoadUnit {
  readonly name: string;
  /** Of what goes on: where the caller is when these rows are written. */
  readonly position?: string | undefined;
}

/** A source of which other rows were found than the table has; the table's key is the source and a place in it, from 0. */
export interface Refound {
  /** In the ledger. */
  readonly unit: string;
  readonly source: string;
  /** The position that the ledger has; undefined: none. */
  readonly known: string | undefined;
  /** And that it is to have. */
  readonly position: string;
  /** The place of the first row that goes, and of the first that comes. */
  readonly from: number;
  /** How many there are in the end. */
  readonly rows: number;
}

/** Rows of a table that was ensured. Fields of the page that the table has no column for are left out by no one: they are an error of the caller. */
export interface TableRows {
  readonly table: SqlTable;
  readonly page: Page;
}

export interface Written {
  /** The ledger had the unit already: nothing was asked for and nothing is written. */
  readonly already: boolean;
  /** Rows that are new. */
  readonly rows: number;
  /** Rows that were there already, with the same values. */
  readonly present: number;
  /** What is not in the database as it was in the rows, by the reason, a sentence's end, with how many values it concerns. */
  readonly changed: ReadonlyMap<string, number>;
  /** The same of whole rows: those that are left out. */
  readonly changedRows?: ReadonlyMap<string, number>;
  /** What else is to be known of it, a sentence each. */
  readonly remarks?: readonly string[];
}

export const nothingWritten: Written = { already: true, rows: 0, present: 0, changed: new Map() };

/** What is told when a database is opened. */
export interface LoaderOptions {
  /** Rows that are there with other values get those of the unit, instead of a `Failure`. */
  readonly replaceChanged?: boolean | undefined;
  /** Replace a file that is there, where all of it is made anew. */
  readonly force?: boolean | undefined;
}
