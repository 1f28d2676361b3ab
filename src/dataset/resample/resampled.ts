/**
 * The rows of a table as bins, a row for each step of time or depth: of each source and each well in it by itself, since rows of two rigs
 * have no mean. The table is read twice: the first reading finds whose rows go on in time, and those are passed on as they come; of
 * the others a bin is whole at the end. Memory holds the bins that are open, however long the table is.
 */
import { Bins } from "../../columns/bins/bins.js";
import { BinsInOrder, LONGEST_FILL } from "../../columns/bins/in-order.js";
import { depthSteps, type Steps, timeSteps } from "../../columns/bins/steps.js";
import type { Field } from "../../columns/field.js";
import type { Page, Values } from "../../columns/page.js";
import { Rising } from "../../columns/rising.js";
import { Failure } from "../../failure/failure.js";
import { type Timezone, timezoneNamed } from "../../wits/catalog/timezone.js";
import { conversion, refusal, unit as unitNamed, unknownUnit } from "../../wits/catalog/units.js";
import type { TableReader } from "../read.js";
import type { Selection } from "../select.js";
import { pagesByWell, type Wells } from "../wells.js";
import { binColumns, fieldsNamed, namelessIn } from "./aggregates.js";
import { BinsInAnyOrder } from "./any-order.js";
import type { DepthStep, Resampling } from "./resampling.js";

export interface BinsOptions {
  readonly selection: Selection;
  readonly wells: Wells;
  /** Of the rig's clock, where times are in UTC and the table does not tell it. */
  readonly timezone: Timezone | undefined;
  /** Rows of one well are of one group, whatever sources they are of: for formats with one row for each step. */
  readonly acrossSources?: boolean | undefined;
  /** The columns that are wanted; default: those that have a value. */
  readonly fields?: readonly Field[] | undefined;
}

/** Rows of a table that are made of others. */
export interface BinnedTable {
  readonly fields: readonly Field[];
  /** The name of the column that says where steps begin. */
  readonly index: string;
  /** Rows of the steps, those of one source and well in their order; as `leftOut` says, some of the table's are in none. */
  pages(told: BinsTold): AsyncGenerator<BinnedPage>;
}

export interface BinsTold {
  /** Rows of the table that were read. */
  readonly rows: (well: string | undefined, rows: number) => void;
  /** Of a row that is in no step, why: the end of a sentence. */
  readonly leaveOut: (well: string | undefined, why: string) => void;
  readonly note: (text: string) => void;
}

export interface BinnedPage {
  readonly well: string | undefined;
  readonly page: Page;
}

/** What the steps are of; undefined where the table has no such column with a value. */
function indexOf({ fields }: Pick<TableReader, "fields">, { step }: Resampling): Field | undefined {
  if (step.of === "time") return fields.find(({ type }) => type === "time");
  return fieldsNamed(step.channel, fields).find(({ type }) => type === "number" || type === "integer");
}

/** Throws a Failure where the step cannot be one of the table's. */
export function binned(table: TableReader, resampling: Resampling, options: BinsOptions): BinnedTable {
  if (table.resampled !== undefined) {
    throw new Failure(
      "not-for-this-command",
      `its rows are of steps already (${table.resampled}), and a mean of means counts what is rare too much; take what they were made of`,
    );
  }
  const { fields = table.fields } = options;
  const index = indexOf(table, resampling);
  if (index === undefined) throw noIndex(table, resampling);
  const columns = binColumns(fields, index, resampling.aggregates);
  const { step } = resampling;
  const steps =
    step.of === "time"
      ? timeSteps(step.milliseconds, index.utc ? zoneOf(table, options) : undefined)
      : depthSteps(lengthOf(step, index));
  const run = { table, fields, index, columns, steps, resampling, options };
  return {
    fields: columns.map(({ field }) => field),
    index: index.name,
    pages: (told) => pagesOf(run, told),
  };
}

const zoneOf = ({ timezone }: TableReader, given: BinsOptions): Timezone | undefined =>
  given.timezone ?? (timezone === undefined ? undefined : timezoneNamed(timezone));

/** The tables that have what steps are of, and the others. Throws a Failure where none has, and for names that nothing has. */
export function withSteps(
  resampling: Resampling,
  tables: readonly TableReader[],
): { readonly tables: readonly TableReader[]; readonly others: readonly TableReader[] } {
  const [nameless] = namelessIn(
    resampling.aggregates,
    tables.map(({ fields }) => fields),
  );
  if (nameless !== undefined) {
    throw new Failure(
      "unknown-name",
      `--aggregate: there is no column ${nameless} with a value; it takes names of columns, codes and channels such as hookload`,
    );
  }
  const own = tables.filter((table) => indexOf(table, resampling) !== undefined);
  if (own.length === 0 && tables.length > 0) throw noIndex(tables[0]!, resampling);
  return { tables: own, others: tables.filter((table) => !own.includes(table)) };
}

function noIndex({ meaning }: TableReader, { step, text }: Resampling): Failure {
  const what = step.of === "time" ? "a time" : `a value of ${step.channel}`;
  return new Failure("nothing-there", `${meaning} has no row with ${what}, which ${text} needs`);
}

/** In the unit of the column. Throws a Failure where it cannot be told. */
function lengthOf({ channel, length, unit }: DepthStep, { name, unit: own }: Field): number {
  const dimension = own === undefined ? undefined : unitNamed(own)?.dimension;
  if (dimension !== undefined && dimension !== "length") {
    throw new Failure(
      "other-dimension",
      `--by ${channel}: ${name} is in ${own}, which measures ${dimension}; steps are of a depth`,
    );
  }
  if (unit === undefined) return length;
  if (unitNamed(unit) === undefined) throw unknownUnit(unit);
  if (own === undefined) {
    throw new Failure(
      "units-undeclared",
      `--by ${channel}=${length}${unit}: nothing tells the unit of ${name}; give --units, or a number alone, in the unit that it has`,
    );
  }
  const found = conversion(unit, own);
  if (found === undefined) throw refusal(unit, own);
  return Number((length * found.scale).toPrecision(15));
}

interface Run {
  readonly table: TableReader;
  readonly fields: readonly Field[];
  readonly index: Field;
  readonly columns: ReturnType<typeof binColumns>;
  readonly steps: Steps;
  readonly resampling: Resampling;
  readonly options: BinsOptions;
}

interface Group {
  readonly number: number;
  readonly well: string | undefined;
  /** What its empty steps have in the columns that part groups. */
  readonly source: string;
  readonly code: string | undefined;
  /** Rows that were not read yet. */
  left: number;
  /** Where the bin of the last row begins; of the first reading. */
  start: number;
  inOrder: boolean;
  bins: BinsInOrder | undefined;
}

async function* pagesOf(run: Run, told: BinsTold): AsyncGenerator<BinnedPage> {
  const { fields, index, columns, steps, resampling } = run;
  const { fill, step } = resampling;
  const groups = await groupsOf(run);
  const numbered = [...groups.values()];
  const bins = new Bins(columns, fields);
  const at = fields.indexOf(index);
  let longGaps = 0;
  const refusalOf = (): ((value: number | undefined) => string | undefined) => {
    const rising = new Rising("depth");
    return step.of === "depth"
      ? (value) => rising.refusal(value)
      : (value) => (value === undefined || Number.isNaN(value) ? "have no time" : undefined);
  };
  const late = new BinsInAnyOrder({
    bins,
    steps,
    refusal: refusalOf(),
    leaveOut: (group, why) => told.leaveOut(numbered[group]!.well, why),
    fill,
    longGap: () => longGaps++,
  });
  try {
    for await (const part of partsOf(run, fields)) {
      const { well, page } = part;
      const group = groups.get(keyOf(run, part));
      if (group === undefined) throw changed(run.table);
      told.rows(well, page.rows);
      group.left -= page.rows;
      const place = page.values[at] as Float64Array | undefined;
      if (!group.inOrder) {
        await late.push(group.number, page.rows, page.values, place);
        continue;
      }
      group.bins ??= new BinsInOrder({
        bins,
        steps,
        refusal: refusalOf(),
        leaveOut: (why) => told.leaveOut(well, why),
        fill,
      });
      for (const one of group.bins.push(page.rows, page.values, place)) yield binnedPage(run, group, one);
      if (group.left > 0) continue;
      for (const one of group.bins.end()) yield binnedPage(run, group, one);
      longGaps += group.bins.longGaps;
      group.bins = undefined;
    }
    // Of those whose parts turned out to be damaged in between.
    for (const group of numbered)
      for (const one of group.bins?.end() ?? []) yield binnedPage(run, group, one);
    for await (const { group, page } of late.end()) yield binnedPage(run, numbered[group]!, page);
  } finally {
    await late.remove();
  }
  if (longGaps > 0) {
    told.note(
      `${longGaps.toLocaleString("en-US")} ${longGaps === 1 ? "gap" : "gaps"} of more than ${LONGEST_FILL.toLocaleString("en-US")} steps are not filled`,
    );
  }
}

/** The first reading: whose rows there are, how many, and whether they go on in time. */
async function groupsOf(run: Run): Promise<Map<string, Group>> {
  const groups = new Map<string, Group>();
  const { steps, resampling } = run;
  for await (const part of partsOf(run, [run.index])) {
    const { well, source, part: code, page } = part;
    const key = keyOf(run, part);
    let group = groups.get(key);
    if (group === undefined) {
      const number = groups.size;
      group = {
        number,
        well,
        source,
        code,
        left: 0,
        start: Number.NEGATIVE_INFINITY,
        inOrder: true,
        bins: undefined,
      };
      groups.set(key, group);
    }
    group.left += page.rows;
    // By depth a row that goes back is in no bin.
    if (resampling.step.of === "depth" || !group.inOrder) continue;
    const times = page.values[0] as Float64Array | undefined;
    for (let row = 0; row < page.rows && times !== undefined; row++) {
      if (Number.isNaN(times[row]!)) continue;
      const start = steps.startOf(times[row]!);
      if (start < group.start) group.inOrder = false;
      group.start = start;
    }
  }
  return groups;
}

/** Of a table with a row a value, rows of each item are by themselves too. */
const itemField = ({ fields }: TableReader): Field | undefined =>
  fields.some(({ name, code }) => name === "value" && code === undefined)
    ? fields.find(({ name, code }) => name === "code" && code === undefined)
    : undefined;

const partsOf = ({ table, options: { selection, wells } }: Run, fields: readonly Field[]) =>
  pagesByWell(table, fields, selection, wells, itemField(table));

const keyOf = (
  { options: { acrossSources } }: Run,
  {
    well,
    source,
    part,
  }: { readonly well: string | undefined; readonly source: string; readonly part: string | undefined },
): string => JSON.stringify(acrossSources && well !== undefined ? [well, part] : [well, part, source]);

/** A step without a row says whose it is all the same. */
function binnedPage({ table, resampling }: Run, { well, source, code }: Group, page: Page): BinnedPage {
  if (!resampling.fill) return { well, page };
  const item = itemField(table);
  const values = page.values.map((some, i): Values | undefined => {
    const { name, code: own } = page.fields[i]!;
    const text =
      own !== undefined ? undefined : name === "source" ? source : name === item?.name ? code : undefined;
    if (text === undefined || some === undefined || some instanceof Float64Array) return some;
    return some.map((one) => one ?? text);
  });
  return { well, page: { ...page, values } };
}

const changed = ({ meaning }: TableReader): Failure =>
  new Failure("input-changed", `${meaning} changed while it was read; run the command again`);
