/** Which unit a unit set has for what another unit measures, as the catalog's items tell: PSI is KPA in metric. */
import { allItems } from "./catalog.js";
import { conversion, type UnitSet, unitOf } from "./units.js";

/** How often each unit of one set stands where the other has a unit, and how often it is there at all. */
interface Usage {
  readonly beside: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly inAll: ReadonlyMap<string, number>;
}

type Side = Exclude<UnitSet, "fps-uk">;

let usages: Readonly<Record<Side, Usage>> | undefined;

/**
 * The unit itself where items of the set have it; otherwise the one that they have most often where the other set has
 * it, then the one of its dimension that they have most often. Undefined when nothing of the set converts to it.
 */
export function usualUnit(symbol: string, side: Side): string | undefined {
  usages ??= { metric: usageOf("metric", "fps"), fps: usageOf("fps", "metric") };
  const { beside, inAll } = usages[side];
  if (inAll.has(symbol)) return symbol;
  return mostUsed(beside.get(symbol), symbol) ?? mostUsed(inAll, symbol);
}

function usageOf(side: Side, other: Side): Usage {
  const beside = new Map<string, Map<string, number>>();
  const inAll = new Map<string, number>();
  for (const item of allItems()) {
    const unit = unitOf(item, side);
    if (unit === undefined) continue;
    inAll.set(unit, (inAll.get(unit) ?? 0) + 1);
    const partner = unitOf(item, other);
    if (partner === undefined) continue;
    const partners = beside.get(partner) ?? new Map<string, number>();
    beside.set(partner, partners.set(unit, (partners.get(unit) ?? 0) + 1));
  }
  return { beside, inAll };
}

/** Of those that `symbol` converts to; the first in the catalog among equals. */
function mostUsed(counts: ReadonlyMap<string, number> | undefined, symbol: string): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [unit, count] of counts ?? []) {
    if (count > most && conversion(symbol, unit) !== undefined) [best, most] = [unit, count];
  }
  return best;
}
