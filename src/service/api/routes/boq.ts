/** Bills of quantities, to read: of a report, a day and a month, and those that were issued. */
import Type from "typebox";
import { billOf } from "../../shift/bill.js";
import { moneyText } from "../../shift/money.js";
import { billOfVersions, dayOfVersions } from "../../store/repositories/boq.js";
import { issuedBills, quantitiesWithoutContract } from "../../store/repositories/boq-list.js";
import { datesOf, versionsOf } from "../../store/repositories/boq-rows.js";
import { measureShift, priceShift } from "../../store/repositories/boq-shift.js";
import { waitingShifts } from "../../store/repositories/counted-shifts.js";
import { contentOf } from "../../store/repositories/shift-read.js";
import {
  fits,
  isSeen,
  type LineFilter,
  linesShown,
  netShown,
  quantitiesShown,
  seenVersions,
  sumsByCurrency,
  sumsShown,
  versionsOfMonth,
} from "../bills.js";
import { languageFor } from "../languages.js";
import { keepMonthEnds } from "../month-ends.js";
import { auditRead, clientOf } from "../prices.js";
import { notFound, shownProblem } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import {
  billLine,
  billProblem,
  billSums,
  currencySums,
  money,
  period,
  waitingShift,
  workQuantity,
} from "../schema/bill.js";
import { date, id, instant, orNull, params, told, word } from "../schema/values.js";
import { seenShift } from "../shift-access.js";

const tagged = { tag: "bills" } as const;

const filters = {
  contract: Type.Optional(id),
  client: Type.Optional(id),
  rig: Type.Optional(Type.Array(id, { maxItems: 100 })),
  hole: Type.Optional(id),
  size: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
};

type Filters = LineFilter & { readonly contract?: string; readonly client?: string };

export const boqRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/shifts/{id}/boq",
    permission: "price:read",
    summary:
      "What a report comes to, by the revision that who asks sees; of a final one, its lines in the bill.",
    params: params.id,
    answer: json(
      told({
        /** Null under no contract: then there are quantities alone. */
        contract: orNull(id),
        currency: orNull(Type.String()),
        /** Whether these are lines of a bill by now. */
        counts: Type.Boolean(),
        lines: Type.Array(billLine),
        net: orNull(money),
        problems: Type.Array(billProblem),
        quantities: Type.Array(workQuantity),
      }),
    ),
    async handle(call) {
      const language = languageFor(call.asked, call.who);
      const { who, params: at, service } = call;
      const body = await service.store.read(who.tenant, async (transaction) => {
        const { document } = await seenShift(transaction, who, at.id);
        const shift = { id: at.id, revision: document.revision, content: contentOf(document) };
        const counts = document.state === "final";
        if (document.contract === null) {
          if (who.role === "client") throw notFound("bill");
          const quantities = quantitiesShown(await measureShift(transaction, shift), {}, language);
          const none = { contract: null, currency: null, lines: [], net: null, problems: [] };
          return { ...none, counts: false, quantities };
        }
        const versions = await versionsOf(transaction, document.contract);
        if (!isSeen(who, versions)) throw notFound("bill");
        const { contract, lines, problems } = await priceShift(transaction, versions, shift);
        return {
          ...{ contract: contract.id, currency: contract.currency, counts },
          lines: linesShown(lines, contract.minorDigits, language),
          net: netShown(lines, contract.minorDigits),
          problems: who.role === "client" ? [] : problems.map((one) => shownProblem(one, language)),
          quantities: [],
        };
      });
      await auditRead(call, { entity: "shift", entityId: at.id });
      return { body };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/boq",
    permission: "price:read",
    summary: "List the bills that were issued, the newest first.",
    query: Type.Object(
      { contract: Type.Optional(id), client: Type.Optional(id) },
      { additionalProperties: false },
    ),
    answer: json(
      told({
        items: Type.Array(
          told({
            ...{ contract: id, code: Type.String(), client: id, period, currency: Type.String() },
            ...{ net: money, tax: money, total: money, issued_at: instant },
          }),
        ),
      }),
    ),
    async handle(call) {
      const { who, query, service } = call;
      const items = await service.store.read(who.tenant, async (transaction) => {
        const own = clientOf(who) ?? query.client;
        const contracts =
          query.contract === undefined
            ? undefined
            : (await seenVersions(transaction, who, query.contract)).ids;
        const all = await issuedBills(transaction, {
          ...(own !== undefined && { client: own }),
          ...(contracts !== undefined && { contracts }),
        });
        const seen = new Map<string, boolean>();
        for (const { contract } of all)
          if (!seen.has(contract)) seen.set(contract, isSeen(who, await versionsOf(transaction, contract)));
        return all.filter(({ contract }) => seen.get(contract));
      });
      await auditRead(call, { entity: "boq", entityId: "issued" });
      return {
        body: {
          items: items.map((bill) => ({
            ...{ contract: bill.contract, code: bill.code, client: bill.client, period: bill.period },
            currency: bill.currency,
            net: moneyText(bill.netMinor, bill.minorDigits),
            tax: moneyText(bill.taxMinor, bill.minorDigits),
            total: moneyText(bill.totalMinor, bill.minorDigits),
            issued_at: new Date(bill.issuedAt).toISOString(),
          })),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/boq/daily/{date}",
    permission: "price:read",
    summary: "What a day comes to, a contract each; work under none has quantities alone.",
    params: Type.Object({ date }),
    query: Type.Object(filters, { additionalProperties: false }),
    answer: json(
      told({
        date,
        bills: Type.Array(
          told({
            ...{ contract: id, code: Type.String(), client: id, currency: Type.String() },
            ...{ state: word("open", "issued"), net: money },
            lines: Type.Array(billLine),
            problems: Type.Array(billProblem),
            waiting: Type.Array(waitingShift),
          }),
        ),
        totals: Type.Array(told({ currency: Type.String(), net: money })),
        without_contract: Type.Array(workQuantity),
      }),
    ),
    async handle(call) {
      const language = languageFor(call.asked, call.who);
      const { who, params: at, query, service } = call;
      const { contract, client, ...filter } = query as Filters;
      const isStaff = who.role !== "client";
      const found = await service.store.read(who.tenant, async (transaction) => {
        const all = await versionsOfMonth(transaction, who, at.date.slice(0, 7), {
          ...(contract !== undefined && { contract }),
          ...(client !== undefined && { client }),
        });
        const days = [];
        for (const versions of all) {
          const day = await dayOfVersions(transaction, versions, at.date);
          const about = { contracts: versions.ids, from: at.date, to: at.date };
          const waiting = isStaff ? await waitingShifts(transaction, about) : [];
          const lines = day.lines.filter(fits(filter));
          if (lines.length > 0 || waiting.length > 0 || contract !== undefined)
            days.push({ ...day, versions, lines, waiting });
        }
        const alone = isStaff && contract === undefined;
        return {
          days,
          quantities: alone
            ? await quantitiesWithoutContract(transaction, {
                ...{ from: at.date, to: at.date },
                ...(client !== undefined && { client }),
              })
            : [],
        };
      });
      await auditRead(call, { entity: "boq", entityId: contract ?? "all", of: at.date });
      const sums = found.days.map(({ lines, versions: { first } }) =>
        billOf({ ...first, taxBp: 0 }, at.date.slice(0, 7), lines),
      );
      return {
        body: {
          date: at.date,
          bills: found.days.map(({ lines, problems, state, versions: { first }, waiting }) => ({
            ...{
              contract: first.id,
              code: first.code,
              client: first.client,
              currency: first.currency,
              state,
            },
            net: netShown(lines, first.minorDigits),
            lines: linesShown(lines, first.minorDigits, language),
            problems: isStaff ? problems.map((one) => shownProblem(one, language)) : [],
            waiting,
          })),
          totals: sumsByCurrency(sums),
          without_contract: quantitiesShown(found.quantities, filter, language),
        },
      };
    },
  }),
  route({
    ...tagged,
    method: "GET",
    path: "/boq/monthly/{period}",
    permission: "price:read",
    summary:
      "The bills of a month; lines, corrections and what is on its way of the one contract that is named.",
    params: Type.Object({ period }),
    query: Type.Object(filters, { additionalProperties: false }),
    answer: json(
      told({
        period,
        bills: Type.Array(
          told({
            ...billSums.properties,
            lines: Type.Array(billLine),
            adjustments: Type.Array(billLine),
            /** Of the lines that the filter leaves. */
            lines_net: money,
            adjustments_net: money,
            problems: Type.Array(billProblem),
            waiting: Type.Array(waitingShift),
          }),
        ),
        totals: Type.Array(currencySums),
        without_contract: Type.Array(workQuantity),
      }),
    ),
    async handle(call) {
      const language = languageFor(call.asked, call.who);
      const { who, params: at, query, service, asked } = call;
      const { contract, client, ...filter } = query as Filters;
      const isStaff = who.role !== "client";
      const [from, to] = datesOf(at.period);
      if (contract !== undefined) {
        await service.store.read(who.tenant, (transaction) => seenVersions(transaction, who, contract));
        await keepMonthEnds(service, { tenant: who.tenant, contract, period: at.period }, asked.signal);
      }
      const found = await service.store.read(who.tenant, async (transaction) => {
        const all = await versionsOfMonth(transaction, who, at.period, {
          ...(contract !== undefined && { contract }),
          ...(client !== undefined && { client }),
        });
        const bills = [];
        for (const versions of all) {
          const bill = await billOfVersions(transaction, versions, at.period);
          const about = { contracts: versions.ids, from, to };
          const waiting = isStaff ? await waitingShifts(transaction, about) : [];
          const isEmpty = bill.lines.length === 0 && bill.adjustments.length === 0 && waiting.length === 0;
          if (contract !== undefined || bill.state === "issued" || !isEmpty)
            bills.push({ bill, versions, waiting });
        }
        const alone = isStaff && contract === undefined;
        return {
          bills,
          quantities: alone
            ? await quantitiesWithoutContract(transaction, {
                ...{ from, to },
                ...(client !== undefined && { client }),
              })
            : [],
        };
      });
      await auditRead(call, { entity: "boq", entityId: contract ?? "all", of: at.period });
      return {
        body: {
          period: at.period,
          bills: found.bills.map(({ bill, versions, waiting }) => {
            const [lines, adjustments] = [bill.lines, bill.adjustments].map((own) =>
              own.filter(fits(filter)),
            );
            const whole = contract !== undefined;
            return {
              ...sumsShown(bill, versions),
              lines: whole ? linesShown(lines!, bill.minorDigits, language) : [],
              adjustments: whole ? linesShown(adjustments!, bill.minorDigits, language) : [],
              lines_net: netShown(lines!, bill.minorDigits),
              adjustments_net: netShown(adjustments!, bill.minorDigits),
              problems: isStaff ? bill.problems.map((one) => shownProblem(one, language)) : [],
              waiting,
            };
          }),
          totals: sumsByCurrency(found.bills.map(({ bill }) => bill)),
          without_contract: quantitiesShown(found.quantities, filter, language),
        },
      };
    },
  }),
];
