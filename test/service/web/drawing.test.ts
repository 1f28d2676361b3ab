/** When a page is drawn while somebody types: at the first letter, and then when the hand rests or goes elsewhere. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { drawAtRest, drawNever, drawNow, typed } from "../../../src/service/web/hands.js";

const draw = vi.fn();
const letter = (): void => typed(() => drawAtRest(draw));

/** Later than whatever the test before has typed: its clock begins at nothing, as this one does. */
let later = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  later += 100_000;
  vi.advanceTimersByTime(later);
  draw.mockClear();
});
afterEach(() => {
  drawNow();
  vi.useRealTimers();
});

it("is drawn at the first letter, and once for those that follow", () => {
  for (let i = 0; i < 4; i++) {
    letter();
    vi.advanceTimersByTime(100);
  }
  expect(draw).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60);
  expect(draw).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(draw).toHaveBeenCalledTimes(2);
});

it("is drawn now and then while a hand does not rest", () => {
  for (let i = 0; i < 30; i++) {
    letter();
    vi.advanceTimersByTime(100);
  }
  expect(draw.mock.calls.length).toBeGreaterThan(4);
  expect(draw.mock.calls.length).toBeLessThan(8);
});

it("is drawn at once of all that is no letter, and not a second time for the letters before", () => {
  letter();
  letter();
  drawAtRest(draw);
  expect(draw).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(draw).toHaveBeenCalledTimes(2);
});

it("is drawn when the hand goes elsewhere, and never when it is gone", () => {
  letter();
  letter();
  drawNow();
  expect(draw).toHaveBeenCalledTimes(2);
  letter();
  drawNever(draw);
  vi.advanceTimersByTime(10_000);
  expect(draw).toHaveBeenCalledTimes(2);
});
