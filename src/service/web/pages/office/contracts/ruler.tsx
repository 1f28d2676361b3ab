/** Bands of metres as a ruler: from the top down, each piece of depth with the price that holds for it, and pieces without one. */
import type { Contract } from "../../../../shift/contract.js";
import { type LengthUnit, lengthText } from "../../../../shift/length.js";
import { priceText } from "../../../../shift/money.js";
import { cutAtBands, type PricedPiece } from "../../../../shift/rates.js";
import { useCell } from "../../../cell.js";
import { master, named } from "../../../device/master.js";
import { useWords } from "../../../words/words.js";

/** Where nothing says how deep, and below the last limit. */
const SHALLOW_MM = 100_000;

export function Rulers({ rates, currency, lengthUnit }: Pick<Contract, "rates" | "currency" | "lengthUnit">) {
  const words = useWords();
  const { rigs } = useCell(master);
  const own = rates.filter(({ kind }) => kind === "metre");
  if (own.length === 0) return null;
  const deepest = Math.max(0, ...own.map(({ fromMm, toMm }) => toMm ?? fromMm ?? 0));
  const below = own.some(({ toMm }) => toMm === null);
  const bottom = deepest === 0 ? SHALLOW_MM : below ? Math.round(deepest * 1.3) : deepest;
  // Rates of a rig come before those of all, for each size that has any.
  const kinds = new Map(own.map(({ size, rig }) => [JSON.stringify([size, rig]), { size, rig }]));
  return (
    <section class="card rulers" aria-labelledby="rulers">
      <h2 id="rulers">
        {words.contracts.rulers}, {currency}
      </h2>
      {[...kinds.values()].map(({ size, rig }) => {
        const work = { kind: "metre" as const, rig: rig ?? "", ...(size !== null && { size }) };
        const pieces = cutAtBands({ rates }, work, { fromMm: 0, toMm: bottom });
        const what = [size ?? words.contracts.otherSizes, rig === null ? "" : named(rigs, rig) || rig];
        return (
          <Ruler
            key={JSON.stringify([size, rig])}
            name={what.filter((one) => one !== "").join(", ")}
            pieces={pieces}
            isOpen={below}
            unit={lengthUnit}
          />
        );
      })}
    </section>
  );
}

/** Millimetres of the drawing. */
const WIDTH = 1000;

function Ruler({
  name,
  pieces,
  isOpen,
  unit,
}: {
  readonly name: string;
  readonly pieces: readonly PricedPiece[];
  /** The last piece goes on. */
  readonly isOpen: boolean;
  readonly unit: LengthUnit;
}) {
  const words = useWords();
  const bottom = pieces.at(-1)!.toMm;
  const depth = (mm: number): string =>
    lengthText(mm, unit).replace(/\.?0+$/, (zeros) => (zeros.startsWith(".") ? "" : zeros));
  const told = pieces.map(({ fromMm, toMm, rate }, i) => {
    const to = isOpen && i === pieces.length - 1 ? "…" : depth(toMm);
    const price = rate === undefined ? words.contracts.noRate : priceText(rate.priceE4);
    return {
      from: depth(fromMm),
      to,
      price,
      part: ((toMm - fromMm) / bottom) * WIDTH,
      has: rate !== undefined,
    };
  });
  return (
    <figure
      class="ruler"
      role="img"
      aria-label={`${words.contracts.ruler(name)}: ${told.map(({ from, to, price }) => `${from}–${to} ${unit} ${price}`).join(", ")}`}
    >
      <figcaption aria-hidden="true">{name}</figcaption>
      <div aria-hidden="true">
        {told.map(({ from, price, part, has }) => (
          <span key={from} class={has ? "band" : "band none"} style={{ flexGrow: part }}>
            <b>{price}</b>
            <small>
              {from} {unit}
            </small>
          </span>
        ))}
      </div>
    </figure>
  );
}
