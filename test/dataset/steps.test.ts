/** Bins of a clock that goes back, when they are more than memory is to hold. */
import { expect, it } from "vitest";
import { Bins } from "../../src/columns/bins/bins.js";
import { timeSteps } from "../../src/columns/bins/steps.js";
import type { Field } from "../../src/columns/field.js";
import { BinsInAnyOrder } from "../../src/dataset/resample/any-order.js";
import { aggregates } from "../../src/wits/catalog/aggregate.js";

const field = (name: string, type: Field["type"]): Field => ({
  name,
  type,
  utc: false,
  code: undefined,
  mnemonic: name,
  meaning: name,
  unit: undefined,
});
const inputs = [field("at", "time"), field("x", "number"), field("word", "text")];

/** Rows of three groups, whose times come in any order, and again and again. */
async function binned(mostCells: number, fill = false) {
  const bins = new Bins(
    [
      { field: inputs[0]!, aggregate: "start", from: 0 },
      ...aggregates.map((aggregate) => ({ field: field(aggregate, "number"), aggregate, from: 1 })),
      { field: field("first", "text"), aggregate: "first", from: 2 },
      { field: field("last", "text"), aggregate: "last", from: 2 },
    ],
    inputs,
  );
  const steps = timeSteps(10);
  let longGaps = 0;
  const late = new BinsInAnyOrder({
    bins,
    steps,
    refusal: () => undefined,
    leaveOut: () => expect.unreachable(),
    fill,
    longGap: () => longGaps++,
    mostCells,
  });
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  for (let page = 0; page < 60; page++) {
    const rows = 1 + random(50);
    const at = Float64Array.from({ length: rows }, () => random(3000) - 500);
    const x = Float64Array.from({ length: rows }, () => (random(5) === 0 ? Number.NaN : random(1e6) / 7));
    const words = Array.from({ length: rows }, () => (random(4) === 0 ? undefined : `${random(100)}`));
    await late.push(page % 3, rows, [at, x, words], at);
  }
  const found: unknown[][] = [];
  for await (const { group, page } of late.end()) {
    for (let row = 0; row < page.rows; row++)
      found.push([group, ...page.values.map((values) => values![row])]);
  }
  await late.remove();
  expect(bins.open).toBe(0);
  return { found, longGaps };
}

it("is the same from runs in a file as from memory, in order, each once", async () => {
  const { found } = await binned(Number.MAX_SAFE_INTEGER);
  expect(found.length).toBeGreaterThan(500);
  for (const cells of [1, 400, 3000]) expect((await binned(cells)).found).toEqual(found);
  const places = found.map(([group, start]) => (group as number) * 1e6 + (start as number));
  expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
});

it("with steps between has one for each", async () => {
  const { found } = await binned(400, true);
  for (const group of [0, 1, 2]) {
    const starts = found.filter(([own]) => own === group).map(([, start]) => start as number);
    expect(starts).toEqual(starts.map((_, i) => starts[0]! + 10 * i));
  }
  expect(found.filter((row) => Number.isNaN(row[2]) && row[7] === 0).length).toBeGreaterThan(0);
});
