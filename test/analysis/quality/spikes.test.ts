import { expect, it } from "vitest";
import { Spikes } from "../../../src/analysis/quality/spikes.js";

function spikesIn(numbers: readonly number[]): number {
  const spikes = new Spikes();
  spikes.add(Float64Array.from(numbers));
  return spikes.spikes;
}

/** Noise of about ±1, the same in every run. */
const noise = (i: number): number => (((i * 7919) % 1000) - 500) / 500;
const series = (length: number, value: (i: number) => number): number[] =>
  Array.from({ length }, (_, i) => value(i));
const withLeaps = (numbers: readonly number[], at: readonly number[], by: number): number[] =>
  numbers.map((number, i) => (at.includes(i) ? number + by : number));

const NOISY = series(1000, (i) => 200 + noise(i));
const STILL = series(1000, () => 42.1);

it("noise, steps, ramps and waves have no spike", () => {
  expect(spikesIn(NOISY)).toBe(0);
  expect(spikesIn(STILL)).toBe(0);
  expect(spikesIn(series(1000, (i) => (i < 500 ? 10 : 300) + noise(i)))).toBe(0);
  expect(spikesIn(series(1000, (i) => i * 3))).toBe(0);
  expect(spikesIn(series(1000, (i) => 100 * Math.sin(i / 20)))).toBe(0);
});

it("a leap and back is one, up or down, from one value to four", () => {
  expect(spikesIn(withLeaps(NOISY, [100, 300, 700], 60))).toBe(3);
  expect(spikesIn(withLeaps(NOISY, [100, 300, 700], -60))).toBe(3);
  expect(spikesIn(withLeaps(NOISY, [500, 501, 502, 503], 900))).toBe(4);
  expect(spikesIn(withLeaps(STILL, [500], 900))).toBe(1);
});

it("a change that stays for six values is none", () => {
  expect(spikesIn(withLeaps(NOISY, [500, 501, 502, 503, 504, 505], 900))).toBe(0);
});

it("what is small beside the noise of the item is none, in a quiet moment too", () => {
  const quiet = series(1000, (i) => (i % 200 < 100 ? 200 + noise(i) : 200));
  expect(spikesIn(withLeaps(quiet, [150, 350], 2))).toBe(0);
});

it("values that are null are not there", () => {
  const gaps = NOISY.map((number, i) => (i % 3 === 0 ? Number.NaN : number));
  expect(spikesIn(withLeaps(gaps, [100, 400], 60))).toBe(2);
});

it("the answer does not depend on how the numbers come", () => {
  const numbers = withLeaps(NOISY, [100, 300, 700], 60);
  const spikes = new Spikes();
  for (const number of numbers) spikes.add(Float64Array.of(number));
  expect(spikes.spikes).toBe(spikesIn(numbers));
});
