/**
 * A second opinion on bills: the rules of `docs/shift-arithmetic.md` written down once more, over documents as they travel, in fractions of
 * `BigInt`, and with nothing of the service's own arithmetic. It takes what a random camp is made of, and no more.
 */

/** Numerator and denominator, the latter above 0. */
export type Fraction = readonly [bigint, bigint];

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

export function fraction(top: bigint, bottom: bigint): Fraction {
  const by = gcd(top < 0n ? -top : top, bottom) || 1n;
  return [top / by, bottom / by];
}

/** Of a decimal text: `-12.505`. */
export function decimal(text: string): Fraction {
  const [, sign, whole, behind = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!;
  const top = BigInt(`${whole}${behind}`);
  return fraction(sign === "-" ? -top : top, 10n ** BigInt(behind.length));
}

const times = (a: Fraction, b: Fraction): Fraction => fraction(a[0] * b[0], a[1] * b[1]);
const add = (a: Fraction, b: Fraction): Fraction => fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1]);
const over = (a: Fraction, b: Fraction): Fraction => times(a, [b[1], b[0]]);
const whole = (value: bigint): Fraction => [value, 1n];

/** Half up, away from 0 below it. */
export function rounded([top, bottom]: Fraction): bigint {
  const above = (2n * (top < 0n ? -top : top) + bottom) / (2n * bottom);
  return top < 0n ? -above : above;
}

const stepped = (value: bigint, step: bigint): bigint =>
  step === 0n ? value : rounded([value, step]) * step;

/** A line of a bill: what of it can be compared. */
export interface CountedLine {
  readonly date: string;
  readonly rig: string;
  readonly shift: string | null;
  readonly kind: string;
  readonly rate: string | null;
  readonly quantity: Fraction;
  /** In the currency's smallest coin. */
  readonly amount: bigint;
}

// biome-ignore lint/suspicious/noExplicitAny: documents as they travel
type Sent = any;

/** Europe/Oslo in spring of 2026: summer time begins on 29 March at 01:00 UTC. */
export const offsetAt = (at: number): number => (at < Date.UTC(2026, 2, 29, 1) ? 1 : 2) * 3_600_000;
const dateAt = (at: number): string => new Date(at + offsetAt(at)).toISOString().slice(0, 10);
const MIDNIGHT = Date.UTC(2026, 2, 31, 22);

const ms = (text: string): number => Date.parse(text);
const mm = (text: string): bigint => rounded(times(decimal(text), whole(1000n)));
const feet = (length: bigint): bigint => rounded([length * 1000n, 3048n]);

/** Whether a rate is for work: what it leaves open holds for all. */
const fits = (rate: Sent, work: Sent): boolean =>
  rate.kind === work.kind &&
  ["rig", "size", "activity_type", "reason", "item"].every(
    (name) => rate[name] === null || rate[name] === (work[name] ?? null),
  ) &&
  (work.payer === undefined || rate.payer === work.payer) &&
  (work.depth === undefined ||
    ((rate.from === null || mm(rate.from) <= work.depth) && (rate.to === null || work.depth < mm(rate.to))));

const isBand = ({ from, to }: Sent): boolean => from !== null || to !== null;

/** Rig before size or reason before band or activity. */
function bestOf(rates: readonly Sent[], work: Sent): Sent | undefined {
  const rank = (rate: Sent): number =>
    (rate.rig === null ? 0 : 4) +
    (rate.size === null && rate.reason === null ? 0 : 2) +
    (isBand(rate) || rate.activity_type !== null ? 1 : 0);
  return rates.filter((rate) => fits(rate, work)).sort((a, b) => rank(b) - rank(a))[0];
}

interface Part {
  readonly shift: Sent;
  readonly date: string;
  readonly runs: readonly Sent[];
  readonly activities: readonly Sent[];
  readonly crew: readonly Sent[];
  readonly materials: readonly Sent[];
}

/** A run as numbers, with what of it lies in a part. */
const runOf = (run: Sent): Sent => ({
  ...run,
  from: mm(run.from),
  to: mm(run.to),
  start: ms(run.starts_at),
  end: ms(run.ends_at),
});
const activityOf = (row: Sent): Sent => ({ ...row, start: ms(row.starts_at), end: ms(row.ends_at) });

function partsOf(shift: Sent, split: string): Part[] {
  const [start, end] = [ms(shift.starts_at), ms(shift.ends_at)];
  const runs = shift.runs.map(runOf).sort((a: Sent, b: Sent) => a.start - b.start);
  const activities = shift.activities.map(activityOf);
  const { crew, materials, date } = shift;
  if (split === "shift" || !(start < MIDNIGHT && MIDNIGHT < end))
    return [{ shift, date, runs, activities, crew, materials }];
  const cut = (rows: readonly Sent[], from: number, until: number): Sent[] =>
    rows
      .filter((row) => row.start < until && row.end > from)
      .map((row) => {
        const inside = { ...row, start: Math.max(row.start, from), end: Math.min(row.end, until) };
        if (row.to === undefined || (row.start >= from && row.end <= until)) return inside;
        const [top, bottom] = [row.from, row.to] as [bigint, bigint];
        const middle =
          top + rounded([(bottom - top) * BigInt(MIDNIGHT - row.start), BigInt(row.end - row.start)]);
        return until === MIDNIGHT ? { ...inside, to: middle } : { ...inside, from: middle };
      });
  const before = crew.map((row: Sent) => ({
    ...row,
    minutes: Number(rounded([BigInt(row.minutes) * BigInt(MIDNIGHT - start), BigInt(end - start)])),
  }));
  const after = crew.map((row: Sent, i: number) => ({ ...row, minutes: row.minutes - before[i].minutes }));
  return [
    {
      shift,
      date,
      ...{ runs: cut(runs, start, MIDNIGHT), activities: cut(activities, start, MIDNIGHT) },
      crew: before,
      materials,
    },
    {
      ...{ shift, date: dateAt(MIDNIGHT), runs: cut(runs, MIDNIGHT, end) },
      ...{ activities: cut(activities, MIDNIGHT, end), crew: after, materials: [] },
    },
  ];
}

/** The lines of a contract for all reports under it that are given: of one version, whose reports are all final. */
export function countedLines(contract: Sent, shifts: readonly Sent[]): CountedLine[] {
  const own = shifts.filter((shift) => shift.contract === contract.id);
  const days = new Map<string, Sent[]>();
  for (const shift of own) {
    const day = `${shift.rig} ${shift.date}`;
    days.set(day, [...(days.get(day) ?? []), shift]);
  }
  return [...days.values()].flatMap((day) =>
    dayOf(
      contract,
      day.sort((a, b) => ms(a.starts_at) - ms(b.starts_at)),
    ),
  );
}

function dayOf(contract: Sent, shifts: readonly Sent[]): CountedLine[] {
  const parts = shifts.flatMap((shift) => partsOf(shift, contract.month_split));
  const digits = whole(10n ** BigInt(contract.minor_digits));
  const priced = (part: Part, kind: string, rate: Sent | undefined, quantity: Fraction): CountedLine => ({
    ...{ date: part.date, rig: part.shift.rig, shift: part.shift.id, kind, rate: rate?.id ?? null, quantity },
    amount:
      rate === undefined
        ? 0n
        : rounded(
            times(
              times(times(quantity, decimal(rate.price)), digits),
              add(whole(1n), over(decimal(rate.markup), whole(100n))),
            ),
          ),
  });
  const lines = [
    ...parts.flatMap((part) =>
      metresIn(contract, part).map(([rate, size]) => priced(part, "metre", rate, size)),
    ),
    ...hoursIn(contract, parts).map(([part, rate, time]) =>
      priced(part, "hour", rate, fraction(BigInt(time), 3_600_000n)),
    ),
    ...parts.flatMap((part) =>
      together(
        part.crew
          .map((row) => [
            bestOf(contract.rates, { kind: "man_hour", rig: part.shift.rig, reason: row.role }),
            row,
          ])
          .filter(([rate]) => rate !== undefined),
        ([rate]) => rate.id,
      ).map((rows) =>
        priced(part, "man_hour", rows[0]![0], fraction(BigInt(sum(rows.map(([, row]) => row.minutes))), 60n)),
      ),
    ),
    ...parts.flatMap((part) =>
      together(part.materials, ({ item }) => item).map((rows) =>
        priced(
          part,
          "item",
          bestOf(contract.rates, { kind: "item", rig: part.shift.rig, item: rows[0]!.item }),
          rows.map(({ quantity }) => decimal(quantity)).reduce(add),
        ),
      ),
    ),
  ];
  const { rig, date } = shifts[0];
  const limits = shifts.flatMap((shift) =>
    limitsOf(
      contract,
      "shift",
      { date, rig, shift: shift.id },
      lines.filter((line) => line.shift === shift.id),
    ),
  );
  return [
    ...lines,
    ...limits,
    ...limitsOf(contract, "day", { date, rig, shift: null }, [...lines, ...limits]),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function together<Row>(rows: readonly Row[], key: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}

/** Millimetre by millimetre of its limits: what each rate has of each hole and size. */
function metresIn(contract: Sent, part: Part): (readonly [Sent | undefined, Fraction])[] {
  const pieces: { rate: Sent | undefined; key: string; charged: Fraction }[] = [];
  for (const run of part.runs.filter(({ kind }) => kind === "new")) {
    const work = { kind: "metre", rig: part.shift.rig, size: run.size };
    const limits = contract.rates
      .flatMap(({ kind, from, to }: Sent) => (kind === "metre" ? [from, to] : []))
      .filter((text: string | null) => text !== null)
      .map(mm)
      .filter((at: bigint) => at > run.from && at < run.to);
    const cuts = [run.from, ...limits, run.to].sort((a, b) => Number(a - b));
    let begun: { rate: Sent | undefined; from: bigint; to: bigint } | undefined;
    const end = (): void => {
      if (begun === undefined) return;
      const { rate, from, to } = begun;
      const key = JSON.stringify([rate?.id ?? null, run.hole, run.size]);
      pieces.push({ rate, key, charged: lengthOf(contract, from, to, run.typed_in === "ft") });
    };
    for (const [i, from] of cuts.slice(0, -1).entries()) {
      const to = cuts[i + 1]!;
      if (from === to) continue;
      const rate = bestOf(contract.rates, { ...work, depth: from });
      if (begun !== undefined && begun.rate === rate) begun.to = to;
      else {
        end();
        begun = { rate, from, to };
      }
    }
    end();
  }
  return together(pieces, ({ key }) => key).map((group) => {
    const length = group.map(({ charged }) => charged).reduce(add);
    return [
      group[0]!.rate,
      contract.length_unit === "m"
        ? over(length, whole(1000n))
        : fraction(rounded(over(times(length, whole(10_000n)), whole(3048n))), 1000n),
    ];
  });
}

/** In millimetres. */
function lengthOf(contract: Sent, from: bigint, to: bigint, typedInFeet: boolean): Fraction {
  const step = mm(contract.length_step);
  if (contract.length_unit === "m") return whole(stepped(to, step) - stepped(from, step));
  if (step > 0n)
    return fraction((stepped(feet(to), feet(step)) - stepped(feet(from), feet(step))) * 3048n, 1000n);
  return typedInFeet ? fraction((feet(to) - feet(from)) * 3048n, 1000n) : whole(to - from);
}

/** Milliseconds that are charged of a rate in a part; the free time and steps are of the day. */
function hoursIn(contract: Sent, parts: readonly Part[]): (readonly [Part, Sent | undefined, number])[] {
  const all = parts.flatMap((part) => {
    const { rig } = part.shift;
    const rows = [
      ...part.runs
        .filter(({ kind }) => kind !== "new")
        .map((run) => ({ row: run, type: null, reason: run.kind, payer: "client" })),
      ...part.activities
        .filter(({ parallel }) => !parallel)
        .map((row) => ({ row, type: row.type, reason: row.reason, payer: row.payer })),
    ].map((one) => ({
      ...one,
      rate: bestOf(contract.rates, {
        kind: "hour",
        rig,
        activity_type: one.type,
        reason: one.reason,
        payer: one.payer,
      }),
    }));
    return together(
      rows,
      ({ rate, type, reason, payer }) => rate?.id ?? JSON.stringify([type, reason, payer]),
    ).map((group) => ({
      part,
      rate: group[0]!.rate,
      time: sum(group.map(({ row }) => row.end - row.start)),
      due: 0,
    }));
  });
  const rated = all.filter(({ rate }) => rate !== undefined);
  const step = BigInt(contract.time_step_min) * 60_000n;
  for (const group of together(rated, ({ rate }) => rate.id)) {
    let [measured, charged] = [0, 0];
    for (const one of group) {
      measured += one.time;
      const due = Number(stepped(BigInt(Math.max(0, measured - one.rate.free_min * 60_000)), step));
      one.due = due - charged;
      charged = due;
    }
  }
  // No day has more hours than 24, or than were worked: what rounding has gained most gives them back, from its end.
  const day = Math.max(86_400_000, sum(rated.map(({ time }) => time)));
  for (let above = sum(rated.map(({ due }) => due)) - day; above > 0; ) {
    const [most] = together(rated, ({ rate }) => rate.id)
      .map((group) => ({ group, gain: sum(group.map(({ due, time }) => due - time)) }))
      .sort((a, b) => b.gain - a.gain);
    let back = Math.min(above, most!.gain);
    above -= back;
    for (const one of most!.group.toReversed()) {
      const taken = Math.min(back, one.due);
      one.due -= taken;
      back -= taken;
    }
  }
  return all.map(({ part, rate, time, due }) => [part, rate, rate === undefined ? time : due]);
}

function limitsOf(
  contract: Sent,
  unit: "shift" | "day",
  place: Pick<CountedLine, "date" | "rig" | "shift">,
  lines: readonly CountedLine[],
): CountedLine[] {
  const { rig } = place;
  const money = (rate: Sent): bigint =>
    rounded(times(decimal(rate.price), whole(10n ** BigInt(contract.minor_digits))));
  const line = (kind: string, rate: Sent, amount: bigint): CountedLine => ({
    ...{ ...place, kind, rate: rate.id, quantity: whole(1n), amount },
  });
  const fixed = `fixed_${unit}`;
  const reasons = new Set<string | null>(
    contract.rates.filter(({ kind }: Sent) => kind === fixed).map(({ reason }: Sent) => reason),
  );
  const made = [...reasons].flatMap((reason) => {
    const rates = contract.rates.filter((rate: Sent) => rate.kind === fixed && rate.reason === reason);
    const rate = bestOf(rates, { kind: fixed, rig, reason });
    return rate === undefined ? [] : [line(fixed, rate, money(rate))];
  });
  let total = [...lines, ...made].reduce((all, { amount }) => all + amount, 0n);
  for (const [kind, isAmiss] of [
    [`minimum_${unit}`, (limit: bigint) => total < limit],
    [`maximum_${unit}`, (limit: bigint) => total > limit],
  ] as const) {
    const rate = bestOf(contract.rates, { kind, rig });
    if (rate === undefined || !isAmiss(money(rate))) continue;
    made.push(line(kind, rate, money(rate) - total));
    total = money(rate);
  }
  return made;
}

/** A one-off that somebody adds. */
export const chargeAmount = ({ quantity, price }: Sent, minorDigits: number): bigint =>
  rounded(times(times(decimal(quantity), decimal(price)), whole(10n ** BigInt(minorDigits))));

export const taxOn = (net: bigint, percent: string): bigint =>
  rounded(over(times(whole(net), decimal(percent)), whole(100n)));

/** `-12.50` of -1250. */
export function moneyOf(minor: bigint, digits: number): string {
  const text = `${minor < 0n ? -minor : minor}`.padStart(digits + 1, "0");
  const [before, behind] = [text.slice(0, text.length - digits), text.slice(text.length - digits)];
  return `${minor < 0n ? "-" : ""}${before}${digits === 0 ? "" : `.${behind}`}`;
}
