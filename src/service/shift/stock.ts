/** Stock: what was delivered and counted less what was used, and when to order again. */

/** A delivery, a use, a count of what is there, or a correction. */
export interface StockMove {
  readonly kind: "delivery" | "use" | "count" | "adjust";
  readonly quantityMilli: number;
  readonly at: number;
}

/** What is left, in thousandths: a count says what is there, whatever was thought before. */
export function stockOf(moves: readonly StockMove[]): number {
  return [...moves]
    .sort((a, b) => a.at - b.at)
    .reduce((stock, { kind, quantityMilli }) => {
      if (kind === "count") return quantityMilli;
      return kind === "use" ? stock - quantityMilli : stock + quantityMilli;
    }, 0);
}

/** Whether an item is to be ordered: one that has no limit never is. */
export const needsReorder = (stockMilli: number, reorderMilli: number | null): boolean =>
  reorderMilli !== null && stockMilli <= reorderMilli;
