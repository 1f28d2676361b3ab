/**
 * The six weeks of a company, up to now, in the order in which they happened: what each rig drilled, what became of each report, deliveries,
 * bills at the end of each month, a deputy, and photos of core.
 */
import { Random } from "../../samples/random.js";
import { dateAfter, HOUR, instantAt, localDate, MINUTE } from "../shift/clock.js";
import type { ShiftContent } from "../shift/document.js";
import { type ExpectedShift, expectedShifts } from "../shift/slots.js";
import { acknowledgeAlert } from "../store/repositories/alerts.js";
import { issueBill, putCharge } from "../store/repositories/boq.js";
import { addDelegation } from "../store/repositories/delegations.js";
import { addMove } from "../store/repositories/stock.js";
import { lastClockChange } from "./clock-change.js";
import { type Company, type DemoRig, furnish } from "./company.js";
import { atRig, Desk, type Happening, inOffice } from "./desk.js";
import { type Fate, happeningsOf, type WrittenShift } from "./fates.js";
import { type PlannedShift, programmeOf } from "./programme.js";
import { contentOf } from "./work.js";

/** Days, the last of them yesterday. */
const DAYS = 42;

export interface StoryOptions {
  readonly now: number;
  readonly seed: number;
  /** Of the rig that tells the story: what became of the reports of a day, by how many days ago that is. */
  readonly isMain: boolean;
  /** Instead of what the programme has: of a rig whose data are recorded. */
  readonly recorded?:
    | { readonly rig: string; readonly content: (slot: ExpectedShift) => ShiftContent }
    | undefined;
  /** Photos of a report are kept: the same report, with their rows. */
  readonly withPhotos: (shift: PlannedShift, content: ShiftContent, random: Random) => Photographed;
}

export interface Photographed {
  readonly content: ShiftContent;
  /** What is done once the report is there. */
  readonly kept: Happening["happens"] | undefined;
}

/** By days ago and slot. */
const STORY: Readonly<Record<string, Fate>> = {
  "2 night": "returned",
  "4 day": "disputed",
  "9 day": "alone",
  "13 day": "answered",
  "16 night": "reworked",
  "20 day": "begun-twice",
  "23 night": "mended",
};
const MISSING = "9 night";

export function storyOf(company: Company, options: StoryOptions): Happening[] {
  const desk = new Desk(company);
  const [first] = company.rigs;
  const { zone } = first!;
  const today = localDate(options.now, zone);
  const from = dateAfter(today, -DAYS);
  const office = { manager: desk.manager(), deputy: deputyOf(company) };
  const leave = instantAt(dateAfter(today, -6), "08:00", zone);
  const amendment = amendmentFor(today, zone);
  const shifts = company.rigs.flatMap((rig, i): Written[] => {
    const random = new Random(options.seed * 100 + i);
    const isMain = options.isMain && rig === first;
    return plansOf(rig, { ...options, today, from, isMain, random }).map(({ plan, content }) => {
      const photographed = options.withPhotos(plan, content ?? contentOf(rig, plan, random), random);
      return {
        ...photographed,
        ...{ rig, plan, amendedAt: amendment.at },
        fate: isMain ? fateOf(plan, today, amendment.date) : "usual",
        clientDecides: company.contracts.find(({ id }) => id === rig.contract)!.clientApproval,
        decider: (at) =>
          at >= leave && office.deputy !== undefined
            ? { account: office.deputy, onBehalf: office.manager }
            : { account: office.manager },
      };
    });
  });
  const opened = Math.min(...shifts.map(({ plan }) => plan.startsAt)) - 24 * HOUR;
  const admin = company.accounts.find(({ role }) => role === "admin")!.id;
  const validFrom = dateAfter(localDate(opened, zone), -30);
  const limits = { rig: options.now, office: Math.min(options.now, instantAt(today, "00:00", zone)) };
  const all = [
    inOffice(opened, (t) => furnish(t, company, validFrom, desk.actor(admin))),
    ...shifts.flatMap((shift) => [
      ...happeningsOf(shift, desk),
      ...(shift.kept === undefined ? [] : [atRig(shift.plan.endsAt - 10 * MINUTE, shift.kept)]),
    ]),
    ...deliveries(shifts, desk, opened, limits.office),
    ...bills(company, shifts, desk, today),
    seenAlerts(desk, instantAt(dateAfter(today, -3), "09:00", zone)),
    ...(office.deputy === undefined
      ? []
      : [
          inOffice(leave - HOUR, (t) =>
            addDelegation(t, {
              ...{ id: "leave", account: office.manager, toAccount: office.deputy!, by: desk.actor(admin) },
              ...{ startsAt: leave, endsAt: leave + 14 * 24 * HOUR },
            }),
          ),
        ]),
  ];
  return all
    .filter(({ at, isOffice }) => at < (isOffice ? limits.office : limits.rig))
    .sort((one, other) => one.at - other.at);
}

type Written = WrittenShift & Photographed;

const deputyOf = ({ accounts }: Company): string | undefined =>
  accounts.filter(({ role }) => role === "manager")[1]?.id;

interface Planning extends StoryOptions {
  readonly today: string;
  readonly from: string;
  readonly random: Random;
}

/** The weeks of a rig; before them the nights of the last clock change, where that was longer ago. */
function plansOf(
  rig: DemoRig,
  { today, from, now, random, isMain, recorded }: Planning,
): { readonly plan: PlannedShift; readonly content?: ShiftContent }[] {
  const ended = ({ endsAt }: ExpectedShift): boolean => endsAt < now;
  const pattern = { id: rig.id, timeZone: rig.zone, slots: rig.slots };
  const slots = expectedShifts(pattern, from, dateAfter(today, -1))
    .filter(ended)
    .filter((slot) => !isMain || daysAgo(slot, today) !== MISSING);
  if (recorded?.rig === rig.id) return recordedPlans(rig, slots, today, random, recorded.content);
  const changed = localDate(lastClockChange(now, rig.zone), rig.zone);
  const earlier =
    isMain && changed <= from && rig.earlierHole !== undefined
      ? programmeOf(
          { ...rig, holes: [rig.earlierHole] },
          expectedShifts(pattern, dateAfter(changed, -2), changed).filter(({ date }) => date < from),
          random,
        )
      : [];
  return [...earlier, ...programmeOf(rig, slots, random)].map((plan) => ({ plan }));
}

/** Up to yesterday by the programme; yesterday's day by what was recorded; its night is still to be written. */
function recordedPlans(
  rig: DemoRig,
  slots: readonly ExpectedShift[],
  today: string,
  random: Random,
  content: (slot: ExpectedShift) => ShiftContent,
): { readonly plan: PlannedShift; readonly content?: ShiftContent }[] {
  const yesterday = dateAfter(today, -1);
  const before = programmeOf(
    rig,
    slots.filter(({ date }) => date < yesterday),
    random,
  );
  const slot = slots.find(({ date, slot: name }) => date === yesterday && name === rig.slots[0]!.name);
  const last = before.at(-1)!;
  if (slot === undefined) return before.map((plan) => ({ plan }));
  const id = `${slot.rig}-${slot.date}-${slot.slot}`;
  const plan = { ...last, ...slot, id, fromMm: last.toMm, standby: undefined, changesBit: false };
  return [...before.map((one) => ({ plan: one })), { plan, content: content(slot) }];
}

const daysAgo = ({ date, slot }: { date: string; slot: string }, today: string): string =>
  `${(Date.parse(today) - Date.parse(date)) / (24 * HOUR)} ${slot}`;

const fateOf = (plan: PlannedShift, today: string, amended: string): Fate =>
  STORY[daysAgo(plan, today)] ?? (plan.date === amended && plan.slot === "day" ? "amended" : "usual");

/** The third of a month: the bill of the one before is issued. */
const issueDates = (today: string): string[] =>
  Array.from({ length: 24 }, (_, n) => {
    const month = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 - n, 3));
    return month.toISOString().slice(0, 10);
  }).filter((date) => date < today);

const periodBefore = (date: string): string => dateAfter(`${date.slice(0, 7)}-01`, -1).slice(0, 7);

/** Of the last month whose bill was issued two days ago or more: one of its last days, of which nothing else is told. */
function amendmentFor(today: string, zone: string): { readonly date: string; readonly at: number } {
  const issued = issueDates(today).find((date) => dateAfter(date, 2) <= today)!;
  const end = dateAfter(`${issued.slice(0, 7)}-01`, -1);
  const date = [-2, -3, -4]
    .map((days) => dateAfter(end, days))
    .find((one) => STORY[daysAgo({ date: one, slot: "day" }, today)] === undefined)!;
  return { date, at: instantAt(dateAfter(issued), "09:00", zone) };
}

function bills(company: Company, shifts: readonly Written[], desk: Desk, today: string): Happening[] {
  const months = new Set(shifts.map(({ plan }) => plan.date.slice(0, 7)));
  return company.contracts.flatMap(({ id: contract }) => {
    const rig = company.rigs.find((one) => one.contract === contract)!;
    const by = desk.actor(desk.manager());
    return issueDates(today)
      .filter((date) => months.has(periodBefore(date)))
      .flatMap((date) => {
        const period = periodBefore(date);
        const charge = {
          ...{ date: `${period}-28`, rig: rig.id, description: "Helicopter, one lift" },
          ...{ quantityMilli: 1000, unit: "lift", priceE4: 12_400_000 },
        };
        const at = instantAt(date, "16:00", rig.zone);
        return [
          inOffice(at - HOUR, (t) =>
            putCharge(t, { contract, period, id: `lift-${contract}-${period}`, charge, by }),
          ),
          inOffice(at, async (t) => void (await issueBill(t, { contract, period, by }))),
        ];
      });
  });
}

/** What was noticed up to then is seen; what came behind it still waits for somebody. */
const seenAlerts = (desk: Desk, at: number): Happening =>
  inOffice(at, async (transaction) => {
    const open = await transaction.sql
      .selectFrom("alert")
      .select("id")
      .where("acknowledged_at", "is", null)
      .orderBy("id")
      .execute();
    for (const { id } of open) await acknowledgeAlert(transaction, id, desk.actor(desk.manager()));
  });

/** As much of each item that the first one of each rig is low by now, and of the others some is left. */
function deliveries(shifts: readonly Written[], desk: Desk, opened: number, until: number): Happening[] {
  const rigs = [...new Set(shifts.map(({ rig }) => rig))];
  return rigs.flatMap((rig) =>
    rig.uses.flatMap(([item, most], i) => {
      const own = shifts.filter((shift) => shift.rig === rig);
      const used = own
        .filter(({ plan }) => plan.endsAt + 3 * HOUR < until)
        .flatMap(({ content }) => content.materials)
        .reduce((sum, row) => sum + (row.item === item ? row.quantityMilli : 0), 0);
      const left = i === 0 ? 2 * most * 1000 : 12 * most * 1000;
      const firstMilli = Math.ceil((used + left) * 0.62e-3) * 1000;
      const middle = own[Math.floor(own.length / 2)]!.plan.endsAt;
      const by = desk.actor(rig.writer);
      return [
        [opened + HOUR, firstMilli, "first load"],
        [middle, used + left - firstMilli, "second load"],
      ].map(([at, quantityMilli, note], n) =>
        atRig(at as number, (t) =>
          addMove(t, {
            ...{ id: `${rig.id}-${item}-${n}`, item, rig: rig.id, kind: "delivery", at: at as number, by },
            ...{ quantityMilli: quantityMilli as number, note: note as string },
          }),
        ),
      );
    }),
  );
}
