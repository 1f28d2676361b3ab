/**
 * Contracts and reports that a seed makes up, sent to a service as people send them, issued, amended and issued again; and what is wrong with the
 * bills then. The lines of each report, its days, the month, CSV, paper, the workbook as LibreOffice calculates it and the star schema as DuckDB sums it are held
 * against what `by-hand.ts` counts.
 * `node --import ./scripts/typescript.mjs test/service/export/random-camp.ts 1-100` does a hundred on each engine.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parse } from "csv-parse/sync";
import { unzipSync } from "fflate";
import { changedSince } from "../../../src/service/store/frozen.js";
import { query } from "../../bulk/query.js";
import { program } from "../../program.js";
import { recalculated } from "../../spreadsheet.js";
import { admin, person } from "../api/people.js";
import { put } from "../api/rigs.js";
import { ask, type Served, start } from "../api/serving.js";
import { engines } from "../store/engines.js";
import {
  type CountedLine,
  chargeAmount,
  countedLines,
  decimal,
  fraction,
  moneyOf,
  offsetAt,
  rounded,
  taxOn,
} from "./by-hand.js";

const HOUR = 3_600_000;
const PERIODS = ["2026-03", "2026-04", "2026-05"] as const;

// biome-ignore lint/suspicious/noExplicitAny: documents as they travel
type Sent = any;

/** A service with somebody in it who may do all of it. */
export interface House {
  readonly served: Served;
  readonly cookie: string;
  /** Of the admin. */
  readonly office: string;
}

export async function house(database?: string): Promise<House> {
  const served = await start(() => Date.UTC(2026, 5, 10), database === undefined ? {} : { database });
  const by = await admin(served);
  const { headers } = await ask(served, "GET /settings", { cookie: by });
  const settings = { cookie: by, headers: { "if-match": headers.get("etag") ?? "" } };
  await put(served, "/settings", { one_person: true, tolerance_minutes: 0 }, settings);
  for (const one of PEOPLE) await put(served, `/people/${one}`, { name: one, role: "" }, { cookie: by });
  for (const one of ITEMS)
    await put(served, `/items/${one}`, { code: one, name: one, unit: "bag", reorder: null }, { cookie: by });
  for (const [id, name] of TYPES)
    await put(
      served,
      `/activity-types/${id}`,
      { code: id, name, class: name, payer: "client" },
      { cookie: by },
    );
  return { served, office: by, cookie: (await person(served, by, "boss", "manager")).cookie };
}

const SLOTS = [
  { name: "day", starts: "06:00", ends: "18:00" },
  { name: "night", starts: "18:00", ends: "06:00" },
];
const PEOPLE = ["ada", "bo", "cy"] as const;
const ROLES = ["driller", "helper"] as const;
const ITEMS = ["mud", "bit", "fuel"] as const;
const TYPES = [
  ["type-1", "standby"],
  ["type-2", "maintenance"],
  ["type-3", "safety"],
] as const;
const SIZES = ["HQ", "NQ", "PQ"] as const;
const REASONS = ["site access", "weather", "ream"] as const;

/** Numbers that a seed gives, the same each time (mulberry32). */
function chance(seed: number) {
  let state = seed * 2_654_435_761;
  const below = (most: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % most;
  };
  return {
    below,
    one: <Value>(values: readonly Value[]): Value => values[below(values.length)]!,
    is: (inHundred: number): boolean => below(100) < inHundred,
  };
}
type Chance = ReturnType<typeof chance>;

const textOf = (value: number, decimals: number): string => moneyOf(BigInt(value), decimals);

/** Terms with a few of everything that a contract can have. */
function contractOf(
  random: Chance,
  id: string,
  client: string,
  project: string,
  rigs: readonly string[],
): Sent {
  const { below, one, is } = random;
  const digits = one([0, 2, 2, 2, 3]);
  const inFeet = is(40);
  const rates: Sent[] = [];
  const scale = one([1, 1, 40]);
  const rate = (kind: string, more: object): void => {
    rates.push({
      ...{ id: `${id}-${rates.length}`, kind, activity_type: null, reason: null, size: null, item: null },
      ...{ rig: null, from: null, to: null, free_min: 0, markup: "0", payer: "client" },
      price: textOf((below(is(50) ? 40_000 : 2_000_000) + 1) * scale * (is(50) ? 50 : 1), 4),
      ...more,
    });
  };
  const limits = [below(60_000) + 20_000, below(60_000) + 90_000].map((mm) =>
    textOf(inFeet ? Math.round((Math.round(mm / 3048) * 30_480) / 10) : mm, 3),
  );
  for (const size of [null, ...SIZES.slice(0, below(3))]) {
    if (size === null ? is(80) : is(30)) rate("metre", { size });
    if (!is(70)) continue;
    rate("metre", { size, to: limits[0] });
    rate("metre", { size, from: limits[0], to: limits[1] });
    if (is(70)) rate("metre", { size, from: limits[1] });
  }
  if (is(30)) rate("metre", { rig: rigs[0], size: is(50) ? "HQ" : null });
  for (const payer of ["client", "contractor"] as const) {
    if (payer === "contractor" && is(60)) continue;
    if (is(50)) rate("hour", { payer, free_min: one([0, 0, 45, 120]) });
    for (const [activity_type] of TYPES)
      if (is(50)) rate("hour", { payer, activity_type, free_min: one([0, 0, 30, 90, 120]) });
    for (const reason of REASONS) if (is(35)) rate("hour", { payer, reason, free_min: one([0, 20]) });
    if (is(20)) rate("hour", { payer, rig: rigs[1], activity_type: "type-1" });
  }
  if (is(40)) rate("man_hour", {});
  if (is(60)) rate("man_hour", { reason: one(ROLES), rig: is(30) ? rigs[0] : null });
  for (const item of ITEMS)
    if (is(70)) rate("item", { item, markup: textOf(one([0, 0, 1250, 1500, 333]), 2) });
  for (const unit of ["shift", "day"]) {
    if (is(35)) rate(`fixed_${unit}`, { reason: "camp" });
    if (is(20)) rate(`fixed_${unit}`, { reason: "camp", rig: rigs[1] });
    if (is(25)) rate(`fixed_${unit}`, {});
    if (is(35)) rate(`minimum_${unit}`, { price: textOf((below(900_000) + 1) * 50 * scale, 4) });
    if (is(35)) rate(`maximum_${unit}`, { price: textOf((below(900_000) + 1) * 100 * scale, 4) });
  }
  if (rates.length === 0) rate("metre", {});
  return {
    ...{ client, project, code: id, currency: one(["USD", "CLP", "EUR"]), minor_digits: digits },
    length_unit: inFeet ? "ft" : "m",
    length_step: inFeet ? one(["0", "0", "0.305", "3.048", "0.152"]) : one(["0", "0", "0.1", "0.5", "1"]),
    ...{ time_step_min: one([0, 0, 15, 30, 60]), month_split: one(["shift", "calendar"]) },
    ...{ tax: textOf(one([0, 1500, 1525, 1900, 777]), 2), client_approval: false, client_prices: true },
    ...{ deemed_days: null, valid_from: "2026-01-01", valid_to: null, rates },
  };
}

const instant = (at: number): string =>
  `${new Date(at + offsetAt(at)).toISOString().slice(0, -1)}+0${offsetAt(at) / HOUR}:00`;

/** The start of a local day of March or April. */
const localStart = (date: string, hours: number): number => {
  const at = Date.parse(`${date}T00:00:00Z`) + hours * HOUR;
  return at - offsetAt(at - 2 * HOUR);
};

interface Made {
  readonly contracts: readonly Sent[];
  readonly shifts: readonly Sent[];
  readonly charges: readonly Sent[];
}

function madeUp(seed: number, days: number): Made {
  const random = chance(seed);
  const { below, one, is } = random;
  const name = (what: string): string => `s${seed}-${what}`;
  const rigs = [name("rig-1"), name("rig-2")];
  const contracts = ["a", "b"].map((letter) => {
    const id = name(`contract-${letter}`);
    return { id, ...contractOf(random, id, name("client"), name("project"), rigs) };
  });
  const shifts: Sent[] = [];
  const depths = new Map<string, number>();
  let rows = 0;
  // The night in which the clock changes and the one in which the month ends are among them.
  const first = Date.UTC(2026, 2, 28 - below(days - 3));
  for (let day = 0; day < days; day++)
    for (const [slot, hours] of [
      ["day", 6],
      ["night", 18],
    ] as const)
      for (const rig of rigs) {
        if (is(15)) continue;
        const date = new Date(first + day * 24 * HOUR).toISOString().slice(0, 10);
        const [from, until] = [localStart(date, hours), localStart(date, hours + 12)];
        const seconds = (until - from) / 1000;
        const inner = Array.from({ length: 2 + below(7) }, () =>
          is(80) ? 60 * (1 + below(seconds / 60 - 1)) : 1 + below(seconds - 1),
        );
        const cuts = [...new Set([0, ...inner, seconds])].sort((a, b) => a - b);
        const [runs, activities]: [Sent[], Sent[]] = [[], []];
        for (const [i, start] of cuts.slice(0, -1).entries()) {
          const span = {
            starts_at: instant(from + start * 1000),
            ends_at: instant(from + cuts[i + 1]! * 1000),
          };
          const row = { id: `s${seed}-row-${++rows}`, ...span, source: "typed", remarks: "" };
          const hole = `${rig}-${1 + below(2)}`;
          const depth = depths.get(hole) ?? 0;
          if (is(45)) {
            const isNew = depth < 2000 || is(75);
            const typed = is(30) ? { typed_in: "ft" } : {};
            const made = isNew ? 300 + below(25_000) : 0;
            const to = isNew ? inTyped(depth + made, typed) : depth - below(900);
            if (isNew) depths.set(hole, to);
            runs.push({
              ...{ ...row, hole, size: one(SIZES), kind: isNew ? "new" : one(["ream", "redrill", "wedge"]) },
              ...{
                from: textOf(isNew ? depth : to - 500 - below(500), 3),
                to: textOf(to, 3),
                recovered: null,
              },
              ...{ on_bottom_seconds: null, bit: null, ...typed },
            });
          } else {
            const [type] = one(TYPES);
            const reason = type === "type-1" || is(20) ? one(REASONS) : null;
            activities.push({
              ...{
                ...row,
                type,
                reason,
                payer: one(["client", "client", "contractor"]),
                hole: null,
                parallel: false,
              },
            });
          }
        }
        if (is(30))
          activities.push({
            ...{
              id: `s${seed}-row-${++rows}`,
              type: "type-3",
              reason: null,
              payer: "client",
              hole: null,
              parallel: true,
            },
            ...{
              starts_at: instant(from),
              ends_at: instant(from + 20 * 60_000),
              source: "typed",
              remarks: "",
            },
          });
        const crew = PEOPLE.slice(0, below(4)).map((who) => ({
          ...{ id: `s${seed}-row-${++rows}`, person: who, role: one(ROLES), minutes: 1 + below(720) },
        }));
        const materials = ITEMS.slice(0, below(4)).map((item) => ({
          ...{ id: `s${seed}-row-${++rows}`, item, quantity: textOf(1 + below(40_000), 3) },
        }));
        shifts.push({
          ...{ id: `${rig}-${date}-${slot}`, rig, date, slot, time_zone: "Europe/Oslo" },
          ...{ starts_at: instant(from), ends_at: instant(until), client: name("client") },
          ...{ contract: one(contracts).id, project: name("project"), supervisor: null, notes: "" },
          ...{ crew, runs, activities, materials, surveys: [], casings: [], photos: [] },
        });
      }
  const charges = contracts.flatMap(({ id }) =>
    Array.from({ length: below(3) }, (_, i) => ({
      ...{ contract: id, id: name(`charge-${id}-${i}`), date: one(["2026-03-28", "2026-04-02"]) },
      ...{ rig: null, description: "a lift", unit: "lift", quantity: textOf(1 + below(9000), 3) },
      price: textOf((below(500_000) + 1) * (is(40) ? -5 : 5), 4),
    })),
  );
  return { contracts, shifts, charges };
}

/** Millimetres as people who type feet come to them: hundredths of a foot. */
const inTyped = (mm: number, { typed_in }: { readonly typed_in?: string }): number =>
  typed_in === undefined ? mm : Math.round((Math.round(mm / 3.048) * 3048) / 1000);

/** The same report after somebody has looked at it again. */
function amended({ below, one }: Chance, shift: Sent, contracts: readonly Sent[]): Sent {
  return {
    ...shift,
    contract: one([shift.contract, shift.contract, one(contracts).id]),
    runs: shift.runs.map((run: Sent) => ({ ...run, size: one([run.size, ...SIZES]) })),
    activities: shift.activities.map((row: Sent) => ({ ...row, payer: one(["client", "contractor"]) })),
    materials: shift.materials.slice(below(2)),
    crew: shift.crew.map((row: Sent) => ({ ...row, minutes: 1 + below(720) })),
  };
}

/** Workbooks wait until there are many: a spreadsheet is slow to start. */
export interface Workbook {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of its lines, then net, tax and total. */
  readonly amounts: readonly string[];
}

export interface Looked {
  readonly wrong: readonly string[];
  readonly workbooks: readonly Workbook[];
  /** How many lines of bills were compared. */
  readonly lines: number;
}

/** Everything that one seed makes up, done on one service. */
export async function billsOfSeed(
  seed: number,
  { served, cookie, office }: House,
  days = 7,
): Promise<Looked> {
  const made = madeUp(seed, days);
  const random = chance(seed + 77_777);
  const wrong: string[] = [];
  const workbooks: Workbook[] = [];
  let lines = 0;
  const docs = new Map<string, Sent>(made.shifts.map((shift) => [shift.id, shift]));
  const done = async (line: string, body?: unknown, version?: number): Promise<Sent> => {
    const headers = version === undefined ? {} : { "if-match": `"${version}"` };
    const answer = await ask(served, line, { cookie, headers, ...(body !== undefined && { body }) });
    if (answer.status >= 300)
      throw new Error(
        `seed ${seed}: ${line}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 1500)}`,
      );
    return answer.body;
  };
  const file = async (path: string): Promise<Uint8Array> => {
    const answer = await fetch(`${served.url}/api/v1/exports/${path}`, { headers: { cookie } });
    if (answer.status !== 200)
      throw new Error(`seed ${seed}: ${path}: ${answer.status} ${await answer.text()}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const { client, project } = made.contracts[0];
  await done(`PUT /clients/${client}`, { name: client, contacts: [] });
  await done(`PUT /projects/${project}`, {
    client,
    code: project,
    name: "",
    zone: "Europe/Oslo",
    po_number: null,
  });
  for (const rig of ["rig-1", "rig-2"]) {
    const terms = { name: `s${seed}-${rig}`, zone: "Europe/Oslo", slots: SLOTS, wits: null };
    await ask(served, `PUT /rigs/s${seed}-${rig}`, { cookie: office, body: terms });
  }
  for (const hole of ["rig-1-1", "rig-1-2", "rig-2-1", "rig-2-2"]) {
    const terms = {
      project,
      name: `s${seed}-${hole}`,
      planned: null,
      dip: null,
      azimuth: null,
      state: "open",
    };
    await done(`PUT /holes/s${seed}-${hole}`, terms);
  }
  for (const { id, ...terms } of made.contracts) {
    const { row_version } = await done(`PUT /contracts/${id}`, terms);
    await done(`POST /contracts/${id}/activate`, undefined, row_version);
  }
  const makeFinal = async (id: string, version: number): Promise<void> => {
    const submitted = await done(`POST /shifts/${id}/submit`, {}, version);
    await done(`POST /shifts/${id}/approve`, {}, submitted.row_version);
  };
  for (const { id, ...content } of made.shifts) {
    const kept = await done(`PUT /shifts/${id}`, content);
    await makeFinal(id, kept.row_version);
  }
  for (const { contract, id, ...charge } of made.charges)
    await done(`PUT /boq/${contract}/${charge.date.slice(0, 7)}/charges/${id}`, charge);

  /** What each month was billed until now, by contract. */
  const billed = new Map<string, bigint>();
  const look = async (contract: Sent, period: string): Promise<Sent> => {
    const digits = contract.minor_digits;
    const say = (what: string, found: unknown, wanted: unknown): void => {
      if (found !== wanted)
        wrong.push(`seed ${seed}, ${contract.id} ${period}: ${what}: ${found} and not ${wanted}`);
    };
    const counted = countedLines(contract, [...docs.values()]);
    const own = counted.filter(({ date }) => date.startsWith(period));
    const charges = made.charges
      .filter((one) => one.contract === contract.id && one.date.startsWith(period))
      .map(
        (charge): CountedLine => ({
          ...{ date: charge.date, rig: null as never, shift: null, kind: "charge", rate: null },
          ...{ quantity: decimal(charge.quantity), amount: chargeAmount(charge, digits) },
        }),
      );
    const shown = (line: CountedLine): string =>
      [
        ...[line.date, line.rig, line.shift, line.kind, line.rate],
        ...[line.quantity.join("/"), moneyOf(line.amount, digits)],
      ].join(" ");
    const read = (line: Sent): string =>
      [
        ...[line.date, line.rig, line.shift, line.kind, line.rate],
        ...[fraction(BigInt(line.quantity_value), BigInt(line.quantity_per)).join("/"), line.amount],
      ].join(" ");
    const [bill] = (await done(`GET /boq/monthly/${period}?contract=${contract.id}`)).bills;
    const wanted = [...own, ...charges].map(shown).sort();
    const found = bill.lines.map(read).sort();
    lines += found.length;
    for (const [i, line] of wanted.entries())
      if (line !== found[i]) {
        say(`line ${i}`, found[i], line);
        break;
      }
    say("lines", found.length, wanted.length);
    const minor = (text: string): bigint =>
      rounded([decimal(text)[0] * 10n ** BigInt(digits), decimal(text)[1]]);
    const total = (list: readonly CountedLine[]): bigint =>
      list.reduce((all, { amount }) => all + amount, 0n);
    // Corrections are what earlier months come to now, and were not billed.
    let corrections = 0n;
    for (const earlier of PERIODS.filter((one) => one < period)) {
      const key = `${contract.id} ${earlier}`;
      const now = total(counted.filter(({ date }) => date.startsWith(earlier)));
      const of = made.charges.filter((one) => one.contract === contract.id && one.date.startsWith(earlier));
      const all = of.reduce((sum, charge) => sum + chargeAmount(charge, digits), now);
      corrections += all - billed.get(key)!;
    }
    const adjusted = bill.adjustments.reduce((sum: bigint, { amount }: Sent) => sum + minor(amount), 0n);
    say("corrections", adjusted, corrections);
    const net = total(own) + total(charges) + corrections;
    const sums = [net, taxOn(net, contract.tax), net + taxOn(net, contract.tax)].map((one) =>
      moneyOf(one, digits),
    );
    say("sums", [bill.net, bill.tax, bill.total].join(" "), sums.join(" "));

    const dates = [...new Set([...own, ...charges].map(({ date }) => date))];
    for (const date of dates) {
      const [day] = (await done(`GET /boq/daily/${date}?contract=${contract.id}`)).bills;
      say(
        `day ${date}`,
        day.net,
        moneyOf(total([...own, ...charges].filter((line) => line.date === date)), digits),
      );
    }
    for (const shift of new Set(own.flatMap((line) => line.shift ?? []))) {
      const { lines: priced } = await done(`GET /shifts/${shift}/boq`);
      const mine = priced.filter(({ date }: Sent) => date.startsWith(period));
      say(
        `report ${shift}`,
        mine.map(read).sort().join("; "),
        own
          .filter((line) => line.shift === shift)
          .map(shown)
          .sort()
          .join("; "),
      );
    }
    const csv: Sent[] = parse(Buffer.from(await file(`boq/${contract.id}/${period}.csv`)), { columns: true });
    const all = [...bill.lines, ...bill.adjustments].map(({ amount }: Sent) => amount);
    say("csv", csv.map(({ amount }) => moneyOf(minor(amount), digits)).join(" "), all.join(" "));
    workbooks.push({
      name: `${contract.id}-${period}-${workbooks.length}`,
      bytes: await file(`boq/${contract.id}/${period}.xlsx`),
      amounts: all.length === 0 ? [] : [...all, ...sums],
    });
    const pdftotext = program("pdftotext");
    if (pdftotext !== undefined) {
      const text = await paper(pdftotext, await file(`boq/${contract.id}/${period}.pdf`));
      for (const sum of sums) say(`paper has ${sum}`, text.includes(`${sum} ${contract.currency}`), true);
      for (const amount of all) say(`paper has ${amount}`, text.includes(amount), true);
    }
    return { ...bill, corrections, own: total(own) + total(charges) };
  };
  const issue = async (period: string): Promise<void> => {
    for (const contract of made.contracts) {
      const bill = await look(contract, period);
      const issued = await done(`POST /boq/${contract.id}/${period}/issue`, { total: bill.total });
      if (issued.total !== bill.total)
        wrong.push(`seed ${seed}: issued ${issued.total} and not ${bill.total}`);
      billed.set(`${contract.id} ${period}`, bill.own);
      // What this bill corrected is corrected.
      for (const earlier of PERIODS.filter((one) => one < period)) {
        const counted = countedLines(contract, [...docs.values()]).filter(({ date }) =>
          date.startsWith(earlier),
        );
        const charges = made.charges.filter(
          (one) => one.contract === contract.id && one.date.startsWith(earlier),
        );
        billed.set(
          `${contract.id} ${earlier}`,
          charges.reduce(
            (sum, charge) => sum + chargeAmount(charge, contract.minor_digits),
            counted.reduce((sum, { amount }) => sum + amount, 0n),
          ),
        );
      }
      const [again] = (await done(`GET /boq/monthly/${period}?contract=${contract.id}`)).bills;
      if (again.total !== bill.total || again.lines.length !== bill.lines.length)
        wrong.push(`seed ${seed}: ${contract.id} ${period} is another one when it is issued`);
    }
  };
  const amendSome = async (): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      const shift = amended(random, docs.get(random.one(made.shifts).id), made.contracts);
      const { id, ...content } = shift;
      const { row_version } = await done(`GET /shifts/${id}`);
      const open = await done(`POST /shifts/${id}/amend`, { comment: "looked at again" }, row_version);
      const kept = await done(`PUT /shifts/${id}`, content, open.row_version);
      await makeFinal(id, kept.row_version);
      docs.set(id, shift);
    }
  };
  for (const period of PERIODS) {
    await issue(period);
    await amendSome();
  }
  const folder = mkdtempSync(join(tmpdir(), "witskit-star-"));
  try {
    const star = unzipSync(await file(`star.zip?from=${PERIODS[0]}&to=${PERIODS[2]}`));
    writeFileSync(join(folder, "FactBilling.parquet"), star["FactBilling.parquet"]!);
    const found = new Map(
      (
        await query(
          `select contract || ' ' || period, sum(amount_minor)::bigint::varchar from read_parquet('${join(folder, "FactBilling.parquet")}') where contract like 's${seed}-%' group by all`,
        )
      ).map(([key, sum]) => [key, sum]),
    );
    for (const contract of made.contracts)
      for (const period of PERIODS) {
        const [bill] = (await done(`GET /boq/monthly/${period}?contract=${contract.id}`)).bills;
        const sum = moneyOf(
          BigInt((found.get(`${contract.id} ${period}`) as string | undefined) ?? 0),
          contract.minor_digits,
        );
        if (sum !== bill.net)
          wrong.push(`seed ${seed}, ${contract.id} ${period}: star ${sum} and not ${bill.net}`);
      }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  wrong.push(...(await served.service.store.read("main", changedSince)));
  return { wrong, workbooks, lines };
}

async function paper(pdftotext: string, bytes: Uint8Array): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "witskit-paper-"));
  try {
    writeFileSync(join(folder, "bill.pdf"), bytes);
    const { stdout } = await promisify(execFile)(pdftotext, ["-layout", join(folder, "bill.pdf"), "-"], {
      maxBuffer: 1 << 26,
    });
    return stdout.replaceAll(",", "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What LibreOffice calculates otherwise; all in one start of it. */
export async function calculatedOtherwise(workbooks: readonly Workbook[]): Promise<string[]> {
  const soffice = program("soffice");
  if (soffice === undefined) return [];
  const folder = mkdtempSync(join(tmpdir(), "witskit-books-"));
  try {
    mkdirSync(join(folder, "in"));
    const files = workbooks.map(({ name, bytes }) => {
      writeFileSync(join(folder, "in", `${name}.xlsx`), bytes);
      return join(folder, "in", `${name}.xlsx`);
    });
    const out = await recalculated(soffice, folder, files);
    return workbooks.flatMap(({ name, amounts }) => {
      const [head, ...rows] = parse(readFileSync(join(out, `${name}-BOQ.csv`)), {
        relax_column_count: true,
      }) as string[][];
      const place = head!.findIndex((title) => title.startsWith("Amount"));
      const exactly = (text: string): string => decimal(text === "" ? "0" : text).join("/");
      const found = rows.map((row) => exactly(Number(row[place]!).toFixed(6)));
      const wanted = amounts.map(exactly);
      return found.join() === wanted.join()
        ? []
        : [
            `${name}: LibreOffice has ${rows.map((row) => row[place]).join(" ")} and not ${amounts.join(" ")}`,
          ];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [first = 1, last = first] = (process.argv[2] ?? "1-5").split("-").map(Number);
  for (const { name, start: begin } of engines) {
    if (begin === undefined || (process.argv[3] ?? name) !== name) continue;
    const place = await begin();
    const at = await house(place.engine === "postgres" ? place.place : undefined);
    const workbooks: Workbook[] = [];
    const [wrong, lines]: [string[], number[]] = [[], []];
    for (let seed = first; seed <= last; seed++) {
      const looked = await billsOfSeed(seed, at);
      for (const line of looked.wrong.slice(0, 5)) console.log(line);
      wrong.push(...looked.wrong);
      workbooks.push(...looked.workbooks);
      lines.push(looked.lines);
    }
    wrong.push(...(await calculatedOtherwise(workbooks)));
    console.log(
      `${name}: seeds ${first}-${last}, ${lines.reduce((a, b) => a + b, 0)} lines, ${workbooks.length} workbooks: ${wrong.length} wrong`,
    );
    for (const line of wrong.slice(0, 20)) console.log(line);
    await at.served.end();
    await place.end();
    if (wrong.length > 0) process.exitCode = 1;
  }
}
