/** What one report comes to: as its day has it, with the report as somebody sees it in the place of what counts of it. */

import type { BillLine } from "../../shift/bill-line.js";
import { type Books, type CountedShift, type PricedDay, priceDay } from "../../shift/bill-lines.js";
import { type Contract, contractOn } from "../../shift/contract.js";
import { quantitiesOf, type WorkQuantity } from "../../shift/quantities.js";
import type { Transaction } from "../database.js";
import { booksOf } from "./activity-types.js";
import type { Versions } from "./boq-rows.js";
import { countedShifts } from "./counted-shifts.js";

export interface PricedShift {
  readonly contract: Contract;
  readonly lines: readonly BillLine[];
  readonly problems: PricedDay["problems"];
}

/** What is free of a day goes to the shifts that count before it: of a report that is final these are its lines in the bill. */
export async function priceShift(
  transaction: Transaction,
  { all, first, ids }: Versions,
  shift: CountedShift,
): Promise<PricedShift> {
  const { date, rig, contract: told } = shift.content;
  const counted = await countedShifts(transaction, { contracts: ids, from: date, to: date });
  const others = counted.filter(({ id, content }) => id !== shift.id && content.rig === rig);
  const contract = contractOn(all, first.code, date) ?? all.find(({ id }) => id === told) ?? first;
  const day = [...others, shift].map((one) => ({
    ...one,
    content: { ...one.content, contract: contract.id },
  }));
  const { lines, problems } = priceDay(contract, day, await booksOf(transaction));
  return {
    contract,
    lines: lines.filter((line) => line.shift === shift.id),
    problems: problems.filter((problem) => problem.shift === shift.id),
  };
}

/** Of a report under no contract. */
export async function measureShift(transaction: Transaction, shift: CountedShift): Promise<WorkQuantity[]> {
  const books: Books = await booksOf(transaction);
  return quantitiesOf([shift], books);
}
