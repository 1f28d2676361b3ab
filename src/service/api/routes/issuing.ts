/** Bills issued, once and for ever, and what is added to an open one by hand. */
import Type from "typebox";
import { BeyondCount } from "../../shift/beyond-count.js";
import { parseDecimal } from "../../shift/decimal.js";
import { amountMinor, parseMoney, parsePrice } from "../../shift/money.js";
import { issueBill, putCharge } from "../../store/repositories/boq.js";
import { datesOf, versionsOf } from "../../store/repositories/boq-rows.js";
import { getContract } from "../../store/repositories/contracts.js";
import { actorOf } from "../acting.js";
import { sumsShown } from "../bills.js";
import { keepMonthEnds } from "../month-ends.js";
import { wrong } from "../problem.js";
import { type AnyRoute, json, nothing, route } from "../route.js";
import { billSums, money, period } from "../schema/bill.js";
import { chargeSent } from "../schema/contract.js";
import { id, sent } from "../schema/values.js";

const tagged = { tag: "bills" } as const;

const ofBill = Type.Object({ contract: id, period });

/** Throws Problem for a number that is finer than what is kept. */
function exactly(at: string, text: string, read: (text: string) => number | undefined): number {
  const value = read(text);
  if (value !== undefined) return value;
  throw wrong(`/${at}`, "more-decimals");
}

/** Throws Problem for what comes to more than can be counted exactly in any currency. */
function checkAmount({
  priceE4,
  quantityMilli,
}: {
  readonly priceE4: number;
  readonly quantityMilli: number;
}) {
  try {
    amountMinor(priceE4, { value: quantityMilli, per: 1000 }, 4);
  } catch (error) {
    if (!(error instanceof BeyondCount)) throw error;
    throw wrong("/price", "beyond-count");
  }
}

export const issuingRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "POST",
    path: "/boq/{contract}/{period}/issue",
    permission: "boq:issue",
    summary: "Issue a bill: it never changes afterwards. With `total`, no other total than that is issued.",
    params: ofBill,
    body: sent({ total: Type.Optional(money) }),
    answer: json(billSums),
    async handle({ who, params: at, body, service, asked, now }) {
      if (datesOf(at.period)[0] > new Date(now).toISOString().slice(0, 10))
        throw wrong("period", "not-begun", { month: at.period });
      await service.store.read(who.tenant, (transaction) => getContract(transaction, at.contract));
      await keepMonthEnds(service, { tenant: who.tenant, ...at }, asked.signal);
      return service.store.transaction(who.tenant, async (transaction) => {
        const { minorDigits } = await getContract(transaction, at.contract);
        const { total } = body;
        const bill = await issueBill(transaction, {
          ...{ contract: at.contract, period: at.period, by: actorOf(who, asked) },
          ...(total !== undefined && {
            ifTotalMinor: exactly("total", total, (text) => parseMoney(text, minorDigits)),
          }),
        });
        return { body: sumsShown(bill, await versionsOf(transaction, at.contract)) };
      });
    },
  }),
  route({
    ...tagged,
    method: "PUT",
    path: "/boq/{contract}/{period}/charges/{id}",
    permission: "boq:issue",
    summary: "Add a one-off to an open month, or change it; a price below 0 takes off.",
    params: Type.Object({ contract: id, period, id }),
    body: chargeSent,
    answer: nothing,
    async handle({ who, params: at, body, service, asked }) {
      const charge = {
        ...{ date: body.date, rig: body.rig, description: body.description, unit: body.unit },
        quantityMilli: exactly("quantity", body.quantity, (text) => parseDecimal(text, 3)),
        priceE4: exactly("price", body.price, parsePrice),
      };
      checkAmount(charge);
      await service.store.transaction(who.tenant, (transaction) =>
        putCharge(transaction, { ...at, charge, by: actorOf(who, asked) }),
      );
      return undefined;
    },
  }),
  route({
    ...tagged,
    method: "DELETE",
    path: "/boq/{contract}/{period}/charges/{id}",
    permission: "boq:issue",
    summary: "Take a one-off out of an open month.",
    params: Type.Object({ contract: id, period, id }),
    answer: nothing,
    async handle({ who, params: at, service, asked }) {
      await service.store.transaction(who.tenant, (transaction) =>
        putCharge(transaction, { ...at, charge: null, by: actorOf(who, asked) }),
      );
      return undefined;
    },
  }),
];
