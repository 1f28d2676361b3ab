/** A contract that is in force or has ended, as it is read: its terms and its rates. */

import { durationText, MINUTE } from "../../../../shift/clock.js";
import { type Contract, hasBand, type Rate, shownBand } from "../../../../shift/contract.js";
import { decimalText } from "../../../../shift/decimal.js";
import { priceText } from "../../../../shift/money.js";
import { useCell } from "../../../cell.js";
import { lengthsIn } from "../../../device/lengths.js";
import { type Master, master, named } from "../../../device/master.js";
import { Table } from "../../../parts/table.js";
import type { Words } from "../../../words/en.js";
import { reasonShown } from "../../../words/reason.js";
import { spanText, sumText, useWords } from "../../../words/words.js";

export function ReadContract({ contract }: { readonly contract: Contract }) {
  const words = useWords();
  const lists = useCell(master);
  const yes = (value: boolean): string => (value ? words.dialog.yes : words.dialog.no);
  const terms: readonly (readonly [string, string])[] = [
    [words.contracts.client, named(lists.clients, contract.client) || contract.client],
    [
      words.contracts.project,
      contract.project === null ? words.contracts.allProjects : named(lists.projects, contract.project),
    ],
    [words.contracts.valid, spanText(contract.validFrom, contract.validTo, words)],
    [words.contracts.currency, contract.currency],
    [words.contracts.tax, decimalText(contract.taxBp, 2, 0)],
    [words.contracts.lengthUnit, words.contracts.units[contract.lengthUnit]],
    [words.contracts.lengthStep, lengthsIn(contract.lengthUnit).text(contract.lengthStepMm)],
    [words.contracts.timeStep, `${contract.timeStepMin}`],
    [words.contracts.monthSplit, words.contracts.splits[contract.monthSplit]],
    [words.contracts.monthEnd, words.contracts.monthEnds[contract.monthEnd ?? "draft"]],
    [words.contracts.clientApproval, yes(contract.clientApproval)],
    [words.contracts.clientPrices, yes(contract.clientPrices)],
    [words.contracts.deemedDays, contract.deemedDays === null ? "–" : `${contract.deemedDays}`],
  ];
  return (
    <>
      <section class="card">
        <dl class="facts terms-read">
          {terms.map(([name, value]) => [
            <dt key={`${name} name`}>{name}</dt>,
            <dd key={`${name} value`}>{value}</dd>,
          ])}
        </dl>
      </section>
      <section class="card" aria-labelledby="rates">
        <h2 id="rates">{words.contracts.rates}</h2>
        <Table
          heads={[
            words.contracts.kind,
            words.boq.work,
            words.contracts.rig,
            `${words.contracts.price}, ${contract.currency}`,
          ]}
          numbers={3}
        >
          {contract.rates.map((rate) => (
            <tr key={rate.id}>
              <td>{words.contracts.kinds[rate.kind]}</td>
              <td>{workOf(rate, contract, lists, words)}</td>
              <td>{rate.rig === null ? words.contracts.anyRig : named(lists.rigs, rate.rig) || rate.rig}</td>
              <td class="right">{sumText(priceText(rate.priceE4))}</td>
            </tr>
          ))}
        </Table>
      </section>
    </>
  );
}

function bandShown(rate: Rate, unit: Contract["lengthUnit"], { contracts }: Words): string {
  const { from, to } = shownBand(rate, unit);
  return contracts.band(from, to, unit);
}

/** `HQ, 100.00 to 200.00 m`. */
function workOf(rate: Rate, { lengthUnit }: Contract, lists: Master, words: Words): string {
  const parts = [
    rate.size ?? "",
    hasBand(rate) ? bandShown(rate, lengthUnit, words) : "",
    named(lists.types, rate.activityType),
    named(lists.items, rate.item),
    rate.reason === null ? "" : reasonShown(rate.reason, words),
    rate.kind === "hour" && rate.payer === "contractor" ? words.report.payers.contractor : "",
    rate.freeMin === 0 ? "" : words.contracts.freeOf(durationText(rate.freeMin * MINUTE)),
    rate.markupBp === 0 ? "" : words.contracts.markupOf(decimalText(rate.markupBp, 2, 0)),
  ];
  return parts.filter((part) => part !== "").join(", ");
}
